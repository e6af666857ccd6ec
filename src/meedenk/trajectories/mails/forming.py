"""What people are told about the group of a trajectory."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, Reader, post
from meedenk.people.models import Member

from ..audiences import group_readers
from ..models import GroupSeat, Trajectory
from ..steps import Audience
from .sending import letters, to_advisers, to_members, workspace_of


def group_formed(
    trajectory: Trajectory, *, chosen: Sequence[Member], others: Sequence[Member], why: str, at: datetime
) -> None:
    """To who is in the group, to who signed up and is not, to the adviser, and in the digest of the other members."""
    names = ", ".join(sorted(member.name for member in chosen))

    def to_chosen() -> Letter:
        return Letter(
            subject=_("You are in the group: %(title)s") % {"title": trajectory.title},
            body=_(
                "Good that you join. The group is complete, and you are in it.\n\n"
                "Now you get to know each other, choose a contact, and talk with the municipality to make agreements."
                " You get a mail with the first dates.\n\n"
                "Can you not join after all? Say so on the page of the group, then someone else may come in."
            ),
            facts=((_("In the group"), names),),
            button=_("Go to the group"),
        )

    def to_others() -> Letter:
        return Letter(
            subject=_("Who is in the group: %(title)s") % {"title": trajectory.title},
            body=_(
                "Thank you for signing up. This time you are not in the group.\n\n%(why)s\n\n"
                "Your knowledge stays welcome. You can read how it goes, and you get the next call too."
            )
            % {"why": why},
            button=_("Follow the subject"),
        )

    def to_adviser() -> Letter:
        number = len(chosen)
        return Letter(
            subject=_("A group thinks along: %(title)s") % {"title": trajectory.title},
            body=ngettext(
                "%(number)s resident forms the project group for your question.\n\n"
                "The group wants to meet you soon, to make agreements about how you work together."
                " You get a mail with dates.",
                "%(number)s residents form the project group for your question.\n\n"
                "The group wants to meet you soon, to make agreements about how you work together."
                " You get a mail with dates.",
                number,
            )
            % {"number": number},
            button=_("Go to your question"),
        )

    def to_member() -> Letter:
        return Letter(
            subject=_("The group is complete: %(title)s") % {"title": trajectory.title},
            body=_("These members form the group: %(names)s.") % {"names": names},
        )

    told = [member.user.email for member in [*chosen, *others] if member.user]
    kind = Kind.GROUP_FORMED
    post(
        [
            *letters(
                _readers(chosen),
                to_chosen,
                kind=kind,
                audience=Audience.CHOSEN,
                at=at,
                about=trajectory,
                address=workspace_of(trajectory),
            ),
            *letters(
                _readers(others),
                to_others,
                kind=kind,
                audience=Audience.NOT_CHOSEN,
                at=at,
                about=trajectory,
                address=trajectory.get_absolute_url(),
            ),
            *to_advisers(trajectory, to_adviser, kind=kind, at=at),
            *to_members(trajectory, to_member, kind=kind, at=at, but=told),
        ]
    )


def member_joined(seat: GroupSeat, *, at: datetime) -> None:
    """To the group: a welcome to who is new, the news to the others."""
    trajectory, newcomer = seat.trajectory, seat.member.user

    def welcome() -> Letter:
        return Letter(
            subject=_("You are in the group: %(title)s") % {"title": trajectory.title},
            body=_("Good that you join. On the page of the group you find what has been done and what is planned."),
            button=_("Go to the group"),
        )

    def news() -> Letter:
        return Letter(
            subject=_("Someone new in the group: %(title)s") % {"title": trajectory.title},
            body=_("%(name)s joins the group. Make them feel welcome.") % {"name": seat.member.name},
            button=_("Go to the group"),
        )

    readers = list(group_readers(trajectory, at))
    to_group = partial(
        letters,
        kind=Kind.MEMBER_JOINED,
        audience=Audience.GROUP,
        at=at,
        about=trajectory,
        address=workspace_of(trajectory),
    )
    post(
        [
            *to_group([reader for reader in readers if reader.user == newcomer], welcome),
            *to_group([reader for reader in readers if reader.user != newcomer], news),
        ]
    )


def member_left(seat: GroupSeat, readers: Sequence[Reader], *, was_contact: bool, because: str, at: datetime) -> None:
    """To everyone who was in the group, with thanks to who left."""
    trajectory, gone = seat.trajectory, seat.member.user

    def thanks() -> Letter:
        return Letter(
            subject=_("You are no longer in the group: %(title)s") % {"title": trajectory.title},
            body=_(
                "Thank you for what you did. From today you are not in this group."
                " Your tasks go back to the group.\n\nYou stay a member, and you get the next call."
                " Is this not right? Reply to this mail."
            ),
        )

    def news() -> Letter:
        body = [_("%(name)s left the group.") % {"name": seat.member.name}, because]
        body.append(_("The open tasks are the group's again. Look who takes them."))
        if was_contact:
            body.append(_("The group has no contact now. Choose a new one."))
        return Letter(
            subject=_("Someone left the group: %(title)s") % {"title": trajectory.title},
            body="\n\n".join(part for part in body if part),
            button=_("Go to the group"),
        )

    to_group = partial(letters, kind=Kind.MEMBER_LEFT, audience=Audience.GROUP, at=at, about=trajectory)
    stayed = [reader for reader in readers if reader.user != gone]
    post(
        [
            *to_group([reader for reader in readers if reader.user == gone], thanks),
            *to_group(stayed, news, address=workspace_of(trajectory)),
        ]
    )


def _readers(members: Sequence[Member]) -> list[Reader]:
    return [Reader.of(member.user) for member in members if member.user]
