"""Fields that several pages of this station share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from meedenk.common.refusal import Refused

from ..uploads import ENDINGS, Upload, looked_into

GUESTS_MOST = 50


class Behalf(forms.Form):
    """A form that support fills in for someone they name; for everyone else the question is not there."""

    def __init__(self, *args: Any, names: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        if names:
            choices = [("", _("Choose a name")), *((name, name) for name in names)]
            self.fields["on_behalf_of"] = forms.ChoiceField(label=_("On whose behalf do you do this?"), choices=choices)


class GuestsField(forms.CharField):
    """People by name and address, one on each line, as `[(name, address)]`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3}), **more)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > GUESTS_MOST:
            raise ValidationError(_("Invite at most %(most)s people here."), params={"most": GUESTS_MOST})
        return [self._person(line) for line in lines]

    def _person(self, line: str) -> tuple[str, str]:
        name, _space, address = line.rpartition(" ")
        address = address.strip("<>,;()")
        try:
            validate_email(address)
        except ValidationError as mistake:
            problem = _("Write a name and an e-mail address on each line. This line does not have both: %(line)s")
            raise ValidationError(problem, params={"line": line[:80]}) from mistake
        return (name.strip(" ,;<") or address.partition("@")[0])[:120], address


class UploadField(forms.FileField):
    """A file that has been looked into, as an `Upload`. `megabytes` is how big it may be."""

    def __init__(self, **more: Any) -> None:
        accept = ",".join(f".{ending}" for ending in ENDINGS)
        super().__init__(required=False, widget=forms.FileInput(attrs={"accept": accept}), **more)
        self.megabytes = 0

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return looked_into(file, megabytes=self.megabytes)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
