"""Everyone can read the advice."""

from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import moment
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post
from meedenk.trajectories.audiences import member_readers
from meedenk.trajectories.mails.sending import letters, to_subscribers
from meedenk.trajectories.steps import Audience

from ..models import Advice


def published(advice: Advice, *, at: datetime) -> None:
    """In the digest of every member, and of who follows us without an account as soon as they can read it."""

    def write() -> Letter:
        return Letter(
            subject=_("Published: %(title)s") % {"title": advice.title},
            body=_read_from(advice, at),
            button=_("Read the advice"),
        )

    here, public_from = advice.get_absolute_url(), advice.delivery.public_from(at)
    told = letters(
        member_readers(at),
        write,
        kind=Kind.PUBLISHED,
        audience=Audience.SUBSCRIBERS,
        at=at,
        about=advice.trajectory,
        address=here,
        digest=True,
    )
    following = to_subscribers(
        advice.trajectory, write, kind=Kind.PUBLISHED, at=at, address=here, public_from=public_from
    )
    post([*told, *following])


def _read_from(advice: Advice, at: datetime) -> str:
    if public_from := advice.delivery.public_from(at):
        return _("Everyone can read advice %(number)s from %(when)s.") % {
            "number": advice.number,
            "when": moment(public_from),
        }
    return _("Everyone can read advice %(number)s now.") % {"number": advice.number}
