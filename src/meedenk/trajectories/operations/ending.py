"""A subject that ends before there is an advice, or is stopped."""

from datetime import datetime

from django.db import transaction

from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor

from ..mails import ending as mails
from ..models import Call, Trajectory
from ..moving import move


@transaction.atomic
def end_without_advice(
    trajectory: Trajectory, *, done: str, changed: str, by: Actor, at: datetime, on_behalf_of: str = ""
) -> None:
    """The group has thought along and is finished; everyone can read what was done and what changed."""
    move(trajectory, Kind.ENDED_WITHOUT_ADVICE, by=by, at=at, on_behalf_of=on_behalf_of, done=done, changed=changed)
    mails.ended_without_advice(trajectory, done=done, changed=changed, at=at)


@transaction.atomic
def stop(trajectory: Trajectory, *, reason: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The work has stopped, everyone can read why, and nobody can answer a call any more."""
    move(trajectory, Kind.STOPPED, by=by, at=at, on_behalf_of=on_behalf_of, reason=reason)
    Call.objects.filter(trajectory=trajectory, closed_at=None).update(closed_at=at)
    mails.stopped(trajectory, reason=reason, at=at)
