"""Finding a date: which moments are offered, and whom they suit."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import MomentField
from meedenk.common.templatetags.pieces import moment

from ..models import DateOption, DateVote
from ..operations.dates import FEWEST, MOST
from ..voters import Voter
from .activities import ActivityForm
from .fields import Behalf, GuestsField


class MomentsForm(Behalf):
    """Three to six moments, how long it lasts, and until when people answer."""

    minutes = forms.IntegerField(
        label=_("How many minutes does it last?"),
        min_value=10,
        max_value=1440,
        initial=90,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    closes_at = MomentField(label=_("Answer by"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(1, MOST + 1):
            label = _("Date %(number)s") % {"number": number}
            self.fields[f"moment_{number}"] = MomentField(label=label, required=number <= FEWEST)
        last = [name for name in ("minutes", "closes_at", "place", "guests", "on_behalf_of") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def clean(self) -> dict[str, Any]:
        """The moments become one list."""
        super().clean()
        names = [f"moment_{number}" for number in range(1, MOST + 1)]
        given = [self.cleaned_data.pop(name, None) for name in names]
        self.cleaned_data["moments"] = [moment for moment in given if moment]
        return self.cleaned_data


class FirstTalkForm(MomentsForm):
    """The dates of a first talk, and who comes besides the group and the adviser."""

    guests = GuestsField(
        label=_("Whom else do you invite?"),
        help_text=_("A name and an e-mail address on each line. They get the facts by mail and need no account."),
    )


class SeekDateForm(MomentsForm, ActivityForm):
    """An activity whose date is still sought."""


class AnswerForm(Behalf):
    """Of each moment: yes, if need be, or no."""

    def __init__(
        self,
        *args: Any,
        options: Iterable[DateOption],
        given: Mapping[int, str],
        voters: Iterable[Voter] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        voters = list(voters)
        if voters:
            choices = [("", _("Choose a name")), *((each.key, each.name) for each in voters)]
            self.fields["who"] = forms.ChoiceField(label=_("For whom do you fill this in?"), choices=choices)
        for option in options:
            self.fields[f"option_{option.pk}"] = forms.ChoiceField(
                label=moment(option.starts_at),
                choices=DateVote.Answer.choices,
                initial=given.get(option.pk),
                widget=forms.RadioSelect(attrs={"class": "date-answer"}),
            )

    @property
    def answers(self) -> dict[int, str]:
        """What was answered, by the key of the moment."""
        found = {name.removeprefix("option_"): answer for name, answer in self.cleaned_data.items() if name != "who"}
        return {int(key): answer for key, answer in found.items() if key.isdigit()}


def filled(options: Iterable[DateOption], minutes: int, closes_at: datetime) -> dict[str, Any]:
    """What a form of moments shows of a poll that is there."""
    shown: dict[str, Any] = {f"moment_{number}": each.starts_at for number, each in enumerate(options, 1)}
    return shown | {"minutes": minutes, "closes_at": closes_at}
