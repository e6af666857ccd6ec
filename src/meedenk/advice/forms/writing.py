"""The texts of an advice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText
from meedenk.trajectories.forms.steps import StepForm

LONGEST = 20_000
HINT = _("Plain text. An empty line makes a new paragraph, a line that begins with - a list, **two stars** make bold.")


class VersionForm(forms.Form):
    """A text that knows which version the writer saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PartForm(VersionForm):
    """One part of the advice."""

    LABELS = {
        "summary": _("In short"),
        "goes_well": _("What goes well"),
        "attention": _("What needs attention"),
        "came_about": _("How this advice came about"),
    }
    HELP = {
        "summary": _("What do you advise, and why? A neighbour should understand it at once."),
        "goes_well": _("What should stay as it is?"),
        "attention": _("What could be better? Where does it hurt?"),
        "came_about": _("Whom did you speak, what did you read, which choices did you make?"),
    }

    def __init__(self, *args: Any, part: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.auto_id = f"id_{part}_%s"
        self.part = part
        self.fields["text"] = (
            forms.CharField(label=_("Title"), max_length=200)
            if part == "title"
            else LongText(
                label=self.LABELS[part],
                help_text=self.HELP[part],
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 8}),
            )
        )


class NewRecommendationForm(forms.Form):
    """The first line of a recommendation."""

    title = forms.CharField(
        label=_("What should happen?"), max_length=200, help_text=_("One sentence: who should do what?")
    )


class RecommendationForm(VersionForm):
    """A recommendation, why, and what it is based on."""

    title = forms.CharField(
        label=_("What should happen?"), max_length=200, help_text=_("One sentence: who should do what?")
    )
    text = LongText(label=_("Explanation"), required=False, max_length=LONGEST, help_text=HINT)
    reason = LongText(
        label=_("Why?"), required=False, max_length=LONGEST, help_text=_("What did you hear or read about this?")
    )
    sources = LongText(
        label=_("What is it based on?"),
        required=False,
        max_length=LONGEST,
        help_text=_("One source on each line: a talk, a visit, a report. Never the name of who told it."),
    )


class PerspectiveForm(VersionForm):
    """A differing view."""

    title = forms.CharField(label=_("Your view in one sentence"), max_length=200)
    text = LongText(label=_("Explanation"), max_length=LONGEST, help_text=HINT)


class ReopenForm(StepForm):
    """Why the text is opened again."""

    reason = LongText(label=_("Why?"), max_length=1000)
