"""What waits once an advice was answered: weighing it, who follows it, silence, and the account at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.advice.models import Advice
from meedenk.followup.models import Check, Commitment, Monitoring, Response, Weighing
from meedenk.followup.queries import Progress, progress_of
from meedenk.followup.reaching import unreachable
from meedenk.handbook.queries import months_after
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.people.models import Member
from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.stages import Stage

from ..days import written
from .terms import Terms
from .wait import Wait


@dataclass(frozen=True)
class Followed:
    """A subject of which is followed what is done, and how far everything is that was promised.

    `lost` are the commitments about which nobody can be reached, each with the reason.
    """

    monitoring: Monitoring
    promises: list[Progress]
    lost: list[tuple[Commitment, str]]

    @property
    def silent(self) -> list[Check]:
        """The questions that stayed without an answer for too long."""
        return [each.asked for each in self.promises if each.asked and each.asked.stale_at]

    def ended_on(self, today: date) -> date | None:
        """The day after which nothing is asked any more; None as long as something can still come."""
        days = [date.fromisoformat(day) for day in self.monitoring.days]
        if self.promises and all(each.state in Check.LAST for each in self.promises):
            return max(localdate(each.last.answered_at) for each in self.promises if each.last)
        waiting = any(each.asked and not each.asked.stale_at for each in self.promises)
        if waiting or any(day >= today for day in days):
            return None
        return max(days, default=localdate(self.monitoring.agreed_at))


def late_answers(terms: Terms) -> Iterator[Wait]:
    """Advices of which every answer comes later, with the day of the next reminder, if there comes one."""
    given = Response.objects.given()
    later, other = given.filter(answer=Response.Answer.LATER), given.exclude(answer=Response.Answer.LATER)
    asked = Entry.objects.filter(dossier=OuterRef("trajectory"), kind=Kind.LATER_ASKED).order_by()
    waiting = Advice.objects.filter(
        pk__in=later.values("letter__advice"), trajectory__stage__in=[Stage.ANSWERED, Stage.MONITORING]
    )
    found = waiting.exclude(pk__in=other.values("letter__advice")).annotate(
        times=Coalesce(Subquery(asked.values("dossier").annotate(count=Count("pk")).values("count")), 0),
        last=Subquery(asked.values("dossier").annotate(last=Max("at")).values("last")),
    )
    for each in found.select_related("trajectory", "letter"):
        since = localdate(each.letter.received_at)
        by = localdate(each.last or each.letter.received_at) + timedelta(weeks=terms["later-answer-weeks"])
        ended = each.times >= terms["response-reminders-needed"]
        said = (
            _("Written on %(day)s · no reminder goes by itself any more")
            if ended
            else _("Written on %(day)s · the next reminder goes on %(by)s")
        )
        yield Wait(
            _("The answer comes later: %(subject)s") % {"subject": each.title},
            said % {"day": written(since), "by": written(by)},
            reverse("trajectories:workspace", args=[each.trajectory.slug]),
            _("See where it stands"),
            by,
            late=ended,
        )


def agreements_to_make(terms: Terms) -> Iterator[Wait]:
    """Answered advices of which nobody has agreed who follows them, until the first day to ask how it is going."""
    for each in _answered().filter(stage=Stage.ANSWERED):
        day = localdate(each.answered)
        by = months_after(day, terms["checks-after-months-first"])
        yield Wait(
            _("Agree who follows what is done: %(subject)s") % {"subject": each.title},
            _("Answered on %(day)s · by %(by)s") % {"day": written(day), "by": written(by)},
            reverse("followup:monitoring", args=[each.slug]),
            _("Agree on it"),
            by,
            late=by < terms.today,
        )


def reports_to_give(terms: Terms) -> Iterator[Wait]:
    """Answered advices of which nobody has told yet, to everyone who contributed, what changed by them."""
    told = Entry.objects.filter(kind=Kind.REPORTED_BACK).values("dossier")
    waiting = _answered().filter(stage__in=[Stage.ANSWERED, Stage.MONITORING]).exclude(pk__in=told)
    for each in waiting.exclude(advice__delivery__embargo_until__gt=terms.at):
        day = localdate(each.answered)
        yield Wait(
            _("Tell everyone who contributed what changed: %(subject)s") % {"subject": each.title},
            _("Answered on %(day)s") % {"day": written(day)},
            reverse("followup:report-back", args=[each.slug]),
            _("Write what changed"),
            day,
        )


def followed(terms: Terms) -> Iterator[Wait]:
    """Promises about which nobody answers or can be asked, and accounts to write."""
    for each in _followed(Monitoring.objects.all(), on=terms.today):
        yield from _silence(each)
        yield from _out_of_reach(each)
        yield from _account(each, terms.today)


def followed_by(member: Member, at: datetime) -> Iterator[Wait]:
    """The same for who follows it, and for the contact who writes the account."""
    today = localdate(at)
    seats = dict(GroupSeat.objects.running(today).filter(member=member).values_list("trajectory", "is_contact"))
    for each in _followed(Monitoring.objects.filter(trajectory__in=seats), on=today):
        follows = each.monitoring.owner == Monitoring.Owner.GROUP and member in each.monitoring.members.all()
        if follows:
            yield from _silence(each)
            yield from _out_of_reach(each)
        if seats[each.monitoring.trajectory_id]:
            yield from _account(each, today)


def answers_to_weigh(member: Member, at: datetime) -> Iterator[Wait]:
    """Answers about which the member's group has not said yet what it thinks."""
    own = GroupSeat.objects.running(localdate(at)).filter(member=member).values("trajectory")
    came = Entry.objects.filter(
        dossier=OuterRef("trajectory"), kind__in=[Kind.RESPONSE_RECEIVED, Kind.RESPONSE_AFTER_ALL]
    )
    last = Subquery(came.order_by("-at").values("at")[:1])
    weighed = Weighing.objects.annotate(answered=last).filter(at__gte=F("answered")).values("trajectory")
    answered = Trajectory.objects.filter(pk__in=own, stage=Stage.ANSWERED, advice__letter__received_at__isnull=False)
    for each in answered.exclude(pk__in=weighed).select_related("advice__letter"):
        day = written(localdate(each.advice.letter.received_at))
        yield Wait(
            _("What does your group think of the answer? %(subject)s") % {"subject": each.title},
            _("Answered on %(day)s") % {"day": day},
            reverse("followup:weigh", args=[each.slug]),
            _("Weigh the answer"),
        )


