"""A subject that ends without an advice of our own."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post

from ..models import Trajectory
from .sending import to_advisers, to_group, to_members


def ended_without_advice(trajectory: Trajectory, *, done: str, changed: str, at: datetime) -> None:
    """To the adviser at once and to all members in their digest: what was done and what changed."""

    def write() -> Letter:
        return Letter(
            subject=_("Finished: %(title)s") % {"title": trajectory.title},
            body=_("The project group has thought along and writes no advice of its own."),
            facts=((_("What we did"), done), (_("What changed"), changed)),
            button=_("To the subject"),
        )

    told: dict[str, Any] = {"kind": Kind.ENDED_WITHOUT_ADVICE, "at": at}
    post(
        [
            *to_members(trajectory, write, **told),
            *to_advisers(trajectory, write, **told),
        ]
    )


def stopped(trajectory: Trajectory, *, reason: str, at: datetime) -> None:
    """To the group and the adviser: it stops, and why."""

    def write() -> Letter:
        return Letter(
            subject=_("This subject stops: %(title)s") % {"title": trajectory.title},
            body=_("The steering group has stopped the work on this subject.\n\nThe reason: %(reason)s")
            % {"reason": reason},
            button=_("To the subject"),
        )

    told: dict[str, Any] = {"kind": Kind.STOPPED, "at": at}
    post(
        [
            *to_group(trajectory, write, **told),
            *to_advisers(trajectory, write, **told),
        ]
    )
