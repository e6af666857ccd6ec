"""What a step of the flow is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from meedenk.common.predicates import Predicate
from meedenk.journal.kinds import Kind

from .conditions import Need
from .stages import Flow, Outcome, Stage


class Audience(StrEnum):
    """Who hears of a step."""

    STEERING = "steering"
    SUPPORT = "support"
    MEMBERS = "members"
    GROUP = "group"
    CONTACT = "contact"
    THE_MEMBER = "the-member"
    UNANSWERED = "unanswered"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not-chosen"
    ADVISER = "adviser"
    OTHER_SIDE = "other-side"
    INVITED = "invited"
    OFFICE = "office"
    ADDRESSEES = "addressees"
    EXECUTOR = "executor"
    OWNER = "owner"
    CONTRIBUTORS = "contributors"
    TELLERS = "tellers"
    SUBSCRIBERS = "subscribers"
    OFFICIAL = "official"


@dataclass(frozen=True)
class Told:
    """An audience that gets a mail at once, or finds it in its digest."""

    audience: Audience
    digest: bool = False


class Box(StrEnum):
    """A box of the handbook's charts; several steps may share one."""

    QUESTION = "question"
    CALL = "call"
    GROUP = "group"
    CONTACT = "contact"
    GATHER = "gather"
    TOGETHER = "together"
    OWN_ADVICE = "own-advice"
    DELIVER = "deliver"
    CONCERN = "concern"
    OFFICIAL = "official"
    WEIGH = "weigh"
    COLLABORATE = "collaborate"
    OWN_WAY = "own-way"


@dataclass(frozen=True)
class Step:
    """Something that may happen to a trajectory.

    `origin` are the stages in which it may happen (none: it begins the trajectory), `to` the stage it leads to (None:
    the stage stays, or is the one it had when it closed if it `goes_back`) and `goes_on_as` the flow in which it then
    goes on, if another. `asks` are the facts that must be given. `page` is the name of the page with the button `label`
    (`others` for who is not in the group), which is `offered_until` what it is for is there.
    """

    kind: Kind
    by: Predicate
    origin: tuple[Stage, ...]
    to: Stage | None = None
    needs: tuple[Need, ...] = ()
    asks: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    outcome: Outcome | None = None
    goes_on_as: Flow | None = None
    goes_back: bool = False
    label: Any = ""
    others: Any = ""
    page: str = ""
    offered_until: Need | None = None
    repeats: bool = False
    aside: bool = False
    box: Box | None = None


def at_once(*audiences: Audience) -> tuple[Told, ...]:
    return tuple(Told(audience) for audience in audiences)


def in_digest(*audiences: Audience) -> tuple[Told, ...]:
    return tuple(Told(audience, digest=True) for audience in audiences)
