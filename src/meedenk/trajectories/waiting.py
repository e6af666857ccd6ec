"""What waits for a policy adviser. Each station adds its own rows, and the adviser's page shows them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Trajectory


@dataclass(frozen=True)
class Wait:
    """One thing we ask of the adviser: what, a small line (by when), and the page behind their link that does it."""

    title: Any
    page: str
    button: Any
    meta: Any = ""
    late: bool = False


Find = Callable[[Trajectory, datetime], Iterable[Wait]]

_finders: list[Find] = []


def adviser_waits(find: Find) -> Find:
    """Registers `find(trajectory, at)`, which yields what the adviser has to do now, most urgent first."""
    _finders.append(find)
    return find


def waits_of_adviser(trajectory: Trajectory, *, at: datetime) -> list[Wait]:
    """Everything that waits for the adviser of `trajectory`, what is late first."""
    found = [wait for find in _finders for wait in find(trajectory, at)]
    return sorted(found, key=lambda wait: not wait.late)
