"""The register of advices, and an advice with its answers."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from meedenk.advice.models import Advice, AdviceQuerySet

from .. import register
from ..answers import with_answer
from ..forms import RegisterFilter
from ..reading import advice_page
from ..searching.finding import matching

PAGE = 20
DAY = Coalesce("delivery__at", "published_at")


@require_safe
def advices(request: HttpRequest) -> HttpResponse:
    """Every published advice, to filter and to search; its year is that of the day which its line shows."""
    at = now()
    published = register.published(at)
    years = [day.year for day in published.annotate(day=DAY).datetimes("day", "year", order="DESC")]
    form = RegisterFilter(request.GET or None, years=years)
    chosen = form.chosen()
    found = published.none() if form.errors else filtered(published, chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": form.is_set,
        "page": page,
        "rows": register.rows(page, on=localdate(at)),
    }
    return render(request, "site/advices.html", context)


def filtered(found: AdviceQuerySet, chosen: dict[str, Any]) -> AdviceQuerySet:
    if query := chosen.get("q"):
        found = found.filter(pk__in=matching(query, "advice"))
    if year := chosen.get("jaar"):
        found = found.annotate(day=DAY).filter(day__year=year)
    if theme := chosen.get("thema"):
        found = found.filter(trajectory__theme=theme)
    if department := chosen.get("afdeling"):
        found = found.filter(trajectory__department=department)
    if flow := chosen.get("soort"):
        found = found.filter(trajectory__flow=flow)
    if answer := chosen.get("antwoord"):
        found = with_answer(found, answer)
    return found


@require_safe
def advice(request: HttpRequest, number: str) -> HttpResponse:
    """One advice: its recommendations each with its answer, differing views, how it came about."""
    at = now()
    readable = Advice.objects.visible_to(request.user, at=at).filter(adopted_at__isnull=False)
    found = get_object_or_404(
        readable.select_related("trajectory__theme", "trajectory__department", "delivery__proposal"), number=number
    )
    return render(request, "site/advice.html", advice_page(found, at=at))
