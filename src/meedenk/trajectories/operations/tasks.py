"""The tasks of a group: added, taken, done, and back to the group when someone leaves."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member

from ..mails import working as mails
from ..models import GroupSeat, Task, Trajectory
from ..moving import move
from ..seats import sitting
from ..stages import WITH_GROUP


@transaction.atomic
def add_task(
    trajectory: Trajectory, *, text: str, by: Actor, at: datetime, by_on: date | None = None, on_behalf_of: str = ""
) -> Task:
    """The task stands on the list of the group, for anyone to take."""
    if by_on and by_on < localdate(at):
        raise Refused(_("This day has passed. Choose today or a later day, or leave it empty."))
    move(trajectory, Kind.TASK_ADDED, by=by, at=at, on_behalf_of=on_behalf_of, what=text)
    return Task.objects.create(trajectory=trajectory, text=text, by_on=by_on, added_at=at)


@transaction.atomic
def take_task(task: Task, *, member: Member, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """`member` will do this."""
    if not sitting(task.trajectory, localdate(at)).filter(member=member).exists():
        raise Refused(_("Only members of the project group take tasks."))
    move(task.trajectory, Kind.TASK_TAKEN, by=by, at=at, on_behalf_of=on_behalf_of, what=task.text, name=member.name)
    if not Task.objects.filter(pk=task.pk, member=None, done_at=None).update(member=member):
        raise Refused(_("Someone else has just taken this task."))


@transaction.atomic
def hand_back_task(task: Task, *, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """Nobody does this any more, and the group reads so in its digest."""
    move(task.trajectory, Kind.TASK_HANDED_BACK, by=by, at=at, on_behalf_of=on_behalf_of, what=task.text)
    if not Task.objects.filter(pk=task.pk, member=task.member_id, done_at=None).update(member=None):
        raise Refused(_("This task has just changed. Below is how it stands now."))
    mails.task_handed_back(task, at=at)


@transaction.atomic
def finish_task(task: Task, *, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The task is done."""
    move(task.trajectory, Kind.TASK_DONE, by=by, at=at, on_behalf_of=on_behalf_of, what=task.text)
    if not Task.objects.filter(pk=task.pk, done_at=None).update(done_at=at):
        raise Refused(_("Someone else has just finished this task."))


@transaction.atomic
def reopen_task(task: Task, *, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The task is to be done after all."""
    move(task.trajectory, Kind.TASK_REOPENED, by=by, at=at, on_behalf_of=on_behalf_of, what=task.text)
    if not Task.objects.filter(pk=task.pk).exclude(done_at=None).update(done_at=None):
        raise Refused(_("This task is already on the list again."))


@duty
def hand_back_tasks(at: datetime) -> None:
    """Open tasks of someone whose seat or term has ended are back with the group."""
    on = localdate(at)
    seated = GroupSeat.objects.running(on).filter(member__in=Member.objects.running(on))
    open_tasks = Task.objects.filter(done_at=None, trajectory__stage__in=WITH_GROUP).exclude(member=None)
    for task in open_tasks.select_related("trajectory"):
        if not seated.filter(trajectory=task.trajectory_id, member=task.member_id).exists():
            hand_back_task(task, by=None, at=at)
