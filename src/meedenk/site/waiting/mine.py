"""What waits for one member."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import DraftResponse, DraftRound
from meedenk.people.models import Member
from meedenk.trajectories.models import Agreement, Call, ContactVote, GroupSeat, SignUp, Task, Trajectory
from meedenk.trajectories.stages import RUNNING_GROUP, Stage

from ..days import written
from .wait import Wait, address, in_order


def waits_of(member: Member, *, at: datetime) -> list[Wait]:
    """Everything `member` is asked now, in as many queries however much it is."""
    found = (_calls, _drafts, _tasks, _agreements, _votes)
    return in_order(wait for find in found for wait in find(member, at))


def _calls(member: Member, at: datetime) -> Iterator[Wait]:
    answered = SignUp.objects.filter(member=member).values("call")
    calls = Call.objects.filter(closed_at=None, closes_at__gt=at, trajectory__stage=Stage.CALLING)
    for call in calls.exclude(pk__in=answered).select_related("trajectory"):
        by = localdate(call.closes_at)
        yield Wait(
            _("Do you join “%(subject)s”?") % {"subject": call.trajectory.title},
            _("Call · answer by %(day)s") % {"day": written(by)},
            address("trajectories:answer", call.trajectory.slug),
            _("Answer"),
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
            address("advice:respond", each.advice.trajectory.slug),
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
            address("trajectories:tasks", task.trajectory.slug),
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
            address("trajectories:agreements", each.trajectory.slug),
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
            address("trajectories:contact", each.slug),
            _("Choose"),
        )
