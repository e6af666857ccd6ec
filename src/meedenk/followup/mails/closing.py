"""What everyone who contributed is told at the end."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter as Mail
from meedenk.trajectories.mails.contributing import tell_contributors

from ..models import Account


def account_published(account: Account, *, at: datetime) -> None:
    """To everyone who contributed: the group in the words for members, others in the words for residents."""
    inside, outside = partial(_finished, account, account.members), partial(_finished, account, account.citizens)
    tell_contributors(account.trajectory, outside, inside=inside, kind=Kind.FINAL_ACCOUNT, at=at)


def _finished(account: Account, text: str) -> Mail:
    return Mail(
        subject=_("What came of it: %(title)s") % {"title": account.trajectory.title},
        body=_("You contributed to this. It is finished now, and this came of it.") + "\n\n" + text,
        button=_("Read the whole account"),
    )
