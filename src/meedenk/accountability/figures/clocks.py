"""Both clocks over all advices: the days we get to advise, and the days the executive takes to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from meedenk.advice.models import Advice, AdviceQuerySet
from meedenk.followup.models import EarlierAnswer, Response
from meedenk.trajectories.models import Trajectory, TrajectoryQuerySet
from meedenk.trajectories.stages import Outcome


@dataclass(frozen=True)
class Pace:
    """How many times a clock ran, the days that were usual and agreed, and how often it was not as agreed."""

    times: int
    usual: int
    agreed: int
    broken: int


@dataclass(frozen=True)
class Silence:
    """An advice whose answer should have been there. `later_on` is when was written that all of it comes later."""

    number: str
    title: str
    url: str
    due_on: date
    days: int
    concluded: bool
    later_on: date | None

    @property
    def weeks(self) -> int:
        return self.days // 7

    @property
    def late(self) -> str:
        """How late it is: in days in the first week, and then in whole weeks."""
        if self.weeks:
            return ngettext("%(weeks)d week late", "%(weeks)d weeks late", self.weeks) % {"weeks": self.weeks}
        return ngettext("%(days)d day late", "%(days)d days late", self.days) % {"days": self.days}


def asked_of_us(year: int | None = None) -> TrajectoryQuerySet:
    """The questions for which it is known how many days we got, the latest first."""
    found: TrajectoryQuerySet = Trajectory.objects.public().filter(days_given__isnull=False, days_agreed__isnull=False)
    if year:
        found = found.filter(asked_on__year=year)
    return found.order_by("-asked_on", "-pk")


def with_answer(advices: AdviceQuerySet) -> Any:
    """Each with `answered_at`, when the first recommendation had an answer; that it comes later is no answer yet."""
    later = Response.Answer.LATER
    given = Response.objects.given().filter(letter__advice=OuterRef("pk")).exclude(answer=later)
    stands = given.annotate(at=Coalesce("changed_at", "letter__received_at")).order_by("at").values("at")
    replaced = EarlierAnswer.objects.filter(response__letter__advice=OuterRef("pk")).exclude(answer=later)
    first, other = Subquery(stands[:1]), Subquery(replaced.order_by("given_at").values("given_at")[:1])
    return advices.annotate(answered_at=Least(Coalesce(first, other), Coalesce(other, first)))


def answered_to_us(at: datetime, year: int | None = None) -> Any:
    """The public advices that were answered, the latest first, each with `answered_at`."""
    found = with_answer(Advice.objects.public(at)).filter(delivery__isnull=False, answered_at__isnull=False)
    if year:
        found = found.filter(delivery__at__year=year)
    return found.order_by("-delivery__at", "-pk")


def pace_of_questions(year: int | None = None) -> Pace:
    """The days we got; too few is broken."""
    found = asked_of_us(year).values_list("days_given", "days_agreed")
    days = ((given or 0, agreed or 0) for given, agreed in found)
    return _pace([(max(given, 0), agreed, given < agreed) for given, agreed in days])


def pace_of_answers(at: datetime, year: int | None = None) -> Pace:
    """The days until the answer; too many is broken."""
    found = answered_to_us(at, year).values_list("delivery__at", "delivery__due_on", "answered_at")
    days = ((localdate(sent), due_on, localdate(received)) for sent, due_on, received in found)
    return _pace([((got - sent).days, (due - sent).days, got > due) for sent, due, got in days])


def _pace(runs: Iterable[tuple[int, int, bool]]) -> Pace:
    runs = list(runs)
    if not runs:
        return Pace(0, 0, 0, 0)
    used, agreed, broken = zip(*runs, strict=True)
    return Pace(len(runs), round(median(used)), round(median(agreed)), sum(broken))


def unanswered(at: datetime) -> QuerySet[Advice]:
    """The public advices without an answer on the day it was due, the oldest first; none that we stopped ourselves."""
    late = Advice.objects.public(at).filter(delivery__due_on__lt=localdate(at))
    silent: QuerySet[Advice] = with_answer(late).filter(answered_at=None).exclude(trajectory__outcome=Outcome.STOPPED)
    return silent.select_related("delivery", "letter").order_by("delivery__due_on", "pk")


def silence(at: datetime) -> list[Silence]:
    """Where we wait in vain, the longest wait first."""
    today = localdate(at)
    return [
        Silence(
            number=str(advice.number),
            title=advice.title,
            url=advice.get_absolute_url(),
            due_on=advice.delivery.due_on,
            days=(today - advice.delivery.due_on).days,
            concluded=letter is not None and letter.silent,
            later_on=localdate(letter.received_at) if letter and letter.received_at else None,
        )
        for advice, letter in ((each, getattr(each, "letter", None)) for each in unanswered(at))
    ]
