"""Concerns that look alike, by the words they share."""

from collections.abc import Iterable

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Combinable

from meedenk.common.stemming import stems, stored

from .models import Concern

COMPARED = 25
SHARED = 2
SHOWN = 5
COMMON = frozenset(
    stems(
        "aan alle alleen allemaal als altijd andere anders bij daar daarom dan dat deze die dingen dit doen door een"
        " eens elke gaan geen gemeente goed graag hadden hebben heeft heel hele helemaal het hier hoe iedere iedereen"
        " iemand iets jaar jullie kan kunnen maar maken meer mensen met mijn moet moeten naar niemand niet niets nog"
        " nooit nou nu omdat ook over steeds te tegen tot twee uit van vaak veel voor waar waarom wanneer wat week"
        " weken weer wel werd wij willen worden zeggen zijn zonder zou zullen"
    )
)


def telling(text: str) -> list[str]:
    """The stems of the words of `text` that say what it is about."""
    return [stem for stem in stems(text) if len(stem) > 3 and stem not in COMMON]


def stems_of(text: str) -> str:
    """What is kept of `text` to find it by."""
    return stored(stems(text)) if text else ""


def look_alikes(concern: Concern) -> QuerySet[Concern]:
    """Concerns on their own that share most words with `concern`, the most alike first."""
    others = Concern.objects.filter(state__in=[Concern.State.NEW, Concern.State.THEME]).exclude(pk=concern.pk)
    shared = _shared(telling(concern.text)[:COMPARED])
    return others.annotate(shared=shared).filter(shared__gte=SHARED).order_by("-shared", "-told_at")[:SHOWN]


def _shared(words: Iterable[str]) -> Combinable:
    """How many of `words` someone used."""
    count: Combinable = Value(0, output_field=IntegerField())
    for each in words:
        count = count + Case(When(stems__contains=f" {each} ", then=Value(1)), default=Value(0))
    return count
