"""What became of recommendations, for lists and blocks."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from meedenk.accounts.models import one_spelling
from meedenk.advice.models import Advice, Recommendation
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.trajectories.models import Trajectory

from .models import Check, Commitment, Letter, Response


def answers(advices: Iterable[Advice]) -> dict[int, list[str]]:
    """Per advice its blocks in order: 'adopted', 'partly', 'rejected' or 'awaiting'. One query, however many.

    An answer that comes later is still awaited.
    """
    standing = Recommendation.objects.filter(advice__in=advices, removed_at=None).order_by("order")
    found: dict[int, list[str]] = defaultdict(list)
    for each in standing.select_related("response__letter"):
        response = getattr(each, "response", None)
        given = response.answer if response and response.letter.received_at else ""
        shown = "awaiting" if given in {"", Response.Answer.LATER} else given
        found[each.advice_id].append(shown)
    return found


def responses(advice: Advice) -> dict[int, Response]:
    """The answers that were given, by recommendation."""
    given = Response.objects.given().filter(recommendation__advice=advice)
    given = given.select_related("letter", "recommendation").prefetch_related("earlier")
    return {response.recommendation_id: response for response in given}


def draft(advice: Advice) -> Letter | None:
    """What the office or support wrote so far, with its answers in order; also after we concluded that none comes."""
    letters = Letter.objects.filter(advice=advice, received_at=None)
    return letters.prefetch_related("responses__recommendation").first()


def planned(advice: Advice) -> Letter | None:
    """The answer that waits for the day on which it becomes public."""
    letters = Letter.objects.filter(advice=advice, received_at=None, silent=False, goes_out_at__isnull=False)
    return letters.prefetch_related("responses__recommendation").first()


def given_letter(advice: Advice) -> Letter | None:
    """The answer as a whole, once it was sent."""
    return Letter.objects.filter(advice=advice, received_at__isnull=False).first()


def stayed_silent(advice: Advice) -> bool:
    """Whether we concluded that no answer comes, and none came since."""
    return Letter.objects.filter(advice=advice, silent=True).exists()


def known_letter(advice: Advice) -> Letter | None:
    """The answer as a whole, once it was sent, or that none came."""
    return Letter.objects.filter(Q(received_at__isnull=False) | Q(silent=True), advice=advice).first()


def fingerprint(letter: Letter | None) -> str:
    """The same for as long as nobody changes a word of `letter`, so that what is sent is what was seen."""
    if letter is None:
        return ""
    said = [
        [each.recommendation_id, each.answer, each.reason, each.quote]
        for each in sorted(letter.responses.all(), key=lambda each: each.recommendation_id)
    ]
    whole = [
        letter.silent,
        letter.on_behalf_of,
        str(letter.dated_on),
        str(letter.received_on),
        letter.reference,
        letter.text,
        letter.file.name,
        said,
    ]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def without_reason(letter: Letter) -> list[int]:
    """The numbers of the recommendations that are adopted in part or not at all, and nobody says why."""
    return [
        each.recommendation.order
        for each in letter.responses.all()
        if each.answer in Response.REASONED and not each.reason.strip()
    ]


def reminders(trajectory: Trajectory, on: date) -> int:
    """How often the executive was reminded of the late answer, with as much time in between as the handbook says."""
    every, count, last = length("response-reminder-every", on), 0, None
    reminded = trajectory.entries.filter(kind=Kind.RESPONSE_REMINDED).order_by("at").values_list("at", flat=True)
    for at in reminded:
        if last is None or last + every <= at:
            count, last = count + 1, at
    return count


def days_late(advice: Advice, on: date) -> int:
    """How many days the answer is late on the day `on`; 0 when it is not."""
    return max(0, (on - advice.delivery.due_on).days)


@dataclass(frozen=True)
class Progress:
    """A commitment with all that was told about it, and what stood in its place before. The newest answer is `last`.

    `state` is that of the last answer, "silent" when the last question stays without one, or empty.
    """

    commitment: Commitment
    answered: list[Check]
    asked: Check | None
    before: list[Commitment]

    @property
    def last(self) -> Check | None:
        return self.answered[-1] if self.answered else None

    @property
    def state(self) -> str:
        if self.asked and self.asked.stale_at:
            return "silent"
        return self.last.state if self.last else ""

    def late(self, on: date) -> bool:
        """Whether the day by which it would be ready has passed and it is not known to be done."""
        by_on = self.commitment.by_on
        return by_on is not None and by_on < on and self.state not in {Check.State.DONE, Check.State.DROPPED}


def progress(trajectory: Trajectory) -> list[Progress]:
    """Every current commitment of `trajectory` with its answers, in two queries however many there are."""
    return progress_of([trajectory.pk])[trajectory.pk]


def progress_of(keys: Iterable[int]) -> dict[int, list[Progress]]:
    """The same for each trajectory of which the key is given, in two queries however many there are."""
    found: dict[int, list[Progress]] = {key: [] for key in keys}
    checks = Prefetch("checks", Check.objects.order_by("due_on", "pk"))
    rows = Commitment.objects.filter(trajectory__in=found).select_related("department", "recommendation")
    every = {each.pk: each for each in rows.prefetch_related(checks)}
    for each in every.values():
        if each.replaced_at is None:
            found[each.trajectory_id].append(_progress(each, every))
    return found


def _progress(commitment: Commitment, every: dict[int, Commitment]) -> Progress:
    before, each = [], commitment
    while each.replaces_id:
        each = every[each.replaces_id]
        before.append(each)
    checks = [check for one in (*reversed(before), commitment) for check in one.checks.all()]
    open_ones = [check for check in checks if not check.answered_at]
    asked = open_ones[-1] if open_ones and checks[-1] == open_ones[-1] else None
    return Progress(commitment, [check for check in checks if check.answered_at], asked, before)


def open_checks(trajectory: Trajectory, email: str) -> list[Check]:
    """What the executor with the address `email` was asked last about each commitment, and has not answered."""
    asked = [each.asked for each in progress(trajectory) if each.commitment.email == one_spelling(email)]
    return [check for check in asked if check]
