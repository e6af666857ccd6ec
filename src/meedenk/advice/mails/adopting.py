"""The advice is adopted, or opened again."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post
from meedenk.trajectories.mails.sending import to_group, to_steering
from meedenk.trajectories.models import Trajectory

from ..models import Advice


def adopted(advice: Advice, *, at: datetime) -> None:
    """To the group: it is done. To the steering group: please deliver it."""
    trajectory = advice.trajectory
    said = {"title": advice.title, "number": advice.number}

    def done() -> Letter:
        return Letter(
            subject=_("Adopted: %(title)s") % said,
            body=_("Your advice has been adopted. Its number is %(number)s. Now the steering group delivers it.")
            % said,
            button=_("Read the advice"),
        )

    def ready() -> Letter:
        return Letter(
            subject=_("Ready to deliver: %(title)s") % said,
            body=_("The group adopted advice %(number)s. Deliver it to the executive, the municipal council or both.")
            % said,
            button=_("Deliver the advice"),
        )

    post(to_group(trajectory, done, kind=Kind.ADOPTED, at=at, address=_text(trajectory)))
    deliver = reverse("advice:deliver", args=[trajectory.slug])
    post(to_steering(trajectory, ready, kind=Kind.ADOPTED, at=at, address=deliver))


def reopened(advice: Advice, reason: str, *, at: datetime) -> None:
    """To the group: the text is open again, and why."""
    trajectory = advice.trajectory

    def write() -> Letter:
        return Letter(
            subject=_("Open again: %(title)s") % {"title": advice.title},
            body="\n\n".join([reason, _("The text can be changed again. After that the draft goes round once more.")]),
            button=_("Open the advice"),
        )

    post(to_group(trajectory, write, kind=Kind.REOPENED_FOR_WRITING, at=at, address=_text(trajectory)))


def _text(trajectory: Trajectory) -> str:
    return reverse("advice:write", args=[trajectory.slug])
