"""What became of recommendations, for lists and blocks."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from meedenk.advice.models import Advice, Recommendation
from meedenk.journal.kinds import Kind
from meedenk.trajectories.models import Trajectory

from .models import Letter, Response


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


def draft(advice: Advice) -> Letter | None:
    """What the office or support wrote so far, with its answers in order."""
    letters = Letter.objects.filter(advice=advice, received_at=None, silent=False)
    return letters.prefetch_related("responses__recommendation").first()


def given_letter(advice: Advice) -> Letter | None:
    """The answer as a whole, once it was sent."""
    return Letter.objects.filter(advice=advice, received_at__isnull=False).first()


def fingerprint(letter: Letter | None) -> str:
    """The same for as long as nobody changes a word of `letter`, so that what is sent is what was seen."""
    if letter is None:
        return ""
    said = [
        [each.recommendation_id, each.answer, each.reason, each.quote]
        for each in sorted(letter.responses.all(), key=lambda each: each.recommendation_id)
    ]
    whole = [letter.on_behalf_of, str(letter.dated_on), letter.reference, letter.text, letter.file.name, said]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def without_reason(letter: Letter) -> list[int]:
    """The numbers of the recommendations that are adopted in part or not at all, and nobody says why."""
    return [
        each.recommendation.order
        for each in letter.responses.all()
        if each.answer in Response.REASONED and not each.reason.strip()
    ]


def reminders(trajectory: Trajectory) -> int:
    """How often the executive was reminded after the day on which the answer was due."""
    return trajectory.entries.filter(kind=Kind.RESPONSE_REMINDED).count()


def days_late(advice: Advice, on: date) -> int:
    """How many days the answer is late on the day `on`; 0 when it is not."""
    return max(0, (on - advice.delivery.due_on).days)
