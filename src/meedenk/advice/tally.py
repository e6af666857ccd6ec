"""How a round of the draft stands."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from meedenk.trajectories.seats import sitting

from .conditions import silent
from .content import Stand
from .models import DraftResponse, DraftRound

Stance = DraftResponse.Stance


@dataclass(frozen=True)
class Tally:
    """How many of the project group said what, how many have not answered, and how many others responded."""

    supports: int
    comments: int
    own: int
    against: int
    waiting: int
    names: list[str]
    others: int

    def stand(self) -> Stand:
        """The numbers of the group as they stay with the adopted text."""
        return {
            "supports": self.supports,
            "comments": self.comments,
            "own": self.own,
            "against": self.against,
            "waiting": self.waiting,
        }


def tally(found: DraftRound, at: datetime) -> Tally:
    seats = sitting(found.advice.trajectory, localdate(at)).values_list("member", flat=True)
    said = list(found.responses.values_list("member", "stance"))
    group = set(seats)
    counts = Counter(stance for member, stance in said if member in group)
    waiting = [member.name for member in silent(found, at)]
    return Tally(
        supports=counts[Stance.SUPPORTS],
        comments=counts[Stance.COMMENT],
        own=counts[Stance.OWN_PERSPECTIVE],
        against=counts[Stance.DOES_NOT],
        waiting=len(waiting),
        names=waiting,
        others=len(said) - counts.total(),
    )
