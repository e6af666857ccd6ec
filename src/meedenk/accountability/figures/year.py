"""One year in figures, for its report. Of people only counts, and none that is so small that it points at someone."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.timezone import localdate

from meedenk.advice.models import Advice
from meedenk.gathering.models import Activity
from meedenk.handbook.queries import number
from meedenk.people.models import Area, Member, Term
from meedenk.trajectories.models import Trajectory

from .adoption import KINDS, adoption, answered
from .clocks import pace_of_answers, pace_of_questions, silence
from .position import position


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
    """How many took part on the last day, how many came and went, and from where; None for too few to tell.

    Whose term goes on in a next one neither went nor came. `smallest` is the least number that is told.
    """
    last, least = min(date(year, 12, 31), localdate(at)), number("small-number-threshold", localdate(at))
    members = Member.objects.running(last)
    living = Area.objects.filter(members__in=members).annotate(people=Count("members", distinct=True))
    areas, total = Counter(dict(living.values_list("name", "people"))), members.count()
    counted = {"total": total, "came": _came(year, last), "went": _went(year, last)}
    return {name: enough(people, least) for name, people in counted.items()} | {
        "smallest": least,
        **by_area(areas, total, least),
    }


def _came(year: int, last: date) -> int:
    """How many members began in `year`, up to the day `last`."""
    before = Term.objects.filter(
        Q(until=None) | Q(until__gte=OuterRef("since")), member=OuterRef("member"), since__lt=OuterRef("since")
    )
    began = Term.objects.filter(~Exists(before), since__year=year, since__lte=last)
    return began.values("member").distinct().count()


def _went(year: int, last: date) -> int:
    """How many members stopped in `year`, up to the day `last`."""
    after = Term.objects.filter(
        Q(until=None) | Q(until__gt=OuterRef("until")), member=OuterRef("member"), since__lte=OuterRef("until")
    )
    ended = Term.objects.filter(~Exists(after), until__year=year, until__lte=last)
    return ended.values("member").distinct().count()


def enough(people: int, least: int) -> int | None:
    """The number, unless it is so small that it points at people."""
    return people if people == 0 or people >= least else None


def by_area(areas: Counter[str], total: int, least: int) -> dict[str, Any]:
    """The areas with enough members, and how many live elsewhere; the rest never tells what was left out."""
    shown = {name: people for name, people in areas.most_common() if people >= least}
    rest = total - sum(shown.values())
    while shown and 0 < rest < least:
        rest += shown.pop(min(shown, key=lambda name: (shown[name], name)))
    return {"areas": shown, "elsewhere": enough(rest, least)}
