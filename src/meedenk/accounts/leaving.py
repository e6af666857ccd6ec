"""Whether someone has left the address that a link went to. Who knows where people work says so."""

from collections.abc import Callable
from datetime import date

Left = Callable[[str, date], bool]

_checks: list[Left] = []


def left_when(check: Left) -> Left:
    """Registers `check(email, on)`: whether nobody reads `email` for us any more on the day `on`."""
    _checks.append(check)
    return check


def has_left(email: str, on: date) -> bool:
    return any(check(email, on) for check in _checks)
