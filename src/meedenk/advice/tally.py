"""How a round of the draft stands."""

from dataclasses import dataclass
from datetime import datetime

from .conditions import silent
from .models import DraftResponse, DraftRound

Stance = DraftResponse.Stance


@dataclass(frozen=True)
class Tally:
    """How many support the draft or only have a remark, see it otherwise, and have not answered."""

    yes: int
    own: int
    waiting: int
    names: list[str]


def tally(found: DraftRound, at: datetime) -> Tally:
    stances = list(found.responses.values_list("stance", flat=True))
    otherwise = sum(stance in {Stance.OWN_PERSPECTIVE, Stance.DOES_NOT} for stance in stances)
    waiting = [member.name for member in silent(found, at)]
    return Tally(len(stances) - otherwise, otherwise, len(waiting), waiting)
