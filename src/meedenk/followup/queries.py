"""What became of recommendations, for lists and blocks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from meedenk.advice.models import Advice, Recommendation
from meedenk.journal.kinds import Kind
from meedenk.trajectories.models import Trajectory

from .models import Response


def answers(advices: Iterable[Advice]) -> dict[int, list[str]]:
    """Per advice its blocks in order: 'adopted', 'partly', 'rejected' or 'awaiting'. One query, however many."""
    standing = Recommendation.objects.filter(advice__in=advices, removed_at=None).order_by("order")
    found: dict[int, list[str]] = defaultdict(list)
    for each in standing.select_related("response__letter"):
        response = getattr(each, "response", None)
        shown = response.shown if response and response.letter.received_at else "awaiting"
        found[each.advice_id].append(shown)
    return found


def responses(advice: Advice) -> dict[int, Response]:
    """The answers that were given, by recommendation."""
    given = Response.objects.given().filter(recommendation__advice=advice).select_related("letter")
    return {response.recommendation_id: response for response in given}


def reminders(trajectory: Trajectory) -> int:
    """How often the executive was reminded after the day on which the answer was due."""
    return trajectory.entries.filter(kind=Kind.RESPONSE_REMINDED).count()


def days_late(advice: Advice, on: date) -> int:
    """How many days the answer is late on the day `on`; 0 when it is not."""
    return max(0, (on - advice.delivery.due_on).days)
