"""What everyone who contributed is told at the end."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import post
from meedenk.trajectories.mails.sending import letters
from meedenk.trajectories.steps import Audience

from ..models import Account
from ..owners import contributor_readers


def account_published(account: Account, *, at: datetime) -> None:
    """To everyone who contributed: members in the words for members, others in the words for residents."""
    trajectory = account.trajectory
    readers = list(contributor_readers(trajectory, at))
    for inside, text in ((True, account.members), (False, account.citizens)):
        mine = [reader for reader in readers if bool(reader.user) == inside]
        post(
            letters(
                mine,
                partial(_finished, account, text),
                kind=Kind.FINAL_ACCOUNT,
                audience=Audience.CONTRIBUTORS,
                at=at,
                about=trajectory,
                address=trajectory.get_absolute_url(),
            )
        )


def _finished(account: Account, text: str) -> Mail:
    return Mail(
        subject=_("What came of it: %(title)s") % {"title": account.trajectory.title},
        body=_("You contributed to this. It is finished now, and this came of it.") + "\n\n" + text,
        button=_("Read the whole account"),
    )
