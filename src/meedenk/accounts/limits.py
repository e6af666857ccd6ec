"""How often something may be tried. Counted in the database, so the limit holds over all processes and hosts."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F

from .models import Count, keyed


@transaction.atomic
def within(most: int, per: timedelta, *what: str, at: datetime) -> bool:
    """Counts `what` once more in its stretch of time `per`, and says whether that is at most `most` times.

    The row is raised in one statement, so two at once are two. Stretches begin at fixed moments: around such a
    moment somebody may try twice as often, never more.
    """
    stretch = int(at.timestamp() // per.total_seconds())
    key = keyed(" ".join((*what, str(per), str(stretch))))
    ends_at = datetime.fromtimestamp((stretch + 1) * per.total_seconds(), tz=UTC)
    Count.objects.bulk_create([Count(key=key, ends_at=ends_at)], ignore_conflicts=True)
    Count.objects.filter(key=key).update(number=F("number") + 1)
    return Count.objects.values_list("number", flat=True).get(key=key) <= most
