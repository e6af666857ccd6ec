"""What became of the recommendations: adopted, partly, not, later, or without an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice, Recommendation

from .tally import Tally, sums, whole

KINDS = ("adopted", "partly", "rejected", "later", "none")


@dataclass(frozen=True)
class Adoption:
    """The same recommendations, counted in four ways."""

    all: Tally
    by_year: list[Tally]
    by_theme: list[Tally]
    by_department: list[Tally]


def answered(at: datetime) -> QuerySet[Any]:
    """Each public recommendation that was delivered, with its `year` and its `kind`: how it was answered."""
    kind = Case(
        When(response__letter__received_at=None, then=Value("none")),
        default=F("response__answer"),
        output_field=CharField(),
    )
    found = Recommendation.objects.filter(removed_at=None, advice__in=Advice.objects.public(at))
    return found.exclude(advice__delivery=None).annotate(year=ExtractYear("advice__delivery__at"), kind=kind)


def adoption(at: datetime, *, year: int | None = None) -> Adoption:
    """The answers by year, theme and department: all of them, or of the advices delivered in `year`."""
    found = (
        answered(at)
        .order_by()
        .values(
            "year",
            "kind",
            theme=F("advice__trajectory__theme__title"),
            slug=F("advice__trajectory__theme__slug"),
            department=F("advice__trajectory__department__name"),
        )
    )
    every: list[Mapping[str, Any]] = list(found.annotate(number=Count("pk")))
    rows = [row for row in every if year in (None, row["year"])]
    years = sums(every, "year", "year", "")
    return Adoption(
        all=whole(_("All together"), rows),
        by_year=sorted(years, key=lambda tally: -int(tally.key)),
        by_theme=sums(rows, "theme", "slug", _("Without a theme")),
        by_department=sums(rows, "department", "department", _("No department")),
    )
