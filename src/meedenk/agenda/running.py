"""What runs under a theme. This station does not know; the one that does says so."""

from collections.abc import Callable, Iterable

Subject = tuple[str, str]
Find = Callable[[list[int]], Iterable[tuple[int, Subject]]]
_finds: list[Find] = []


def tells_what_runs(find: Find) -> Find:
    """Registers `find(keys of themes)` as what yields (key of a theme, (title, address)) for each running subject."""
    _finds.append(find)
    return find


def running_under(keys: Iterable[int]) -> dict[int, list[Subject]]:
    """The running subjects of each theme, in as many queries however many themes there are."""
    found: dict[int, list[Subject]] = {key: [] for key in keys}
    for find in _finds:
        for key, subject in find(list(found)):
            found[key].append(subject)
    return found
