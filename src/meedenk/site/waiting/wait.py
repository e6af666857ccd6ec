"""One thing that waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Wait:
    """What waits, by when, and the one page that does it."""

    title: str
    meta: str
    url: str
    button: str
    by: date | None = None
    late: bool = False


def in_order(waits: Iterable[Wait]) -> list[Wait]:
    """What is late first, then what is due first; what has no day comes last."""
    return sorted(waits, key=lambda wait: (not wait.late, wait.by or date.max))
