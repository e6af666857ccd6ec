"""What people are told about how it is going."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import Reader, post
from meedenk.trajectories.mails.contributing import tell_contributors
from meedenk.trajectories.mails.sending import Write, letters, to_group, workspace_of
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.steps import Audience

from ..models import Check
from ..owners import owner_readers
from .monitoring import to_executors


def checks_asked(trajectory: Trajectory, checks: Sequence[Check], *, at: datetime) -> None:
    """To each executor one mail, with all that they promised and have not finished."""
    by_email: dict[str, list[Check]] = {}
    for check in checks:
        by_email.setdefault(check.commitment.email, []).append(check)
    for email, mine in by_email.items():
        readers = [Reader(email, mine[0].commitment.name)]
        write = partial(_asked, trajectory, mine, at)
        post(to_executors(trajectory, readers, write, kind=Kind.CHECK_ASKED, at=at))


def check_answered(check: Check, *, is_news: bool, is_public: bool, at: datetime) -> None:
    """In the overview of who follows it; and of everyone who contributed, when the answer is another than before.

    As long as it is not public, only the group is among those.
    """
    trajectory, write = check.commitment.trajectory, partial(_answered, check)
    owners = _to_owners(trajectory, write, Kind.CHECK_ANSWERED, at)
    post(owners)
    known = {*(message.email for message in owners), check.commitment.email}
    if is_news and is_public:
        tell_contributors(trajectory, write, kind=Kind.CHECK_ANSWERED, at=at, digest=True, but=known)
    elif is_news:
        group = to_group(trajectory, write, kind=Kind.CHECK_ANSWERED, at=at, digest=True)
        post(message for message in group if message.email not in known)


def check_stale(check: Check, *, at: datetime) -> None:
    """In the overview of who follows it: nobody answered."""
    post(_to_owners(check.commitment.trajectory, partial(_silent, check), Kind.CHECK_STALE, at))


def _to_owners(trajectory: Trajectory, write: Write, kind: Kind, at: datetime) -> list[Message]:
    told: dict[str, Any] = {"kind": kind, "audience": Audience.OWNER, "at": at, "about": trajectory}
    return list(letters(owner_readers(trajectory, at), write, **told, address=workspace_of(trajectory), digest=True))


def _asked(trajectory: Trajectory, checks: Sequence[Check], at: datetime) -> Mail:
    lines = [f"{check.commitment.text}" for check in checks]
    until = localdate(at) + length("check-stale-weeks", localdate(at))
    return Mail(
        subject=_("How is it going? %(title)s") % {"title": trajectory.title},
        body="\n\n".join([_("This was promised. Would you tell us how it is going? It takes a minute."), *lines]),
        facts=((_("Answer by"), day(until)),),
        button=_("Tell how it is going"),
    )


def _answered(check: Check) -> Mail:
    said = f"{check.get_state_display()}. {check.text}".strip()
    return Mail(
        subject=_("How it is going: %(text)s") % {"text": check.commitment.text},
        body=_("%(executor)s tells: %(said)s") % {"executor": check.commitment.executor, "said": said},
        button=_("See how it is going"),
    )


def _silent(check: Check) -> Mail:
    return Mail(
        subject=_("No answer: %(text)s") % {"text": check.commitment.text},
        body=_("On %(day)s we asked %(executor)s how it is going. We heard nothing. Everyone can read that now.")
        % {"day": day(localdate(check.asked_at)), "executor": check.commitment.executor},
        button=_("To the subject"),
    )
