"""A piece and what stood in its place before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .models import Source


@dataclass(frozen=True)
class Piece:
    """The newest version that someone may read, with the earlier ones, the latest first."""

    source: Source
    embargo: bool
    earlier: list[Source] = field(default_factory=list)


def versions(readable: Sequence[Source], at: datetime) -> list[Piece]:
    """The pieces of `readable`, each once; an earlier version stands with the newest one."""
    known = {each.pk: each for each in readable}
    replaced = {each.replaces_id for each in readable}
    return [Piece(each, each.under_embargo(at), _earlier(each, known)) for each in readable if each.pk not in replaced]


def _earlier(source: Source, known: dict[int, Source]) -> list[Source]:
    found = []
    while source.replaces_id in known:
        source = known[source.replaces_id]
        found.append(source)
    return found
