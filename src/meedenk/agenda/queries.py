"""Themes, and what people told, as the desk shows them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from meedenk.common.stemming import stems

from .alike import look_alikes
from .models import Addition, Concern, Teller, Theme
from .running import Subject, running_under

LONGEST = 100
MOST_WORDS = 8
MOST_FOUND = 20


@dataclass(frozen=True)
class Listed:
    """A theme with the subjects that run under it."""

    theme: Theme
    subjects: list[Subject]


@dataclass(frozen=True)
class ThemeList:
    """Every theme: those still to decide about, those chosen, those left."""

    undecided: list[Listed]
    chosen: list[Listed]
    left: list[Listed]


def theme_list() -> ThemeList:
    """What the steering group decides about, in a fixed number of queries."""
    themes = list(Theme.objects.prefetch_related("departments"))
    running = running_under(theme.pk for theme in themes)
    listed = [Listed(theme, running[theme.pk]) for theme in themes]
    return ThemeList(
        undecided=[each for each in listed if not each.theme.decided],
        chosen=[each for each in listed if each.theme.chosen],
        left=[each for each in listed if each.theme.decided and not each.theme.chosen],
    )


State = Concern.State
PILES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "te-lezen": (_("To read"), (State.NEW,)),
    "bij-een-thema": (_("Part of a theme"), (State.THEME,)),
    "samen": (_("Laid together"), (State.MERGED,)),
    "terzijde": (_("Set aside"), (State.ASIDE,)),
    "spam": (_("Probably spam"), (State.DOUBTFUL,)),
}
"""The piles of what people told: the name in the address, what it is called, and what lies on it."""


def concerns_list(pile: str, query: str = "") -> QuerySet[Concern]:
    """What lies on `pile` (on all of them when empty) and holds every word of `query`.

    What is to be read comes the oldest first, with what got an addition that nobody read.
    """
    unread = Exists(Addition.objects.filter(concern=OuterRef("pk"), read_at=None))
    found = Concern.objects.select_related("teller", "area", "theme", "merged_into")
    found = found.annotate(added=unread, others=Count("merged")).exclude(state=State.DOUBTFUL, text="")
    if pile == "te-lezen":
        found = found.filter(Q(state=State.NEW) | Q(added=True) & ~Q(state=State.DOUBTFUL)).order_by("told_at", "pk")
    else:
        found = found.filter(state__in=PILES[pile][1] if pile else State.values).order_by("-told_at", "-pk")
    return found.filter(_holds(query))


def promised_on(concern: Concern, reply: timedelta) -> date | None:
    """The day by which who told it hears what we do with it; nothing when it was read, or nobody is known."""
    waits = concern.state == State.NEW and concern.teller.hears != Teller.Hears.NOTHING
    return localdate(concern.told_at) + reply if waits else None


def found_for_merging(concern: Concern, query: str = "") -> QuerySet[Concern]:
    """With what `concern` can be laid together: what was searched, else what looks like it."""
    if query:
        open_ones = Concern.objects.filter(_holds(query), state__in=[State.NEW, State.THEME])
        keys = open_ones.exclude(pk=concern.pk).values_list("pk", flat=True)[:MOST_FOUND]
    else:
        keys = look_alikes(concern).values_list("pk", flat=True)
    return Concern.objects.filter(pk__in=list(keys))


def _holds(query: str) -> Q:
    every = Q()
    for each in stems(query[:LONGEST])[:MOST_WORDS]:
        every &= Q(stems__contains=f" {each}")
    return every
