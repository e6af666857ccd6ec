"""Everyone can read the advice."""

from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post
from meedenk.trajectories.audiences import member_readers
from meedenk.trajectories.mails.sending import letters
from meedenk.trajectories.steps import Audience

from ..models import Advice


def published(advice: Advice, *, at: datetime) -> None:
    """In the digest of who follows what we publish: every member, as long as nobody else can subscribe."""

    def write() -> Letter:
        return Letter(
            subject=_("Published: %(title)s") % {"title": advice.title},
            body=_("Everyone can read advice %(number)s now, or from the end of its embargo.")
            % {"number": advice.number},
            button=_("Read the advice"),
        )

    post(
        letters(
            member_readers(at),
            write,
            kind=Kind.PUBLISHED,
            audience=Audience.SUBSCRIBERS,
            at=at,
            about=advice.trajectory,
            address=advice.get_absolute_url(),
            digest=True,
        )
    )
