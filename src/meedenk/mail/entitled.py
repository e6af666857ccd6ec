"""Whether someone may still be told something when the mail goes. Who knows an audience says who belongs to it."""

from collections.abc import Callable
from datetime import datetime

from .models import Message

Belongs = Callable[[Message, datetime], bool]

_belongs: dict[str, list[Belongs]] = {}


def entitled(*audiences: str) -> Callable[[Belongs], Belongs]:
    """Registers `belongs(message, at)`: whether what `message` says still concerns its reader. All must say so."""

    def register(belongs: Belongs) -> Belongs:
        for audience in audiences:
            _belongs.setdefault(audience, []).append(belongs)
        return belongs

    return register


def still_entitled(message: Message, at: datetime) -> bool:
    """True too for audiences nobody speaks for: a receipt and a code are for the person, whatever they are."""
    return all(belongs(message, at) for belongs in _belongs.get(message.audience, ()))
