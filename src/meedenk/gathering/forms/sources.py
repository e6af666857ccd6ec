"""Pieces: giving and asking."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import DayField, capitals

from ..models import Source
from .fields import Behalf, UploadField


class SourceForm(Behalf):
    """A file, a link or a text, and who may read it; of a newer version also what changed."""

    title = forms.CharField(label=_("Name of the piece"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it?"), choices=capitals(Source.Kind, _("Choose what it is")))
    from_whom = forms.CharField(label=_("From whom?"), required=False, max_length=160)
    file = UploadField(label=_("File"))
    link = forms.URLField(
        label=_("Or a link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
    )
    text = forms.CharField(
        label=_("Or a text"), required=False, max_length=50000, widget=forms.Textarea(attrs={"rows": 6})
    )
    access = forms.ChoiceField(label=_("Who may read it?"), choices=capitals(Source.Access), widget=forms.RadioSelect)
    embargo_until = DayField(
        label=_("Until which day is it only for the group?"),
        help_text=_("Leave it empty when you do not know yet. From that day on everyone may read it."),
        required=False,
    )

    def __init__(self, *args: Any, megabytes: int, newer: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if newer:
            self.fields["changed"] = forms.CharField(
                label=_("What changed?"),
                help_text=_("In a sentence or two. The group reads this first."),
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.order_fields(["changed"])
        file = self.fields["file"]
        assert isinstance(file, UploadField)
        file.megabytes = megabytes
        file.help_text = _("PDF, ODT, DOCX, PNG, JPEG or WebP, at most %(most)s MB.") % {"most": megabytes}

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        given["upload"] = given.pop("file", None)
        if given.get("access") == Source.Access.OPEN:
            given["embargo_until"] = None
        if not self.errors and not (given["upload"] or given.get("link") or given.get("text")):
            self.add_error("file", _("Give a file, a link or a text."))
        if self.errors and given["upload"]:
            self.add_error("file", _("Choose the file once more. A browser does not keep it."))
        return given


class AskForm(Behalf):
    """What we want to read, and by when."""

    title = forms.CharField(
        label=_("What do you want to read?"),
        help_text=_("For example: figures about help at home, per village."),
        max_length=200,
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=capitals(Source.Kind, _("Choose what it is")))
    from_whom = forms.CharField(label=_("From whom?"), required=False, max_length=160)
    promised_by_on = DayField(label=_("By when?"))
