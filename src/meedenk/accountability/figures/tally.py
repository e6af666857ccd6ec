"""Counts by kind, as a bar and as the row of a table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """How often each kind occurs under one heading. `key` is a year or the slug of a theme, when there is one."""

    label: str
    key: Any = ""
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    def share(self, *kinds: str) -> float:
        """The part of the whole that is one of `kinds`, from 0 to 1; 0 of nothing."""
        return sum(self.counts[kind] for kind in kinds) / self.total if self.total else 0.0


def sums(rows: Iterable[Mapping[str, Any]], label: str, key: str, nothing: Any) -> list[Tally]:
    """The `number` of each row added up by its `kind`, one tally for each value of `key`, called as `label` says.

    Rows without that value come last, called `nothing`.
    """
    found: dict[Any, Tally] = {}
    for row in rows:
        name = row[label]
        tally = found.setdefault(row[key], Tally(str(nothing if name is None else name), row[key] or ""))
        tally.counts[row["kind"]] += row["number"]
    return sorted(found.values(), key=lambda tally: (not tally.key, tally.label.casefold()))


def whole(label: str, rows: Iterable[Mapping[str, Any]]) -> Tally:
    """Everything in `rows` under one heading."""
    tally = Tally(label)
    for row in rows:
        tally.counts[row["kind"]] += row["number"]
    return tally
