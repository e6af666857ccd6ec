"""How much was done of what was promised after our advice."""

from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice
from meedenk.followup.models import Check, Commitment

from ..words import word
from .tally import Tally, whole

KINDS = ("done", "under-way", "stuck", "dropped", "unknown")


def promises(at: datetime) -> Tally:
    """The promises that stand, by the last answer to our question how it is going."""
    found = _standing(at).order_by()
    return whole(_("All together"), list(found.values("kind").annotate(number=Count("pk"))))


def not_done(at: datetime) -> list[str]:
    """The promises that are stuck or given up, or whose day has gone by, each in a sentence with who promised it."""
    found = _standing(at).filter(Q(kind__in=["stuck", "dropped"]) | Q(by_on__lt=localdate(at))).exclude(kind="done")
    found = found.select_related("department").order_by("by_on", "pk")
    return [f"{each.text} ({each.executor}): {word(each.kind)}" for each in found]


def _standing(at: datetime) -> QuerySet[Any]:
    """The promises after public advices that no later one replaced, each with its `kind`."""
    last = Check.objects.filter(commitment=OuterRef("pk"), answered_at__isnull=False).order_by("-answered_at", "-pk")
    found = Commitment.objects.current().filter(trajectory__advice__in=Advice.objects.public(at))
    return found.annotate(kind=Coalesce(Subquery(last.values("state")[:1]), Value("unknown")))
