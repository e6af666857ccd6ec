"""Who is in the group, from text into values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meedenk.common.forms import Tile
from meedenk.people.models import Member

from ..models import GroupSeat, SignUp
from .steps import StepForm, TextWhen


def _candidate(sign_up: SignUp) -> Tile:
    """The name of someone who signed up, and what is known of them. `served` comes from `queries.willing`."""
    served = getattr(sign_up, "served", 0)
    times = ngettext("in %(number)s group before", "in %(number)s groups before", served) % {"number": served}
    parts = [
        str(sign_up.get_answer_display()),
        str(sign_up.member.area or _("area unknown")),
        times if served else str(_("not in a group before")),
        sign_up.experience,
        sign_up.motivation,
    ]
    return Tile.of(sign_up.member.name, " · ".join(part for part in parts if part))


class GroupForm(StepForm):
    """Who is chosen from those who signed up, and the words for the others."""

    members = forms.TypedMultipleChoiceField(
        label=_("Who is in the group?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is in the group.")},
    )
    why = TextWhen(
        label=_("What do you say to those who are not in the group?"),
        optional=_("(needed when someone is left out)"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read this in a kind mail: how did you choose?"),
    )
    because = TextWhen(
        label=_("Why a smaller or larger group?"),
        optional=_("(needed when the size is not what the handbook says)"),
        max_length=1000,
        help_text=_("The reason is kept."),
    )
    field_order = ("members", "why", "because", "on_behalf_of")

    def __init__(self, *args: Any, sign_ups: Iterable[SignUp], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["members"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(each.member_id, _candidate(each)) for each in sign_ups]


class JoinForm(StepForm):
    """Someone who comes into the group later."""

    member = forms.ModelChoiceField(Member.objects.none(), label=_("Who joins?"), empty_label=_("Choose a member"))
    because = TextWhen(
        label=_("Why?"),
        optional=_("(needed when the group becomes larger than the handbook says)"),
        max_length=1000,
    )
    field_order = ("member", "because", "on_behalf_of")

    def __init__(self, *args: Any, members: QuerySet[Member], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["member"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members


class SeatField(forms.ModelChoiceField):
    def label_from_instance(self, obj: GroupSeat) -> str:
        return obj.member.name


class LeaveForm(StepForm):
    """Who leaves the group; a member who may only leave it themselves is not asked."""

    seat = SeatField(GroupSeat.objects.none(), label=_("Who leaves?"), widget=forms.RadioSelect, empty_label=None)
    because = forms.CharField(
        label=_("Do you want to say why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The group reads this."),
    )
    field_order = ("seat", "because", "on_behalf_of")

    def __init__(self, *args: Any, seats: QuerySet[GroupSeat], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["seat"]
        assert isinstance(field, SeatField)
        field.queryset = seats
