"""What everyone who contributed is told at the end."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import post
from meedenk.trajectories.mails.contributing import tell_contributors
from meedenk.trajectories.mails.sending import to_advisers

from ..models import Account


def account_published(account: Account, *, at: datetime) -> None:
    """To everyone who contributed: the group in the words for members, others in the words for residents.

    The advisers read the words for professionals, and are asked what they think of it.
    """
    kind, trajectory = Kind.FINAL_ACCOUNT, account.trajectory
    advisers = list(to_advisers(trajectory, partial(_to_adviser, account), kind=kind, at=at))
    post(advisers)
    inside, outside = partial(_finished, account, account.members), partial(_finished, account, account.citizens)
    known = {message.email for message in advisers}
    tell_contributors(trajectory, outside, inside=inside, kind=kind, at=at, but=known)


def _to_adviser(account: Account) -> Mail:
    asks = _(
        "We like to keep talking. What do you take along from this, and what can we do better together next time?"
        " Answer this mail: the group reads it."
    )
    return replace(_finished(account, account.professionals + "\n\n" + asks), button=_("Open your page"))


def _finished(account: Account, text: str) -> Mail:
    return Mail(
        subject=_("What came of it: %(title)s") % {"title": account.trajectory.title},
        body=_("You contributed to this. It is finished now, and this came of it.") + "\n\n" + text,
        button=_("Read the whole account"),
    )
