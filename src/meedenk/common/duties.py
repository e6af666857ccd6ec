"""What the clock does: each station names its duties, and `tick` calls them all."""

from collections.abc import Callable
from datetime import datetime

Duty = Callable[[datetime], None]

_duties: list[Duty] = []


def duty(act: Duty) -> Duty:
    """Registers `act(at)` to be called at every tick. It looks for what is due and not yet done, never at a window."""
    _duties.append(act)
    return act


def all_duties() -> list[Duty]:
    return list(_duties)
