"""Who follows what is done, and what was promised."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.advice.models import Recommendation
from meedenk.common.forms import DayField, LongText, capitals
from meedenk.common.templatetags.pieces import day
from meedenk.people.models import Department, Member
from meedenk.trajectories.forms.steps import StepForm

from ..models import Commitment, Monitoring
from ..operations.monitoring import Promise


class MonitoringForm(StepForm):
    """Who follows it, what they look at, and on which of the days of the handbook is asked how it is going."""

    owner = forms.ChoiceField(
        label=_("Who follows what is done?"), choices=capitals(Monitoring.Owner), widget=forms.RadioSelect
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Who are in the smaller group?"),
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    what = LongText(label=_("What do you look at?"), max_length=2000)
    days = forms.MultipleChoiceField(
        label=_("When do we ask how it is going?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    residents = forms.BooleanField(
        label=_("Ask on the same days what residents notice"),
        help_text=_("Who told us, who was in the group and who was heard gets one question by mail."),
        required=False,
    )

    def __init__(self, *args: Any, members: Any, days: Iterable[date], **more: Any) -> None:
        super().__init__(*args, **more)
        self._choices("members").queryset = members
        self._choices("members").optional = _("(only for a smaller group)")
        asked = [(each.isoformat(), day(each)) for each in days]
        self._choices("days").choices = asked
        self.initial["days"] = [value for value, _label in asked]

    def _choices(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("owner") == Monitoring.Owner.GROUP and not self.cleaned_data.get("members"):
            self.add_error("members", _("Choose at least one member, or let the steering group follow it."))
        return self.cleaned_data

    def clean_days(self) -> list[date]:
        return [date.fromisoformat(each) for each in self.cleaned_data["days"]]


class ExecutorForm(StepForm):
    """Whom we ask from now on."""

    name = forms.CharField(
        label=_("Whom do we ask how it is going?"), help_text=_("This name is not shown."), max_length=120
    )
    email = forms.EmailField(label=_("Their e-mail address"), help_text=_("This address is not shown."))


class CommitmentForm(StepForm):
    """One promise; with `changing` it also asks why it changes."""

    recommendation = forms.ModelChoiceField(
        label=_("Which recommendation is it about?"),
        queryset=Recommendation.objects.none(),
        required=False,
        empty_label=_("The whole advice"),
    )
    text = forms.CharField(
        label=_("What will be done?"),
        help_text=_("One sentence. Everyone can read it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    department = forms.ModelChoiceField(
        label=_("Which department does it?"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("No department of the municipality"),
    )
    party = forms.CharField(
        label=_("Or which organisation outside the municipality?"),
        help_text=_("The name of the organisation. Everyone can read it."),
        max_length=120,
        required=False,
    )
    name = forms.CharField(
        label=_("Whom do we ask how it is going?"), help_text=_("This name is not shown."), max_length=120
    )
    email = forms.EmailField(label=_("Their e-mail address"), help_text=_("This address is not shown."))
    by_on = DayField(label=_("By when is it ready?"), required=False)
    reason = LongText(label=_("Why does it change?"), help_text=_("Members can read this."), max_length=1000)

    def __init__(self, *args: Any, recommendations: Any, changing: Commitment | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["recommendation"]
        field.queryset = recommendations
        if changing is None:
            del self.fields["reason"]
            return
        kept = ("recommendation", "department", "text", "party", "name", "email", "by_on")
        self.initial.update({name: getattr(changing, name) for name in kept})

    def clean(self) -> dict[str, Any]:
        super().clean()
        if bool(self.cleaned_data.get("department")) == bool(self.cleaned_data.get("party")):
            self.add_error("department", _("Choose a department, or write an organisation. One of the two."))
        return self.cleaned_data

    def promise(self) -> Promise:
        said = self.cleaned_data
        names = ("text", "name", "email", "recommendation", "department", "party", "by_on")
        return Promise(**{name: said[name] for name in names})

    def rest(self) -> dict[str, Any]:
        """What belongs to the act and not to the promise."""
        return {name: self.cleaned_data[name] for name in ("on_behalf_of", "reason") if name in self.cleaned_data}
