"""What changed, for everyone who contributed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText
from meedenk.trajectories.forms.steps import StepForm


class ReportBackForm(StepForm):
    """A few sentences that begin with what was written down on the way."""

    text = LongText(
        label=_("What changed?"),
        help_text=_("A few sentences. Name what was adopted and what was not, and why. Write no names of people."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
