"""What waits for one member."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import DraftResponse, DraftRound
from meedenk.gathering.models import DatePoll, DateVote
from meedenk.people.models import Member, Term
from meedenk.trajectories.models import (
    Agreement,
    Call,
    ContactVote,
    Exploration,
    GroupSeat,
    SignUp,
    Task,
    ThinkingPower,
    Trajectory,
)
from meedenk.trajectories.stages import RUNNING_GROUP, Stage

from ..days import written
from .after import answers_to_weigh, followed_by
from .wait import Wait, in_order


def waits_of(member: Member, *, at: datetime) -> list[Wait]:
    """Everything `member` is asked now, in as many queries however much it is."""
    found = (_calls, _powers, _dates, _drafts, _tasks, _agreements, _votes, answers_to_weigh, followed_by, _term)
    return in_order(wait for find in found for wait in find(member, at))


def _calls(member: Member, at: datetime) -> Iterator[Wait]:
    answered = SignUp.objects.filter(member=member).values("call")
    calls = Call.objects.filter(closed_at=None, closes_at__gt=at, trajectory__stage=Stage.CALLING)
    for call in calls.exclude(pk__in=answered).select_related("trajectory"):
        by = localdate(call.closes_at)
        yield Wait(
            _("Do you join “%(subject)s”?") % {"subject": call.trajectory.title},
            _("Call · answer by %(day)s") % {"day": written(by)},
            reverse("trajectories:answer", args=[call.trajectory.slug]),
            _("Answer"),
            by,
        )


def _powers(member: Member, at: datetime) -> Iterator[Wait]:
    """Subjects of our own for which the member has not said yet whether they would join."""
    said = ThinkingPower.objects.filter(member=member).values("exploration")
    asked = Exploration.objects.filter(power_closes_on__gte=localdate(at), trajectory__stage=Stage.EXPLORING)
    for each in asked.exclude(pk__in=said).select_related("trajectory"):
        assert each.power_closes_on is not None, "only those with a day were asked for"
        yield Wait(
            _("Would you join “%(subject)s”?") % {"subject": each.trajectory.title},
            _("A quick question · answer by %(day)s") % {"day": written(each.power_closes_on)},
            reverse("trajectories:answer-power", args=[each.trajectory.slug]),
            _("Answer"),
            each.power_closes_on,
        )


def _dates(member: Member, at: datetime) -> Iterator[Wait]:
    """Polls of the member's groups in which they have not said yet which dates suit."""
    own = GroupSeat.objects.running(localdate(at)).filter(member=member).values("trajectory")
    voted = DateVote.objects.filter(member=member, option__poll=OuterRef("pk"), option__withdrawn_at=None)
    polls = DatePoll.objects.open(at).filter(~Exists(voted), activity__trajectory__in=own)
    for poll in polls.select_related("activity__trajectory"):
        by, activity = localdate(poll.closes_at), poll.activity
        yield Wait(
            _("Choose when you can: %(what)s") % {"what": activity.title},
            _("%(subject)s · answer by %(day)s") % {"subject": activity.trajectory.title, "day": written(by)},
            reverse("gathering:answer-dates", args=[activity.trajectory.slug, activity.pk]),
            _("Choose dates"),
            by,
        )


def _drafts(member: Member, at: datetime) -> Iterator[Wait]:
    """The latest round of a draft in which the member was asked and has not responded."""
    newer = DraftRound.objects.filter(advice=OuterRef("advice"), opened_at__gt=OuterRef("opened_at"))
    responded = DraftResponse.objects.filter(member=member).values("draft_round")
    rounds = DraftRound.objects.filter(~Exists(newer), asked=member, advice__trajectory__stage=Stage.ADVISING)
    for each in rounds.exclude(pk__in=responded).select_related("advice__trajectory"):
        by = localdate(each.closes_at)
        yield Wait(
            _("Read the draft “%(title)s”") % {"title": each.advice.title},
            _("%(subject)s · respond by %(day)s") % {"subject": each.advice.trajectory.title, "day": written(by)},
            reverse("advice:respond", args=[each.advice.trajectory.slug]),
            _("Read and respond"),
            by,
            late=each.closes_at <= at,
        )


def _tasks(member: Member, at: datetime) -> Iterator[Wait]:
    tasks = Task.objects.filter(member=member, done_at=None, trajectory__stage__in=RUNNING_GROUP)
    for task in tasks.select_related("trajectory"):
        subject = {"subject": task.trajectory.title}
        meta = _("Task · %(subject)s") % subject
        if task.by_on:
            meta = _("Task · %(subject)s · by %(day)s") % {**subject, "day": written(task.by_on)}
        yield Wait(
            task.text,
            meta,
            reverse("trajectories:tasks", args=[task.trajectory.slug]),
            _("To the tasks"),
            task.by_on,
            late=bool(task.by_on and task.by_on < localdate(at)),
        )


def _agreements(member: Member, at: datetime) -> Iterator[Wait]:
    """What the other side proposed, for who is contact of the group."""
    own = GroupSeat.objects.running(localdate(at)).filter(member=member, is_contact=True).values("trajectory")
    proposed = Agreement.objects.filter(
        trajectory__in=own, group_agreed_at=None, replaced_at=None, trajectory__stage__in=RUNNING_GROUP
    )
    for each in proposed.select_related("trajectory").order_by("proposed_at"):
        yield Wait(
            _("Confirm the agreement about %(topic)s") % {"topic": each.get_topic_display()},
            _("%(subject)s · proposed on %(day)s")
            % {"subject": each.trajectory.title, "day": written(localdate(each.proposed_at))},
            reverse("trajectories:agreements", args=[each.trajectory.slug]),
            _("Look at it"),
        )


def _votes(member: Member, at: datetime) -> Iterator[Wait]:
    """A group without a contact, in which the member has not said whom they want."""
    running = GroupSeat.objects.running(localdate(at)).filter(trajectory=OuterRef("pk"))
    voted = ContactVote.objects.filter(trajectory=OuterRef("pk"), voter=member)
    groups = Trajectory.objects.filter(
        Q(Exists(running.filter(member=member))),
        ~Exists(running.filter(is_contact=True)),
        ~Exists(voted),
        stage__in=RUNNING_GROUP,
    )
    for each in groups:
        yield Wait(
            _("Choose a contact for “%(subject)s”") % {"subject": each.title},
            _("The group chooses someone from its midst"),
            reverse("trajectories:contact", args=[each.slug]),
            _("Choose"),
        )


def _term(member: Member, at: datetime) -> Iterator[Wait]:
    """Whose term comes to its end, and who has not said whether they go on."""
    for term in Term.objects.running(localdate(at)).filter(member=member, wish="").exclude(warned_at=None):
        if term.until:
            yield Wait(
                _("Do you go on after your term?"),
                _("Your term runs until %(day)s") % {"day": written(term.until)},
                reverse("people:my-term"),
                _("Say what you want"),
                term.until,
            )
