"""Text about our position into values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Theme
from meedenk.common.forms import DayField, LongText, capitals
from meedenk.people.models import Department

from .models import Position


class PositionForm(forms.Form):
    """On which subject the municipality decided, and whether we were asked."""

    subject = forms.CharField(
        label=_("What did the municipality decide about?"),
        max_length=200,
        help_text=_("The name of the proposal or the plan. No names of people: everyone can read this."),
        error_messages={"required": _("Write down what it was about.")},
    )
    on = DayField(
        label=_("On which day?"),
        help_text=_("The day of the decision, or of the proposal when nothing is decided yet."),
        error_messages={"required": _("Fill in the day."), "invalid": _("Fill in a day, such as 24-11-2026.")},
    )
    asked = forms.ChoiceField(
        label=_("Were we asked for advice?"),
        choices=capitals(Position.Asked),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits.")},
    )
    source = forms.CharField(
        label=_("Where does this stand?"),
        max_length=200,
        help_text=_("For example: decisions of the executive of 12 March, item 4."),
        error_messages={"required": _("Write down where this can be read, so that everyone can check it.")},
    )
    link = forms.URLField(
        label=_("Link to that piece"),
        required=False,
        assume_scheme="https",
        max_length=200,
        error_messages={"invalid": _("Fill in the whole address of the page, beginning with https://.")},
    )
    explanation = LongText(
        label=_("Do you want to explain it?"),
        max_length=600,
        required=False,
        help_text=_("One or two sentences. No names of people."),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Theme"), required=False, empty_label=_("No theme of ours")
    )
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_("Not known")
    )


class BeginForm(forms.Form):
    """For which year a report is begun."""

    year = forms.IntegerField(
        label=_("Which year?"),
        min_value=1990,
        max_value=2200,
        error_messages={"required": _("Fill in a year."), "invalid": _("Fill in a year, such as 2026.")},
    )


class PartForm(forms.Form):
    """One text of the report, and the version that the writer saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = LongText(
        label=_("Your text"),
        max_length=20_000,
        required=False,
        help_text=_("Plain text. An empty line makes a new paragraph, a line that begins with - a list."),
    )


class AskForm(forms.Form):
    """What we ask of the alderperson."""

    asks = LongText(
        label=_("What do you ask?"),
        max_length=900,
        help_text=_("One to three short points, so that it stays half a page."),
        error_messages={"required": _("Write down what you ask.")},
    )
