"""Text of people into members, seats, assignments and officials."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import DayField, LongText, capitals

from .models import Area, Department, Member, Official, SupportKind, TeamRole, Term


class MemberForm(forms.ModelForm):
    """What we know of a member; the address to sign in with cannot be changed here."""

    class Meta:
        model = Member
        fields = ("name", "area", "phone", "paper", "topics")
        labels = {"area": _("District or village")}
        widgets = {"topics": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "topics": _("Topics, for example “work and care” or “debts”. Never a diagnosis."),
            "paper": _("For who has no e-mail: letters wait to be printed. Who has e-mail gets mail."),
        }


class AddressForm(forms.Form):
    """The address with which a member signs in and at which they get mail."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))


class WelcomeForm(MemberForm):
    """A new member with a first term."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without an address someone takes part by phone and post."),
    )
    since = DayField(label=_("Member from"))
    until = DayField(label=_("Member until"), help_text=_("On this day the term has ended."))

    field_order = ("name", "email", "area", "phone", "paper", "topics", "since", "until")


class TermForm(forms.Form):
    """When a term begins and ends."""

    since = DayField(label=_("Member from"))
    until = DayField(label=_("Member until"), help_text=_("On this day the term has ended."))


class WishForm(forms.Form):
    """Whether a member goes on after their term."""

    wish = forms.ChoiceField(
        label=_("What do you want after this term?"), choices=Term.Wish.choices, widget=forms.RadioSelect
    )
    text = LongText(
        label=_("Do you want to say something with it?"),
        required=False,
        max_length=1000,
        help_text=_("Support reads this."),
    )


class EndForm(forms.Form):
    """The day on which something has ended."""

    until = DayField(label=_("Ends on"))


class SteeringForm(forms.Form):
    """A seat in the steering group."""

    member = forms.ModelChoiceField(Member.objects.none(), label=_("Member"), empty_label=_("Choose a member"))
    roles = forms.MultipleChoiceField(
        choices=capitals(TeamRole), label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.running(on)  # type: ignore[attr-defined]  # the stubs know a plain field only


class SupportForm(forms.Form):
    """An assignment of support."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    kind = forms.ChoiceField(choices=capitals(SupportKind), label=_("With what"), widget=forms.RadioSelect)
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False)


class OfficialForm(forms.ModelForm):
    """Someone who works for the municipality."""

    class Meta:
        model = Official
        fields = ("name", "email", "function", "department", "phone", "topics", "left_on")
        labels = {"department": _("Department")}
        widgets = {
            "topics": forms.Textarea(attrs={"rows": 3}),
            "left_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


class DepartmentForm(forms.ModelForm):
    """A department of the municipality."""

    class Meta:
        model = Department
        fields = ("name", "directorate")


class AreaForm(forms.ModelForm):
    """A district or village as residents name it."""

    class Meta:
        model = Area
        fields = ("name", "kind")

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=capitals(Area.Kind),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
