"""Forms that anyone may send: guarded against machines without a third party, a puzzle or a script."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

SHORTEST = timedelta(seconds=3)
LONGEST = timedelta(hours=24)


class GuardedForm(forms.Form):
    """A form that a person needs some seconds for, with a field that no person fills in.

    Who fails a check sees the form again with everything they wrote and can send it once more.
    """

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.at = at
        self.fields["opened"].initial = _stamp(at)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opened = _read(cleaned.pop("opened", ""))
        if cleaned.pop("website", ""):
            self._put("website", "")
            self.add_error(None, _("Something filled in a field that is not for people. Please send the form again."))
        if opened is None or not timedelta() <= self.at - opened <= LONGEST:
            self._put("opened", _stamp(self.at))
            self.add_error(None, _("This page was open for too long. Please send the form again."))
        elif self.at - opened < SHORTEST:
            self.add_error(None, _("That was very quick. Look at it once more and send the form again."))
        return cleaned

    def _put(self, name: str, value: str) -> None:
        """The form is shown again with `value` in this field."""
        sent: Any = self.data
        sent = sent.copy()
        sent[self.add_prefix(name)] = value
        self.data = sent


def _stamp(at: datetime) -> str:
    return Signer(salt="meedenk.guarding").sign(at.isoformat())


def _read(stamp: str) -> datetime | None:
    """The moment in a stamp of ours; None for any other text."""
    try:
        return datetime.fromisoformat(Signer(salt="meedenk.guarding").unsign(stamp))
    except (BadSignature, ValueError):
        return None
