"""A subject that ends before there is an advice, is stopped, or is opened again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor

from ..mails import ending as mails
from ..models import Call, Exploration, Trajectory
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


@transaction.atomic
def reopen(trajectory: Trajectory, *, reason: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The work goes on where it stood, and everyone who worked on it or contributed knows why."""
    if trajectory.entries.filter(kind=Kind.LOOKED_AGAIN).exists():
        raise Refused(_("We look into this again already, as another subject. Go on with that one."))
    move(trajectory, Kind.REOPENED, by=by, at=at, on_behalf_of=on_behalf_of, reason=reason)
    Exploration.objects.filter(trajectory=trajectory).update(look_again_on=None)
    mails.reopened(trajectory, reason=reason, at=at)
