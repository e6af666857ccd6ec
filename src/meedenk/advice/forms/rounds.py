"""The draft in its round."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText, MomentField
from meedenk.people.models import Member
from meedenk.trajectories.forms.steps import StepForm

from ..models import DraftResponse
from .writing import LONGEST


class Haste(LongText):
    """Why members have less time; needed when they have."""

    optional = _("(needed when there is less time than the handbook says)")


class RoundForm(StepForm):
    """Until when, who may respond, and why when that is before `usual`."""

    closes_at = MomentField(label=_("Respond by"))
    to_all = forms.BooleanField(
        label=_("All members may respond"),
        required=False,
        help_text=_("Otherwise only the project group gets the draft."),
    )
    because = Haste(label=_("Why is there less time?"), max_length=1000, required=False)
    field_order = ("closes_at", "because", "to_all", "on_behalf_of")

    def __init__(self, *args: Any, usual: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.usual = usual

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        closes_at = cleaned.get("closes_at")
        if closes_at and localdate(closes_at) < self.usual and not cleaned.get("because"):
            said = _("Choose %(day)s or later, or write down why there is less time.")
            self.add_error("because", said % {"day": date_format(self.usual, "j F")})
        return cleaned


class ViewInShort(forms.CharField):
    """A view in one sentence; needed from who sees it differently."""

    optional = _("(needed when you see it differently)")


class ViewAtLength(LongText):
    """What someone adds; needed from who sees it differently."""

    optional = _("(needed when you see it differently)")


class RespondForm(forms.Form):
    """What a member thinks of the draft. With `others` support chooses for whom it writes."""

    member = forms.ModelChoiceField(
        label=_("Whose response is this?"), queryset=Member.objects.none(), empty_label=_("Choose a member")
    )
    stance = forms.ChoiceField(
        label=_("What do you think of it?"), choices=DraftResponse.Stance.choices, widget=forms.RadioSelect
    )
    view = ViewInShort(
        label=_("Your view in one sentence"),
        max_length=200,
        required=False,
        help_text=_("Only when you see it differently. It becomes the title of your view in the advice."),
    )
    text = ViewAtLength(label=_("Would you like to tell us more?"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, others: Iterable[Member] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if others is None:
            del self.fields["member"]
        else:
            known = Member.objects.filter(pk__in=[member.pk for member in others])
            self.fields["member"].queryset = known  # type: ignore[attr-defined]  # a field for a choice of rows

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("stance") == DraftResponse.Stance.OWN_PERSPECTIVE:
            if not cleaned.get("view"):
                self.add_error("view", _("Write your view in one sentence."))
            if not cleaned.get("text"):
                self.add_error("text", _("Explain how you see it, so that it can stand in the advice."))
        return cleaned
