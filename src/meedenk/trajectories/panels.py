"""What the workspace shows of stations it does not know: they bring their own tabs, panels and work of a stage."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from meedenk.common.predicates import Predicate

from .models import Trajectory
from .stages import Stage

Content = tuple[str, dict[str, Any]]
Build = Callable[[Trajectory, Any, datetime], Content | None]


@dataclass(frozen=True)
class Tab:
    """A page of the workspace that has its place in the menu of every trajectory, for whom `rule` lets in."""

    order: int
    label: Any
    page: str
    rule: Predicate


@dataclass(frozen=True)
class Work:
    """What is done all through `stage`, on the page named `page`, by whom `rule` lets in."""

    stage: Stage
    label: Any
    page: str
    rule: Predicate


_tabs: list[Tab] = []
_works: list[Work] = []
_panels: list[tuple[int, Build]] = []


def tab(order: int, label: Any, page: str, rule: Predicate) -> None:
    """Puts the page named `page`, whose address takes the slug, among the tabs. Call it in `ready()` of the station."""
    _tabs.append(Tab(order, label, page, rule))


def tabs_for(person: Any, trajectory: Trajectory, at: datetime) -> Iterator[tuple[str, Any]]:
    """The address and the label of each tab that `person` may open."""
    for each in sorted(_tabs, key=lambda each: each.order):
        if each.rule(person, trajectory, at=at):
            yield reverse(each.page, args=[trajectory.slug]), each.label


def work(stage: Stage, label: Any, page: str, rule: Predicate) -> None:
    """Makes the page named `page`, whose address takes the slug, what someone does first in `stage`."""
    _works.append(Work(stage, label, page, rule))


def work_now(person: Any, trajectory: Trajectory, at: datetime) -> Iterator[tuple[str, Any]]:
    """The address and the label of the work that `person` has at `trajectory` as long as its stage lasts."""
    for each in _works:
        if each.stage == trajectory.stage and each.rule(person, trajectory, at=at):
            yield reverse(each.page, args=[trajectory.slug]), each.label


def tab_of(path: str, addresses: list[str]) -> str:
    """The address under which the page at `path` stands: the longest that it begins with."""
    return max((address for address in addresses if path.startswith(address)), key=len, default="")


def panel(order: int) -> Callable[[Build], Build]:
    """Registers `build(trajectory, person, at)` for the overview: a template and what it calls `panel`, or nothing."""

    def register(build: Build) -> Build:
        _panels.append((order, build))
        return build

    return register


def panels_for(person: Any, trajectory: Trajectory, at: datetime) -> list[Content]:
    """The panels that have something to show to `person`, in their order."""
    built = (build(trajectory, person, at) for _order, build in sorted(_panels, key=lambda pair: pair[0]))
    return [content for content in built if content]
