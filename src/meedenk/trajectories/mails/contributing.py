"""One text for everyone who contributed to a subject."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from meedenk.accounts.models import one_spelling
from meedenk.agenda.mails.telling import letters_to, tell_tellers
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post

from ..audiences import group_readers
from ..contributors import contributor_readers, members_on_paper, told_besides
from ..models import Trajectory
from ..steps import Audience
from .sending import Write, letters, to_advisers, to_group


def tell_contributors(
    trajectory: Trajectory,
    write: Write,
    *,
    kind: Kind,
    at: datetime,
    inside: Write | None = None,
    digest: bool = False,
    but: Collection[str] = (),
) -> set[str]:
    """The group, everyone else who contributed, and who told what led to it have been written, each once.

    Who has an account reads what `inside` says, if that is another text. Who is in `but`, by address, knows already.
    Returns the addresses of all who know now.
    """
    known = {one_spelling(email) for email in but}
    group = {one_spelling(reader.email) for reader in group_readers(trajectory, at)}
    here = trajectory.get_absolute_url()
    to_the_group = to_group(trajectory, inside or write, kind=kind, at=at, address=here, digest=digest)
    others = [each for each in contributor_readers(trajectory, at) if one_spelling(each.email) not in known | group]
    more: dict[str, Any] = {"kind": kind, "audience": Audience.CONTRIBUTORS, "at": at, "about": trajectory}
    more |= {"address": here, "digest": digest}
    post(
        [
            *(message for message in to_the_group if one_spelling(message.email) not in known),
            *letters((each for each in others if each.user), inside or write, **more),
            *letters((each for each in others if not each.user), write, **more),
        ]
    )
    known |= group | {one_spelling(each.email) for each in others}
    tell_tellers(told_besides(trajectory, known), for_tellers(write), kind=kind, about=trajectory, at=at, digest=digest)
    on_paper = [{"member": member} for member in members_on_paper(trajectory)]
    letters_to(on_paper, inside or write, about=trajectory, at=at)
    return known


def tell_all_who_worked_on(trajectory: Trajectory, write: Write, *, kind: Kind, at: datetime) -> set[str]:
    """The advisers with a link to their own page, and everyone who contributed, at once; returns their addresses."""
    advisers = list(to_advisers(trajectory, write, kind=kind, at=at))
    post(advisers)
    return tell_contributors(trajectory, write, kind=kind, at=at, but={message.email for message in advisers})


def for_tellers(write: Write) -> Write:
    """The same letter, with the button to the teller's own page."""

    def to_teller() -> Letter:
        letter = write()
        body = _("You told us about this.") + "\n\n" + letter.body
        return replace(letter, body=body, button=_("See what becomes of it"))

    return to_teller
