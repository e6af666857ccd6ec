"""What everyone who contributed is told about what changed."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import post
from meedenk.trajectories.mails.contributing import tell_contributors
from meedenk.trajectories.mails.sending import to_members
from meedenk.trajectories.models import Trajectory


def reported_back(trajectory: Trajectory, *, text: str, at: datetime) -> None:
    """To everyone who contributed at once, and to the other members in their overview."""
    write = partial(_changed, trajectory, text)
    known = tell_contributors(trajectory, write, kind=Kind.REPORTED_BACK, at=at)
    post(to_members(trajectory, write, kind=Kind.REPORTED_BACK, at=at, but=known))


def _changed(trajectory: Trajectory, text: str) -> Mail:
    return Mail(
        subject=_("What changed by it: %(title)s") % {"title": trajectory.title},
        body=text,
        button=_("Read everything about this subject"),
    )
