"""How it is going with one commitment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.gathering.forms.fields import UploadField
from meedenk.trajectories.forms.steps import StepForm

from ..models import Check
from ..operations.checks import Told


class SentenceField(forms.CharField):
    """A sentence about it; needed when it does not go well."""

    optional = _("(needed when it is stuck or will not be done)")


class CheckForm(StepForm):
    """Four answers, a sentence, and what shows it."""

    state = forms.ChoiceField(label=_("How is it going?"), choices=Check.State.choices, widget=forms.RadioSelect)
    text = SentenceField(
        label=_("Tell it in one sentence"),
        help_text=_("Everyone can read this. Write no names of people."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = forms.URLField(label=_("A link that shows it"), required=False, max_length=200, assume_scheme="https")
    upload = UploadField(label=_("Or a file that shows it"))

    def __init__(self, *args: Any, megabytes: int, **more: Any) -> None:
        super().__init__(*args, **more)
        upload: Any = self.fields["upload"]
        upload.megabytes = megabytes
        upload.help_text = _("Everyone can take it along from our site. At most %(most)s MB.") % {"most": megabytes}

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("state") in Check.EXPLAINED and self.cleaned_data.get("text") == "":
            self.add_error("text", _("Say in one sentence why it is stuck, or why it will not be done."))
        if self.errors and self.cleaned_data.get("upload"):
            self.add_error("upload", _("Choose the file once more. A browser does not keep it."))
        return self.cleaned_data

    def told(self) -> Told:
        return Told(**{name: self.cleaned_data[name] for name in ("state", "text", "link", "upload")})
