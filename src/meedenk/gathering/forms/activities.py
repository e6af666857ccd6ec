"""Activities: planning, changing, cancelling, holding and reporting."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import MomentField, Tile, capitals
from meedenk.common.templatetags.pieces import moment
from meedenk.people.models import Member

from ..models import Activity, DateOption, Finding
from ..queries import Column, Table
from .fields import Behalf, GuestsField

SUITS = {
    Activity.Kind.CONVERSATION: _("A few people tell what they experience. Good when it is personal."),
    Activity.Kind.WORKING_VISIT: _("You go and look where it happens. Good when you want to see it yourself."),
    Activity.Kind.SPEAKER: _("Someone who knows much tells the group. Good when you know little yet."),
    Activity.Kind.SURVEY: _("Many people answer the same questions. Good when you want to know how many."),
    Activity.Kind.PLENARY: _("Everyone may come. Good when you do not know yet whom you miss."),
    Activity.Kind.DESK_RESEARCH: _("You read what others found. Good to begin with."),
    Activity.Kind.MEETING: _("Only the group, to share and to choose."),
}


def kinds() -> list[tuple[str, Tile]]:
    """The kinds of activity one chooses from, each with what it suits."""
    return [(kind, Tile.of(str(kind.label).capitalize(), hint)) for kind, hint in SUITS.items()]


class ActivityForm(Behalf):
    """What the activity is, why this way, and for whom."""

    kind = forms.ChoiceField(label=_("What will you do?"), choices=kinds, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why this way?"),
        help_text=_("One or two sentences. They come back in the account of this subject."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    title = forms.CharField(
        label=_("Name of the activity"), help_text=_("Everyone can read the name and the date."), max_length=160
    )
    method = forms.CharField(
        label=_("How will you do it?"),
        help_text=_("For example: at kitchen tables, in pairs, with cards."),
        required=False,
        max_length=200,
    )
    heard = forms.MultipleChoiceField(
        label=_("Whom do you hear?"),
        choices=capitals(Activity.Guest),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=200)
    with_adviser = forms.BooleanField(label=_("Invite the policy adviser too"), required=False)
    guests = GuestsField(
        label=_("Whom else do you invite?"),
        help_text=_("A name and an e-mail address on each line. They get the facts by mail and need no account."),
    )

    def __init__(self, *args: Any, has_adviser: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        if not has_adviser:
            del self.fields["with_adviser"]


class Between(forms.Form):
    """From when to when."""

    starts_at = MomentField(label=_("When does it begin?"))
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        min_value=10,
        max_value=1440,
        initial=90,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def clean(self) -> dict[str, Any]:
        """The minutes become the moment it ends."""
        super().clean()
        minutes = self.cleaned_data.pop("minutes", None)
        starts_at = self.cleaned_data.get("starts_at")
        if starts_at and minutes:
            self.cleaned_data["ends_at"] = starts_at + timedelta(minutes=minutes)
        return self.cleaned_data


class PlanForm(Between, ActivityForm):
    """An activity whose date is known."""

    field_order = ["kind", "why", "title", "method", "heard", "starts_at", "minutes", "place"]


class ChangeForm(Between, ActivityForm):
    """The same, for an activity that is there; more people may be invited."""

    field_order = ["title", "starts_at", "minutes", "place", "kind", "why", "method", "heard"]

    def __init__(self, *args: Any, activity: Activity, **more: Any) -> None:
        super().__init__(*args, initial=_as_it_is(activity), **more)
        self.fields["guests"].label = _("Whom do you invite besides?")
        if activity.is_first_talk:
            for name in ("kind", "why", "method", "heard", "with_adviser"):
                self.fields.pop(name, None)


class CancelForm(Behalf):
    reason = forms.CharField(
        label=_("Why does it not go on?"),
        help_text=_("Everyone who was invited reads this in the mail."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HeldForm(Behalf):
    """Who was there, and a report."""

    present = forms.ModelMultipleChoiceField(
        label=_("Who of the group was there?"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    report = forms.CharField(
        label=_("Report"),
        help_text=_(
            "What did you hear, and what does it mean for the question? Leave out names. All members can read it."
        ),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, members: Any, first_talk: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        present = self.fields["present"]
        assert isinstance(present, forms.ModelMultipleChoiceField)
        present.queryset = members
        if first_talk:
            self.fields["report"].required = True
            self.fields["report"].help_text = _(
                "A few sentences are enough. Everyone who was invited gets them by mail."
            )


class ReportForm(Behalf):
    text = forms.CharField(
        label=_("Report"),
        help_text=_(
            "What did you hear, and what does it mean for the question? Leave out names. All members can read it."
        ),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class FindingForm(Behalf, forms.ModelForm):
    """One thing that was heard."""

    class Meta:
        model = Finding
        fields = ("text", "who", "public")
        labels = {
            "text": _("What did you hear?"),
            "who": _("Who said it?"),
            "public": _("This may stand on the public page"),
        }
        help_texts = {"who": _("Without a name. For example: resident of a village, talk in November.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class FixForm(Behalf):
    """Which of the dates it becomes, and where."""

    option = forms.ModelChoiceField(
        label=_("Which date?"), queryset=DateOption.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    place = forms.CharField(label=_("Where?"), max_length=200)

    def __init__(self, *args: Any, table: Table, **more: Any) -> None:
        super().__init__(*args, **more)
        option = self.fields["option"]
        assert isinstance(option, forms.ModelChoiceField)
        option.queryset = DateOption.objects.filter(pk__in=[each.option.pk for each in table.columns])
        option.choices = [(each.option.pk, _counted(each)) for each in table.columns]


def _counted(column: Column) -> Tile:
    """A date with how many can come."""
    hint = _("%(yes)s can come, %(maybe)s if need be") % {"yes": column.yes, "maybe": column.maybe}
    return Tile.of(moment(column.option.starts_at), hint)


def _as_it_is(activity: Activity) -> dict[str, Any]:
    names = ("kind", "why", "title", "method", "heard", "place", "with_adviser", "starts_at")
    length = activity.ends_at - activity.starts_at if activity.starts_at and activity.ends_at else timedelta(minutes=90)
    return {name: getattr(activity, name) for name in names} | {"minutes": int(length.total_seconds() // 60)}
