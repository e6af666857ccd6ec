"""Text of themes into values."""

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText, capitals
from meedenk.people.models import Department

from ..models import Theme


class AsSeenForm(forms.Form):
    """About a theme as it was when the page was opened. `newest` is the key of its newest entry, 0 without any."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, newest: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.newest = newest
        self.initial["seen"] = newest

    def clean(self) -> dict[str, Any]:
        """Refuses once when something has happened since; what happened stands beside the form and counts as seen."""
        if (self.cleaned_data.pop("seen") or 0) != self.newest:
            typed: Any = copy(self.data)
            typed["seen"] = self.newest
            self.data = typed
            raise ValidationError(
                _(
                    "Someone else changed this while you were busy."
                    " Read below what happened, then press the button again."
                )
            )
        return self.cleaned_data


class ThemeForm(AsSeenForm):
    """What a theme is about, who brought it, and with which departments it has to do."""

    title = forms.CharField(
        label=_("The theme in a few words"),
        max_length=120,
        help_text=_("For example: Informal care, or Poverty."),
        error_messages={"required": _("Write down what the theme is called.")},
    )
    summary = LongText(
        label=_("What is it about?"),
        max_length=1000,
        help_text=_("One or two sentences. Everyone can read them."),
        error_messages={"required": _("Write in one or two sentences what it is about.")},
    )
    origin = forms.ChoiceField(
        label=_("Who brought it?"),
        choices=capitals(Theme.Origin),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who brought it.")},
    )
    policy_topics = forms.CharField(
        label=_("To which policy does it belong?"),
        max_length=200,
        required=False,
        help_text=_("For example: Wmo, debt relief. With a comma in between."),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.all(),
        label=_("With which departments does it have to do?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not Department.objects.exists():
            self.fields["departments"].help_text = _("There are no departments yet. Enter them at the desk first.")


class ThemeDecisionForm(AsSeenForm):
    """On the agenda or not now, and why."""

    CHOOSE, LEAVE = "choose", "leave"

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(CHOOSE, _("We put it on our agenda")), (LEAVE, _("Not now"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reason = LongText(
        label=_("Why?"),
        max_length=1000,
        help_text=_("Everyone can read this, on the agenda."),
        error_messages={"required": _("Write down why. Everyone can read the reason.")},
    )
    planned_for = forms.CharField(
        label=_("Planned for"),
        max_length=40,
        required=False,
        help_text=_("Only when you choose it. A quarter or a month is enough: first quarter of 2027."),
    )
    on_behalf_of = forms.CharField(
        label=_("On whose behalf do you do this?"),
        help_text=_("The name stands in the journal, beside your own."),
        max_length=120,
    )

    def __init__(self, *args: Any, behalf: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not behalf:
            del self.fields["on_behalf_of"]
