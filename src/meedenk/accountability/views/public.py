"""What everyone reads: what became of our advice, how long it took, and whether we were asked."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from meedenk.common.sheets import as_csv
from meedenk.handbook.models import Rule

from .. import machines, tables
from ..figures import clocks
from ..figures.adoption import adoption
from ..figures.position import position as position_of
from ..figures.promises import promises
from ..models import AnnualReport, Position

PAGE, LONGEST_WAITS = 20, 5
FIRST_YEAR, LAST_YEAR = 1900, 9999


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """All of it in short."""
    at = now()
    subjects, by_year = position_of()
    silent = clocks.silence(at)
    context = {
        "adoption": adoption(at),
        "questions": clocks.pace_of_questions(),
        "answers": clocks.pace_of_answers(at),
        "silent": silent[:LONGEST_WAITS],
        "silences": len(silent),
        "position": subjects,
        "position_by_year": by_year,
        "promises": promises(at),
        "reports": AnnualReport.objects.exclude(published_at=None),
    }
    return render(request, "accountability/account.html", context)


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """The answers to our recommendations by theme and department, of one year or of all."""
    year = _year(request)
    context = {"adoption": adoption(now(), year=year), "year": year}
    return render(request, "accountability/recommendations.html", context)


@require_safe
def time(request: HttpRequest) -> HttpResponse:
    """Both clocks and every question and answer behind them, and where we wait in vain."""
    at = now()
    context = {
        "questions": clocks.pace_of_questions(),
        "answers": clocks.pace_of_answers(at),
        "silent": clocks.silence(at),
        "asked": _page(request, clocks.asked_of_us(), "vraag"),
        "answered": _page(request, clocks.answered_to_us(at).select_related("delivery"), "antwoord"),
        "rules": _rules("weeks-to-advise", "weeks-to-respond"),
    }
    return render(request, "accountability/time.html", context)


@require_safe
def position(request: HttpRequest) -> HttpResponse:
    """On which subjects the municipality decided, and whether it asked us."""
    year = _year(request)
    chosen, by_year = position_of(year)
    found = Position.objects.of_year(year).select_related("theme", "department")
    context = {"tally": chosen, "by_year": by_year, "year": year, "page": _page(request, found, "page")}
    return render(request, "accountability/position.html", context)


@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:
    """One table as CSV, at an address that stays."""
    if name not in tables.TABLES:
        raise Http404
    text = as_csv(tables.TABLES[name](now()), tables.COLUMNS[name])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="verantwoording-{name}.csv"'
    return response


@require_safe
def figures(request: HttpRequest) -> JsonResponse:
    """All figures as JSON, at an address that stays."""
    return JsonResponse(machines.figures(now()), json_dumps_params={"ensure_ascii": False, "indent": 2})


def _rules(*keys: str) -> dict[str, Rule]:
    """What holds today, by the key with underscores, as a template reads it."""
    valid = Rule.objects.valid(localdate()).filter(key__in=keys)
    return {rule.key.replace("-", "_"): rule for rule in valid}


def _year(request: HttpRequest) -> int | None:
    """The year that was asked for; what is no year shows all of them."""
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _page(request: HttpRequest, found: QuerySet[Any, Model], name: str) -> Any:
    return Paginator(found, PAGE).get_page(request.GET.get(name))
