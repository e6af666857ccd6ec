"""What became of each recommendation, as the pages show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice, AdviceQuerySet, Recommendation
from meedenk.followup.models import EarlierAnswer, Response
from meedenk.followup.queries import responses

from .days import written


@dataclass(frozen=True)
class Answer:
    """One answer. `when` says who answered, and the day.

    `kind` is "adopted", "partly", "rejected", "later", "awaiting", or "none" when we concluded that no answer comes.
    """

    kind: str
    quote: str = ""
    reason: str = ""
    when: str = ""
    earlier: tuple[EarlierAnswer, ...] = ()


def answers_of(advice: Advice, recommendations: list[dict[str, Any]], *, silent: bool) -> list[Answer]:
    """The answer to each of the adopted `recommendations`, in their order; none when the executive stayed `silent`."""
    given = responses(advice)
    nothing = Answer("none" if silent else "awaiting")
    return [_answer(given[each["key"]]) if each["key"] in given else nothing for each in recommendations]


def _answer(response: Response) -> Answer:
    assert response.letter.received_at is not None, "only what was sent was asked for"
    day = written(localdate(response.letter.received_at))
    when = _("Answer of the executive, %(day)s") % {"day": day}
    if response.answer == Response.Answer.LATER:
        when = _("The executive wrote on %(day)s that its answer comes later") % {"day": day}
    if response.changed_at:
        day = written(localdate(response.changed_at))
        when = _("New answer of the executive, %(day)s") % {"day": day}
    return Answer(response.shown, response.quote, response.reason, when, tuple(response.earlier.all()))


def with_answer(advices: AdviceQuerySet, kind: str) -> AdviceQuerySet:
    """Those with at least one recommendation that was answered with `kind`, or not yet."""
    given = Response.objects.given()
    if kind != "awaiting":
        return advices.filter(pk__in=given.filter(answer=kind).values("letter__advice"))
    answered = given.exclude(answer=Response.Answer.LATER).values("recommendation")
    open_ones = Recommendation.objects.filter(removed_at=None).exclude(pk__in=answered)
    return advices.filter(pk__in=open_ones.values("advice"))
