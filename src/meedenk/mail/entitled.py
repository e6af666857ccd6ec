"""Whether someone may still be told something when the mail goes. Who knows an audience says who belongs to it."""

from collections.abc import Callable
from datetime import datetime

from .models import Message

Belongs = Callable[[Message, datetime], bool]

_belongs: dict[str, Belongs] = {}


def entitled(*audiences: str) -> Callable[[Belongs], Belongs]:
    """Registers `belongs(message, at)` as the answer to whether the reader of `message` is still in the audience."""

    def register(belongs: Belongs) -> Belongs:
        for audience in audiences:
            _belongs[audience] = belongs
        return belongs

    return register


def still_entitled(message: Message, at: datetime) -> bool:
    """True too for audiences nobody speaks for: a receipt and a code are for the person, whatever they are."""
    belongs = _belongs.get(message.audience)
    return belongs is None or belongs(message, at)
