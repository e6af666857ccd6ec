"""A subject that ends without an advice of our own, stops, or goes on after all."""

from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post

from ..models import Trajectory
from .contributing import tell_all_who_worked_on
from .sending import to_members


def ended_without_advice(trajectory: Trajectory, *, done: str, changed: str, at: datetime) -> None:
    """To the advisers and everyone who contributed at once, to all members in their digest: what changed."""

    def write() -> Letter:
        return Letter(
            subject=_("Finished: %(title)s") % {"title": trajectory.title},
            body=_("The project group has thought along and writes no advice of its own."),
            facts=((_("What we did"), done), (_("What changed"), changed)),
            button=_("To the subject"),
        )

    known = tell_all_who_worked_on(trajectory, write, kind=Kind.ENDED_WITHOUT_ADVICE, at=at)
    post(to_members(trajectory, write, kind=Kind.ENDED_WITHOUT_ADVICE, at=at, but=known))


def stopped(trajectory: Trajectory, *, reason: str, at: datetime) -> None:
    """To the group, the advisers and everyone who contributed: it stops, and why."""

    def write() -> Letter:
        return Letter(
            subject=_("This subject stops: %(title)s") % {"title": trajectory.title},
            body=_("The steering group has stopped the work on this subject.\n\nThe reason: %(reason)s")
            % {"reason": reason},
            button=_("To the subject"),
        )

    tell_all_who_worked_on(trajectory, write, kind=Kind.STOPPED, at=at)


def reopened(trajectory: Trajectory, *, reason: str, at: datetime) -> None:
    """To the group, the advisers and everyone who contributed: the work goes on, and why."""

    def write() -> Letter:
        return Letter(
            subject=_("We go on with it: %(title)s") % {"title": trajectory.title},
            body=_("This subject was finished. The steering group has opened it again.\n\nThe reason: %(reason)s")
            % {"reason": reason},
            facts=((_("Where we are"), trajectory.get_stage_display()),),
            button=_("To the subject"),
        )

    tell_all_who_worked_on(trajectory, write, kind=Kind.REOPENED, at=at)
