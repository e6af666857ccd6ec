"""The project group: formed, joined and left."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import User
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member
from meedenk.people.rules import is_staff

from ..audiences import group_readers
from ..mails import forming as mails
from ..models import GroupSeat, Trajectory
from ..moving import hold, move
from ..queries import willing


@transaction.atomic
def form_group(
    trajectory: Trajectory,
    *,
    members: Sequence[Member],
    by: Actor,
    at: datetime,
    why: str = "",
    because: str = "",
    on_behalf_of: str = "",
) -> None:
    """`members` form the group, and who signed up and is not in it knows `why`.

    `because` is the reason for a size that the handbook does not give.
    """
    hold(trajectory, Kind.GROUP_FORMED)
    today = localdate(at)
    signed_up = {each.member.pk: each.member for each in willing(trajectory.call, today)}
    chosen = {member.pk: member for member in members}
    if not chosen:
        raise Refused(_("Choose who is in the group."))
    if not chosen.keys() <= signed_up.keys():
        raise Refused(_("You chose someone who did not sign up, or whose term has ended. Look at the list again."))
    others = [member for pk, member in signed_up.items() if pk not in chosen]
    if others and not why:
        raise Refused(_("Write a few words for those who are not in the group."))
    GroupSeat.objects.bulk_create(GroupSeat(trajectory=trajectory, member=each, since=today) for each in members)
    move(
        trajectory,
        Kind.GROUP_FORMED,
        by=by,
        at=at,
        because=because,
        on_behalf_of=on_behalf_of,
        number=len(chosen),
        names=", ".join(sorted(member.name for member in members)),
    )
    mails.group_formed(trajectory, chosen=members, others=others, why=why, at=at)


@transaction.atomic
def join_group(
    trajectory: Trajectory, *, member: Member, by: Actor, at: datetime, because: str = "", on_behalf_of: str = ""
) -> GroupSeat:
    """`member` is in the group, and everyone in it knows. A group that grows too large needs a reason."""
    hold(trajectory, Kind.MEMBER_JOINED)
    today = localdate(at)
    if not Member.objects.running(today).filter(pk=member.pk).exists():
        raise Refused(_("The term of this member has ended."))
    if GroupSeat.objects.filter(trajectory=trajectory, member=member, until=None).exists():
        raise Refused(_("This member is already in the group."))
    seat = GroupSeat.objects.create(trajectory=trajectory, member=member, since=today)
    move(trajectory, Kind.MEMBER_JOINED, by=by, at=at, because=because, on_behalf_of=on_behalf_of, name=member.name)
    mails.member_joined(seat, at=at)
    return seat


@transaction.atomic
def leave_group(seat: GroupSeat, *, by: Actor, at: datetime, because: str = "", on_behalf_of: str = "") -> None:
    """From today the member is not in the group; their open tasks and their votes are the group's again.

    `because` is for the group alone: the journal keeps no one's reason to leave.
    """
    trajectory, member = seat.trajectory, seat.member
    if not (isinstance(by, User) and by == member.user) and not is_staff(by, at=at):
        raise Refused(_("You can only leave the group yourself."))
    hold(trajectory, Kind.MEMBER_LEFT)
    readers = list(group_readers(trajectory, at))
    if not GroupSeat.objects.filter(pk=seat.pk, until=None).exists():
        raise Refused(_("This member has already left the group."))
    move(trajectory, Kind.MEMBER_LEFT, by=by, at=at, on_behalf_of=on_behalf_of, name=member.name)
    GroupSeat.objects.filter(pk=seat.pk).update(until=localdate(at))
    trajectory.tasks.filter(member=member, done_at=None).update(member=None)
    trajectory.contact_votes.filter(Q(voter=member) | Q(choice=member)).delete()
    mails.member_left(seat, readers, was_contact=seat.is_contact, because=because, at=at)
