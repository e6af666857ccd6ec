"""The draft goes round."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import link_for
from meedenk.common.templatetags.pieces import moment
from meedenk.documents.text import readable
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, post
from meedenk.people.models import Member
from meedenk.trajectories.audiences import group_readers, member_readers
from meedenk.trajectories.mails.sending import letters, to_contact
from meedenk.trajectories.steps import Audience

from ..models import DraftResponse, DraftRound


def draft_in_round(draft_round: DraftRound, *, at: datetime) -> None:
    """To the group, and to all other members where they may respond too: the draft, and one question."""
    group = list(group_readers(draft_round.advice.trajectory, at))
    post(_to_respond(draft_round, group, Audience.GROUP, at=at))
    if draft_round.to_all:
        told = {reader.email for reader in group}
        others = [reader for reader in member_readers(at) if reader.email not in told]
        post(_to_respond(draft_round, others, Audience.MEMBERS, at=at))


def draft_reminded(draft_round: DraftRound, silent: Iterable[Member], *, at: datetime) -> None:
    """To who sits in the group and has not responded."""
    readers = (Reader.of(member.user) for member in silent if member.user)
    post(_to_respond(draft_round, readers, Audience.UNANSWERED, at=at, reminds=True))


def draft_answered(response: DraftResponse, *, at: datetime) -> None:
    """To the contact, in the digest: who responded, and how."""
    trajectory, name = response.draft_round.advice.trajectory, response.member.name

    def write() -> Letter:
        return Letter(
            subject=_("%(name)s responded to the draft: %(title)s") % {"name": name, "title": trajectory.title},
            body="\n\n".join(filter(None, [str(response.get_stance_display()), readable(response.text)])),
            button=_("See all responses"),
        )

    responses = reverse("advice:round", args=[trajectory.slug])
    post(to_contact(trajectory, write, kind=Kind.DRAFT_ANSWERED, at=at, address=responses, digest=True))


def _to_respond(
    draft_round: DraftRound, readers: Iterable[Reader], audience: Audience, *, at: datetime, reminds: bool = False
) -> Iterator[Message]:
    trajectory = draft_round.advice.trajectory
    until = draft_round.closes_at + length("link-days", localdate(at))

    def write() -> Letter:
        asked = _("Not answered yet: %(title)s") if reminds else _("What do you think of our draft? %(title)s")
        return Letter(
            subject=asked % {"title": draft_round.draft["title"]},
            body="\n\n".join(filter(None, [readable(draft_round.draft["summary"]), _question()])),
            facts=((_("Respond by"), moment(draft_round.closes_at)),),
            button=_("Read the draft and respond"),
        )

    def link(reader: Reader) -> PersonalLink | None:
        return link_for(Purpose.DRAFT, trajectory, to=reader.user, at=at, until=until) if reader.user else None

    return letters(readers, write, kind=Kind.DRAFT_IN_ROUND, audience=audience, at=at, about=trajectory, link=link)


def _question() -> str:
    return _(
        "Read the draft of the advice and say what you think of it. You can support it, make a remark, or say that you"
        " see it differently. A different view gets its own place in the advice."
    )