def _answered() -> Any:
    """Trajectories of which the advice was answered, or that had no answer, each with that moment as `answered`."""
    answers = Entry.objects.filter(dossier=OuterRef("pk"), kind__in=[Kind.RESPONSE_RECEIVED, Kind.NO_RESPONSE])
    first = Subquery(answers.order_by("at").values("at")[:1])
    return Trajectory.objects.annotate(answered=first).exclude(answered=None)


def _followed(monitored: QuerySet[Monitoring], *, on: date) -> Iterator[Followed]:
    """In as many queries however many there are."""
    found = list(
        monitored.filter(trajectory__stage=Stage.MONITORING)
        .select_related("trajectory")
        .prefetch_related("members")
        .order_by("pk")
    )
    promises = progress_of(each.trajectory_id for each in found)
    asked = [each.commitment for some in promises.values() for each in some if each.state not in Check.LAST]
    why = unreachable(asked, on=on)
    for each in found:
        mine = promises[each.trajectory_id]
        lost = [(one.commitment, why[one.commitment.pk]) for one in mine if one.commitment.pk in why]
        yield Followed(each, mine, lost)


def _silence(each: Followed) -> Iterator[Wait]:
    if silent := each.silent:
        count, trajectory = len(silent), each.monitoring.trajectory
        since = min(localdate(check.asked_at) for check in silent)
        yield Wait(
            ngettext(
                "Nobody tells how it is going with %(count)d promise: %(subject)s",
                "Nobody tells how it is going with %(count)d promises: %(subject)s",
                count,
            )
            % {"count": count, "subject": trajectory.title},
            _("Asked on %(day)s, no answer") % {"day": written(since)},
            reverse("trajectories:workspace", args=[trajectory.slug]) + "#done-panel",
            _("See what was promised"),
            since,
            late=True,
        )


def _out_of_reach(each: Followed) -> Iterator[Wait]:
    """One thing to do, however many promises it is about: the first of them leads to the page."""
    for commitment, why in each.lost[:1]:
        trajectory = each.monitoring.trajectory
        yield Wait(
            _("Name someone who tells how it is going: %(subject)s") % {"subject": trajectory.title},
            why,
            reverse("followup:executor", args=[trajectory.slug, commitment.pk]),
            _("Name someone else"),
            late=True,
        )


def _account(each: Followed, today: date) -> Iterator[Wait]:
    if ended := each.ended_on(today):
        trajectory = each.monitoring.trajectory
        yield Wait(
            _("Write the account: %(subject)s") % {"subject": trajectory.title},
            _("Nothing more is asked since %(day)s") % {"day": written(ended)},
            reverse("followup:account", args=[trajectory.slug]),
            _("Write it"),
            ended,
        )
