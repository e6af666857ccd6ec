"""Choices, tasks, messages, support and a word to all members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import DayField, LongText
from meedenk.people.models import SupportKind

from .steps import StepForm


class ChoiceForm(StepForm):
    """What the group chooses, why, and what it leaves."""

    what = forms.CharField(label=_("What do you choose?"), max_length=300)
    why = LongText(label=_("Why?"), help_text=_("Later this stands in the final account, for everyone to read."))
    left = LongText(label=_("What do you leave?"), required=False)


class TaskForm(forms.Form):
    """Something to do."""

    text = forms.CharField(label=_("What has to be done?"), max_length=300)
    by_on = DayField(label=_("By when?"), required=False)


class MessageForm(forms.Form):
    """A few words to the group."""

    text = LongText(label=_("Your message"))


class SupportForm(StepForm):
    """What the group needs help with."""

    kind = forms.ChoiceField(label=_("What kind of help?"), choices=SupportKind.choices, widget=forms.RadioSelect)
    text = LongText(label=_("What do you need?"))
    by_on = DayField(label=_("By when?"), required=False)


class HelpGivenForm(forms.Form):
    """What was done."""

    answer = LongText(label=_("What was done?"))


class ReportForm(StepForm):
    """A few sentences for all members."""

    text = LongText(label=_("How is it going?"), max_length=2000)
