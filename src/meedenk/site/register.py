"""Advices as the register shows them, and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice, AdviceQuerySet
from meedenk.documents.tree import parse
from meedenk.followup.queries import answers
from meedenk.trajectories.stages import Flow, Stage

from .days import written
from .searching.plain import plain_text


@dataclass(frozen=True)
class AdviceRow:
    """An advice as a line of a list."""

    title: str
    url: str
    above: str
    text: str
    answers: list[str]


@dataclass(frozen=True)
class Figures:
    """What the advices of one year add up to."""

    year: int
    advices: int
    recommendations: int
    followed: int
    waiting: int


def published(at: datetime) -> AdviceQuerySet:
    """What everyone may read, the newest first."""
    found: AdviceQuerySet = Advice.objects.public(at).select_related("trajectory", "delivery", "letter")
    return found.order_by("-published_at", "-pk")


def rows(advices: Iterable[Advice], *, on: date) -> list[AdviceRow]:
    advices = list(advices)
    given = answers(advices)
    return [
        AdviceRow(
            title=advice.title,
            url=advice.get_absolute_url(),
            above=f"{advice.number} · {written(day_of(advice))}",
            text=how_it_stands(advice, given.get(advice.pk, []), on=on),
            answers=given.get(advice.pk, []),
        )
        for advice in advices
    ]


def day_of(advice: Advice) -> date:
    """The day on which it was delivered, or else published or adopted."""
    delivery = getattr(advice, "delivery", None)
    moment = delivery.at if delivery else advice.published_at or advice.adopted_at
    assert moment is not None, "only what was adopted is shown"
    return localdate(moment)


def how_it_stands(advice: Advice, kinds: list[str], *, on: date) -> str:
    """That an answer is late, when it is due or that none came; once it is there, what the advice is about."""
    delivery = getattr(advice, "delivery", None)
    if delivery and stayed_silent(advice):
        return _("An answer was due by %(day)s. No answer came.") % {"day": written(delivery.due_on)}
    if delivery and advice.trajectory.stage == Stage.DELIVERED and set(kinds) <= {"awaiting"}:
        due = {"day": written(delivery.due_on)}
        if delivery.due_on < on:
            return _("An answer was due by %(day)s. That answer is not there yet.") % due
        return _("An answer is due by %(day)s.") % due
    return Truncator(plain_text(parse((advice.adopted or {}).get("summary", "")))).chars(180)


def stayed_silent(advice: Advice) -> bool:
    """Whether we concluded that no answer comes."""
    letter = getattr(advice, "letter", None)
    return letter is not None and letter.silent


def figures(at: datetime) -> Figures:
    """What this year's advices add up to, and how many wait too long, of whatever year."""
    today = localdate(at)
    everything = list(published(at).exclude(delivery=None))
    this_year = [advice for advice in everything if day_of(advice).year == today.year]
    given = [kind for found in answers(this_year).values() for kind in found]
    late = [
        advice
        for advice in everything
        if stayed_silent(advice) or (advice.trajectory.stage == Stage.DELIVERED and advice.delivery.due_on < today)
    ]
    return Figures(
        year=today.year,
        advices=len(this_year),
        recommendations=len(given),
        followed=sum(kind in {"adopted", "partly"} for kind in given),
        waiting=len(late),
    )


def flow_name(advice: Advice) -> str:
    return _("Requested advice") if advice.trajectory.flow == Flow.REQUESTED else _("Own advice")
