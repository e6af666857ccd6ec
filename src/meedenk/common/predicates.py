"""Who may: plain functions of a person, a thing and a moment, joined with `&`, `|` and `~`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404


class Predicate:
    """A yes or no about a person, a thing and a moment."""

    def __init__(self, holds: Callable[[Any, Any, datetime], bool], name: str) -> None:
        self._holds = holds
        self.name = name

    def __call__(self, person: Any, thing: Any = None, *, at: datetime) -> bool:
        return self._holds(person, thing, at)

    def __and__(self, other: Predicate) -> Predicate:
        return Predicate(lambda p, t, at: self(p, t, at=at) and other(p, t, at=at), f"({self.name} & {other.name})")

    def __or__(self, other: Predicate) -> Predicate:
        return Predicate(lambda p, t, at: self(p, t, at=at) or other(p, t, at=at), f"({self.name} | {other.name})")

    def __invert__(self) -> Predicate:
        return Predicate(lambda p, t, at: not self(p, t, at=at), f"~{self.name}")

    def __repr__(self) -> str:
        return self.name

    def or_404(self, person: Any, thing: Any = None, *, at: datetime) -> None:
        """Who may not, does not learn that the page exists."""
        if not self(person, thing, at=at):
            raise Http404


def predicate(holds: Callable[[Any, Any, datetime], bool]) -> Predicate:
    """A function `(person, thing, at) -> bool` as a predicate under its own name."""
    return Predicate(holds, holds.__name__)


nobody = Predicate(lambda person, thing, at: False, "nobody")
anybody = Predicate(lambda person, thing, at: True, "anybody")
