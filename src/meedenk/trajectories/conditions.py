"""What must hold before a step. A need is declared here; the station that knows the answer says whether it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind

from .models import Agreement, Trajectory
from .seats import sitting

Check = Callable[[Trajectory, datetime], bool]


@dataclass(frozen=True)
class Need:
    """Something a step needs. What `stops` cannot be passed; the rest may be, with a reason that the journal keeps.

    What the form of the step itself decides is not told `before` it.
    """

    name: str
    sentence: Any
    stops: bool = True
    before: bool = True


INFLUENCE_WEIGHED = Need(
    "influence-weighed", _("The four questions about what we can do have not been answered yet."), stops=False
)
GROUP_BIG_ENOUGH = Need(
    "group-big-enough", _("The group is smaller or larger than the handbook says."), stops=False, before=False
)
GROUP_NOT_TOO_LARGE = Need("group-not-too-large", _("The group has more members than the handbook says."), stops=False)
CONTACT = Need("contact", _("The group has no contact yet. Choose one first."))
AGREEMENTS = Need("agreements", _("Not all agreements are made."), stops=False)
FIRST_TALK_AHEAD = Need("first-talk-ahead", _("The first talk has a date meanwhile, or has been held."))
FIRST_TALK = Need("first-talk", _("The first talk has not been held."), stops=False)
COUNTER_VOICE = Need("counter-voice", _("Nobody with a critical view has been heard yet."), stops=False)
EXPERT_BY_EXPERIENCE = Need("expert-by-experience", _("No expert by experience has been heard yet."), stops=False)
NUMBERED_RECOMMENDATION = Need(
    "numbered-recommendation", _("The advice has no recommendation yet. Write at least one.")
)
DRAFT_WENT_ROUND = Need("draft-went-round", _("The draft has not gone round yet."))
EVERYONE_ASKED = Need("everyone-asked", _("Not everyone in the group was asked for a response to the draft."))
EVERYONE_ANSWERED = Need("everyone-answered", _("Not everyone in the group has responded."), stops=False)
EVERY_RECOMMENDATION_ANSWERED = Need(
    "every-recommendation-answered",
    _("Give an answer to each recommendation. “Comes later” is an answer too."),
    before=False,
)
ANSWER_GIVEN = Need("answer-given", _("No answer was given that could change."))
NO_ANSWER_CONCLUDED = Need("no-answer-concluded", _("It was not concluded that no answer came, or it came meanwhile."))
NOT_PUBLIC = Need("not-public", _("This advice has been published already."))
NO_ANSWER_READY = Need(
    "no-answer-ready", _("The answer is written and becomes public by itself. Nothing needs to be done now.")
)
PAST_TERM = Need("past-term", _("The time for a response has not passed yet."))
REMINDED_ENOUGH = Need("reminded-enough", _("The executive has not been reminded often enough yet."))
OWNER = Need("owner", _("Say who follows what is done."), before=False)

_checks: dict[str, Check] = {}


def holds_when(need: Need) -> Callable[[Check], Check]:
    """Registers `check(trajectory, at)` as the answer to whether `need` holds."""

    def register(check: Check) -> Check:
        if need.name in _checks:
            raise ValueError(f"{need.name} is already answered elsewhere")
        _checks[need.name] = check
        return check

    return register


def holds(need: Need, trajectory: Trajectory, *, at: datetime) -> bool:
    """Whether `need` holds. What no station can answer does not hold."""
    check = _checks.get(need.name)
    return check is not None and check(trajectory, at)


def is_answered(need: Need) -> bool:
    """Whether a station has said when `need` holds."""
    return need.name in _checks


@holds_when(INFLUENCE_WEIGHED)
def has_weighed(trajectory: Trajectory, at: datetime) -> bool:
    return trajectory.entries.filter(kind=Kind.INFLUENCE_WEIGHED).exists()


@holds_when(GROUP_BIG_ENOUGH)
def has_enough_members(trajectory: Trajectory, at: datetime) -> bool:
    """The seats that run make a group of the size the handbook says today."""
    on = localdate(at)
    return number("project-group-min", on) <= sitting(trajectory, on).count() <= number("project-group-max", on)


@holds_when(GROUP_NOT_TOO_LARGE)
def has_room(trajectory: Trajectory, at: datetime) -> bool:
    on = localdate(at)
    return sitting(trajectory, on).count() <= number("project-group-max", on)


@holds_when(CONTACT)
def has_contact(trajectory: Trajectory, at: datetime) -> bool:
    return sitting(trajectory, localdate(at)).filter(is_contact=True).exists()


@holds_when(AGREEMENTS)
def has_agreements(trajectory: Trajectory, at: datetime) -> bool:
    """At least one agreement is made on every topic."""
    alone = trajectory.alone
    current = [agreement for agreement in trajectory.agreements.all() if agreement.replaced_at is None]
    return {each.topic for each in current if each.made(alone=alone)} == set(Agreement.Topic.values)
