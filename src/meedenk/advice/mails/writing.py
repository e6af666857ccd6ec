"""The writing begins."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post
from meedenk.trajectories.mails.sending import to_group

from ..models import Advice


def writing_begun(advice: Advice, *, at: datetime) -> None:
    """To the group: the advice can be written, by everyone."""
    trajectory = advice.trajectory

    def write() -> Letter:
        return Letter(
            subject=_("We write our advice: %(title)s") % {"title": trajectory.title},
            body=_(
                "Your group begins to write its advice. Everyone in the group can write in it.\n\n"
                "Do you see something differently? Write that down too: it gets its own place."
            ),
            button=_("Open the advice"),
        )

    here = reverse("advice:write", args=[trajectory.slug])
    post(to_group(trajectory, write, kind=Kind.WRITING_BEGUN, at=at, address=here))
