"""What followed from a concern. This station does not know; the one that does says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Followed:
    """A dossier to which a concern led, by its key, and when the last thing happened to it. It runs until it ended."""

    key: int
    title: str
    address: str
    runs: bool
    latest: datetime


Find = Callable[[list[int]], Iterable[tuple[int, Followed]]]
_finds: list[Find] = []


def tells_what_followed(find: Find) -> Find:
    """Registers `find(keys of concerns)` as what yields (key of a concern, what followed from it)."""
    _finds.append(find)
    return find


def followed_from(keys: Iterable[int]) -> dict[int, list[Followed]]:
    """What followed from each concern, in as many queries however many concerns there are."""
    found: dict[int, list[Followed]] = {key: [] for key in keys}
    for find in _finds:
        for key, dossier in find(list(found)):
            found[key].append(dossier)
    return found
