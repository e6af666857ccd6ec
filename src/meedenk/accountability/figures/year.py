"""One year in figures, for its report. Of people only counts, and none that is so small that it points at someone."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from meedenk.advice.models import Advice
from meedenk.gathering.models import Activity
from meedenk.people.models import Area, Member, Term
from meedenk.trajectories.models import Trajectory

from .adoption import KINDS, adoption, answered
from .clocks import pace_of_answers, pace_of_questions, silence
from .position import position

SMALLEST = 5
"""Of fewer people than this no number is told: the smallest group in which nobody stands out."""


def in_figures(year: int, at: datetime) -> dict[str, Any]:
    """What stands in the report of `year`, as JSON keeps it: as it is known at `at`."""
    tally, _years = position(year)
    answers = adoption(at, year=year).all.counts
    return {
        "advices": _advices(year, at),
        "answers": {kind: answers[kind] for kind in KINDS},
        "questions": Trajectory.objects.public().filter(asked_on__year=year).count(),
        "time_to_advise": vars(pace_of_questions(year)),
        "time_to_respond": vars(pace_of_answers(at, year)),
        "silent": [each.number for each in silence(at) if each.due_on.year == year],
        "position": dict(tally.counts),
        "activities": _activities(year),
        "members": _members(year, at),
    }


def _advices(year: int, at: datetime) -> list[dict[str, Any]]:
    """The public advices that were delivered in `year`, the first first, each with its recommendations."""
    given: dict[int, list[dict[str, str]]] = {}
    for row in answered(at).filter(year=year).order_by("order").values("advice_id", "title", "kind"):
        given.setdefault(row["advice_id"], []).append({"title": row["title"], "answer": row["kind"]})
    found = Advice.objects.public(at).filter(delivery__at__year=year).order_by("delivery__at", "pk")
    return [
        {"number": each.number, "title": each.title, "recommendations": given.get(each.pk, [])}
        for each in found.only("number", "title")
    ]


def _activities(year: int) -> dict[str, int]:
    """How many of each kind were held."""
    held = Activity.objects.filter(state=Activity.State.HELD, starts_at__year=year).order_by()
    return {row["kind"]: row["number"] for row in held.values("kind").annotate(number=Count("pk"))}


def _members(year: int, at: datetime) -> dict[str, Any]:
    """How many took part on the last day, how many came and went, and from where; None for too few to tell."""
    last = min(date(year, 12, 31), localdate(at))
    members = Member.objects.running(last)
    living = Area.objects.filter(members__in=members).annotate(number=Count("members", distinct=True))
    areas = Counter(dict(living.values_list("name", "number")))
    came = Term.objects.filter(since__year=year).values("member").distinct().count()
    went = Term.objects.filter(until__year=year, until__lte=last).values("member").distinct().count()
    total = members.count()
    return {"total": enough(total), "came": enough(came), "went": enough(went), **by_area(areas, total)}


def enough(number: int) -> int | None:
    """The number, unless it is so small that it points at people."""
    return number if number == 0 or number >= SMALLEST else None


def by_area(areas: Counter[str], total: int) -> dict[str, Any]:
    """The areas with enough members, and how many live elsewhere; the rest never tells what was left out."""
    shown = {name: number for name, number in areas.most_common() if number >= SMALLEST}
    rest = total - sum(shown.values())
    while shown and 0 < rest < SMALLEST:
        rest += shown.pop(min(shown, key=lambda name: (shown[name], name)))
    return {"areas": shown, "elsewhere": enough(rest)}
