"""A question and a decision, from text into values."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Theme
from meedenk.common.forms import DayField
from meedenk.common.guarding import GuardedForm
from meedenk.people.models import Department

from ..stages import PolicyPhase
from .steps import LONGEST_LEAD, StepForm, TextWhen

plain = RegexValidator(
    r"(?i)https?:|www\.|[<>\u202a-\u202e\u2066-\u2069]",
    _("Write this in plain words, without a link or brackets."),
    inverse_match=True,
)


class DepartmentField(forms.ModelChoiceField):
    """A department that is known here; another is written down by its name."""

    optional = _("(choose one, or write it below)")


class QuestionForm(forms.Form):
    """Who asks, what they ask, and what it belongs to."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, validators=[plain], widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Here we send your personal link. You need no account."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    department = DepartmentField(
        Department.objects.all(),
        label=_("Department"),
        required=False,
        empty_label=_("Another department, namely:"),
        help_text=_("Choose your department, or write its name below."),
    )
    other_department = TextWhen(
        label=_("Name of another department"),
        optional=_("(needed when yours is not in the list)"),
        max_length=120,
        validators=[plain],
    )
    title = forms.CharField(
        label=_("The subject in a few words"),
        max_length=120,
        validators=[plain],
        help_text=_("For example: Informal carers with a job"),
    )
    question = forms.CharField(
        label=_("What do you want to ask residents?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One question in plain words is best. We can sharpen it together."),
    )
    context = forms.CharField(
        label=_("What should we know?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    theme = forms.ModelChoiceField(
        Theme.objects.filter(chosen=True),
        label=_("Does it belong to a theme of ours?"),
        required=False,
        empty_label=_("No, or I do not know"),
    )
    policy_document = forms.CharField(
        label=_("Which plan or document does it belong to?"), max_length=200, required=False
    )
    policy_phase = forms.ChoiceField(
        label=_("In which phase is it?"), choices=[("", _("I do not know yet")), *PolicyPhase.choices], required=False
    )
    decision_on = forms.CharField(
        label=_("When is it decided?"), max_length=120, required=False, help_text=_("A month is enough: March 2027.")
    )
    agenda_item = forms.CharField(
        label=_("Item on the long-term agenda"), max_length=200, required=False, help_text=_("Number or name.")
    )
    wished_on = DayField(label=_("By which day do you want our advice?"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        department = cleaned.get("department") or cleaned.pop("other_department", "")
        cleaned.pop("other_department", None)
        if not department and "other_department" not in self.errors:
            self.add_error("department", _("Choose your department, or write its name below."))
        return cleaned | {"department": str(department)}


class PublicQuestionForm(GuardedForm, QuestionForm):
    """The same, for anyone."""


class QuestionOnBehalfForm(QuestionForm):
    """The same, written down for someone who phoned or wrote."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"].label = _("On whose behalf do you write this down?")
        self.fields["name"].help_text = _("The name of the policy adviser.")


class MoreForm(forms.Form):
    """A question to the adviser, or the answer."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, label: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].label = label


class DecisionForm(StepForm):
    """Taken up, not taken up, or passed on."""

    TAKE_UP, DECLINE, REFER = "take-up", "decline", "refer"

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (TAKE_UP, _("We take this up")),
            (DECLINE, _("We do not take this up")),
            (REFER, _("Someone else can help better")),
        ],
        widget=forms.RadioSelect,
    )
    whom = TextWhen(
        label=_("Who can help better?"),
        optional=_("(needed when you pass the question on)"),
        max_length=200,
        help_text=_("A department or an organisation."),
    )
    reason = TextWhen(
        label=_("Why?"),
        optional=_("(needed when you do not take it up)"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The adviser reads this. When you do not take it up, everyone can read it."),
    )
    lead = forms.CharField(
        label=_("In short, for everyone"),
        max_length=LONGEST_LEAD,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only when you take it up. One or two sentences in plain words; you can change them later."),
    )
    field_order = ("decision", "whom", "reason", "lead", "on_behalf_of")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == self.DECLINE and not cleaned.get("reason"):
            self.add_error("reason", _("Write down why you do not take this up."))
        if cleaned.get("decision") == self.REFER and not cleaned.get("whom"):
            self.add_error("whom", _("Write down who can help better."))
        return cleaned
