"""How much was done of what was promised after our advice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice
from meedenk.followup.models import Check, Commitment

from ..words import word
from .tally import Tally

KINDS = ("done", "under-way", "stuck", "dropped", "unknown")


def promises(at: datetime) -> Tally:
    """The promises that stand, by the last answer to our question how it is going."""
    return Tally(_("All together"), counts=Counter(kind for _promise, kind in _standing(at)))


def not_done(at: datetime) -> list[str]:
    """The promises that are stuck or given up, or whose day has gone by, each in a sentence with who promised it."""
    today = localdate(at)
    found = [
        (each.by_on or date.max, each, kind)
        for each, kind in _standing(at)
        if kind in {"stuck", "dropped"} or (each.by_on and each.by_on < today and kind != "done")
    ]
    in_order = sorted(found, key=lambda line: (line[0], line[1].pk))
    return [f"{each.text} ({each.executor}): {word(kind)}" for _by, each, kind in in_order]


def _standing(at: datetime) -> Iterator[tuple[Commitment, str]]:
    """The promises after public advices that no later one replaced, each with its kind, in one query."""
    last = Check.objects.filter(commitment=OuterRef("pk"), answered_at__isnull=False).order_by("-answered_at", "-pk")
    found = Commitment.objects.filter(trajectory__advice__in=Advice.objects.public(at)).select_related("department")
    every = {each.pk: each for each in found.annotate(kind=Subquery(last.values("state")[:1]))}
    for each in every.values():
        if each.replaced_at is None:
            yield each, _kind(each, every)


def _kind(promise: Any, every: Mapping[int, Any]) -> str:
    """What was answered last about `promise`, or about what stood in its place before."""
    while not promise.kind and promise.replaces_id:
        promise = every[promise.replaces_id]
    return promise.kind or "unknown"
