"""Whether we were asked: in time, late, or not at all."""

from django.db.models import Count, F
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from ..models import Position
from .tally import Tally, sums, whole

KINDS = tuple(Position.Asked.values)


def position(year: int | None = None) -> tuple[Tally, list[Tally]]:
    """All subjects that were noted, or those of one `year`; and always all by year, the latest first."""
    found = Position.objects.order_by().annotate(year=ExtractYear("on"), kind=F("asked"))
    every = list(found.values("year", "kind").annotate(number=Count("pk")))
    rows = [row for row in every if year in (None, row["year"])]
    by_year = sorted(sums(every, "year", "year", ""), key=lambda tally: -int(tally.key))
    return whole(_("All together"), rows), by_year
