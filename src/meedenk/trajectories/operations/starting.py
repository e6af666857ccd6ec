"""The choice of a contact, the agreements, and the start of the work."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member

from ..mails import starting as mails
from ..models import Agreement, ContactVote, GroupSeat, Trajectory
from ..moving import hold, move
from ..seats import sitting
from ..sides import Side, side_of


@transaction.atomic
def vote_for_contact(
    trajectory: Trajectory, *, voter: Member, choice: Member, by: Actor, at: datetime, on_behalf_of: str = ""
) -> Member | None:
    """`voter` wants `choice` as contact. When everyone has voted and one has most votes, that is the contact.

    Who is put forward for the first time is news; who voted for whom is not.
    Returns the contact when this vote decided.
    """
    hold(trajectory, Kind.CONTACT_NOMINATED)
    group = _group(trajectory, at)
    _refuse_outsiders(group, voter, choice)
    earlier = set(ContactVote.objects.filter(trajectory=trajectory).values_list("choice", flat=True))
    acting: Any = {"by": by, "at": at, "on_behalf_of": on_behalf_of}
    if choice.pk in earlier:
        move(trajectory, Kind.CONTACT_VOTED, **acting)
    else:
        move(trajectory, Kind.CONTACT_NOMINATED, **acting, name=choice.name)
    ContactVote.objects.update_or_create(trajectory=trajectory, voter=voter, defaults={"choice": choice})
    votes = _votes(trajectory, group)
    if votes.total() < len(group):
        if choice.pk not in earlier:
            mails.contact_nominated(trajectory, choice.name, at=at)
        return None
    winner = _most_votes(votes)
    if winner is None:
        mails.votes_equal(trajectory, at=at)
        return None
    return _choose(trajectory, group[winner], voted=votes.total(), of=len(group), **acting)


@transaction.atomic
def choose_together(
    trajectory: Trajectory, *, choice: Member, by: Actor, at: datetime, on_behalf_of: str = ""
) -> Member:
    """`choice`, for whom most of the group voted and nobody else, is the contact: everyone in the group agrees."""
    hold(trajectory, Kind.CONTACT_CHOSEN)
    group = _group(trajectory, at)
    votes = _votes(trajectory, group)
    if set(votes) != {choice.pk}:
        raise Refused(_overtaken(trajectory, at) if not votes else _("Several people were put forward. Vote first."))
    voted, of = votes.total(), len(group)
    if not are_most(voted, of):
        raise Refused(
            _("More than half of the group has to vote first. Now %(voted)s of %(all)s did.")
            % {"voted": voted, "all": of}
        )
    return _choose(trajectory, choice, voted=voted, of=of, by=by, at=at, on_behalf_of=on_behalf_of)


def are_most(voted: int, of: int) -> bool:
    """Whether so many have voted that one of them may say that everyone agrees."""
    return 2 * voted > of


@transaction.atomic
def propose(
    trajectory: Trajectory,
    *,
    topic: str,
    text: str,
    by: Actor,
    at: datetime,
    promised_by: str = Agreement.Promise.BOTH,
    by_on: date | None = None,
    side: str = "",
    on_behalf_of: str = "",
) -> Agreement:
    """One side has said what it wants to agree; a group on its own has it in its plan at once."""
    _refuse_a_day_passed(by_on, at)
    mine = Side.GROUP if trajectory.alone else side_of(by, trajectory, at=at, told=side)
    move(trajectory, Kind.AGREEMENT_PROPOSED, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    agreement = Agreement.objects.create(
        trajectory=trajectory,
        topic=topic,
        text=text,
        promised_by=promised_by,
        by_on=by_on,
        proposed_at=at,
        **{mine.agreed_at: at},
    )
    mails.agreement_proposed(agreement, side=mine, at=at)
    return agreement


@transaction.atomic
def confirm(agreement: Agreement, *, by: Actor, at: datetime, side: str = "", on_behalf_of: str = "") -> None:
    """The side of `by` has said yes, so both sides agree."""
    trajectory = agreement.trajectory
    mine = side_of(by, trajectory, at=at, told=side)
    move(trajectory, Kind.AGREEMENT_CONFIRMED, by=by, at=at, on_behalf_of=on_behalf_of, text=agreement.text)
    waiting = Agreement.objects.current().filter(pk=agreement.pk, **{mine.agreed_at: None})
    if not waiting.update(**{mine.agreed_at: at}):
        raise Refused(_("This was confirmed or changed a moment ago. Below is how it stands now."))
    agreement.refresh_from_db()
    mails.agreement_confirmed(agreement, side=mine, at=at)


@transaction.atomic
def change(
    agreement: Agreement,
    *,
    topic: str,
    text: str,
    by: Actor,
    at: datetime,
    promised_by: str = Agreement.Promise.BOTH,
    by_on: date | None = None,
    side: str = "",
    on_behalf_of: str = "",
) -> Agreement:
    """A new text stands instead of `agreement`, which stays to be read; it waits for the yes of the other side."""
    if by_on != agreement.by_on:
        _refuse_a_day_passed(by_on, at)
    trajectory = agreement.trajectory
    mine = Side.GROUP if trajectory.alone else side_of(by, trajectory, at=at, told=side)
    move(trajectory, Kind.AGREEMENT_CHANGED, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    if not Agreement.objects.current().filter(pk=agreement.pk).update(replaced_at=at):
        raise Refused(_("Someone else changed this a moment ago. Below is how it stands now."))
    changed = Agreement.objects.create(
        trajectory=trajectory,
        topic=topic,
        text=text,
        promised_by=promised_by,
        by_on=by_on,
        proposed_at=at,
        replaces=agreement,
        **{mine.agreed_at: at},
    )
    mails.agreement_changed(changed, side=mine, at=at)
    return changed


@transaction.atomic
def keep(agreement: Agreement, *, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """What was agreed has been done, on the day of `at`."""
    move(agreement.trajectory, Kind.AGREEMENT_KEPT, by=by, at=at, on_behalf_of=on_behalf_of, text=agreement.text)
    if not Agreement.objects.current().filter(pk=agreement.pk, kept_at=None).update(kept_at=at):
        raise Refused(_("This was written down a moment ago. Below is how it stands now."))


@transaction.atomic
def begin_work(trajectory: Trajectory, *, by: Actor, at: datetime, because: str = "", on_behalf_of: str = "") -> None:
    """The group gathers what residents experience, and all members will read that it began."""
    move(trajectory, Kind.WORK_BEGUN, by=by, at=at, because=because, on_behalf_of=on_behalf_of)
    mails.work_begun(trajectory, at=at)


def _group(trajectory: Trajectory, at: datetime) -> dict[int, Member]:
    """Who may vote and who may be chosen, by key."""
    seats = sitting(trajectory, localdate(at)).select_related("member")
    return {seat.member_id: seat.member for seat in seats}


def _refuse_outsiders(group: dict[int, Member], voter: Member, choice: Member) -> None:
    if voter.pk not in group:
        raise Refused(_("Only members of the project group vote."))
    if choice.pk not in group:
        raise Refused(_("The contact is someone from the project group. Choose one of its members."))


def _votes(trajectory: Trajectory, group: dict[int, Member]) -> Counter[int]:
    """How many votes each has, by key; of who is in the group now, for who is in it now."""
    votes = ContactVote.objects.filter(trajectory=trajectory, voter__in=group, choice__in=group)
    return Counter(votes.values_list("choice", flat=True))


def _most_votes(votes: Counter[int]) -> int | None:
    """The key with most votes, or None when several share the first place."""
    (first, most), *others = votes.most_common(2)
    return None if others and others[0][1] == most else first


def _choose(
    trajectory: Trajectory, member: Member, *, voted: int, of: int, by: Actor, at: datetime, on_behalf_of: str
) -> Member:
    seats = GroupSeat.objects.running(localdate(at)).filter(trajectory=trajectory)
    seats.filter(is_contact=True).update(is_contact=False)
    seats.filter(member=member).update(is_contact=True)
    ContactVote.objects.filter(trajectory=trajectory).delete()
    chosen: dict[str, Any] = {"name": member.name, "voted": voted, "of": of}
    entry = move(trajectory, Kind.CONTACT_CHOSEN, by=by, at=at, on_behalf_of=on_behalf_of, **chosen)
    mails.contact_chosen(trajectory, **chosen, who=str(entry.actor), at=at)
    return member


def _overtaken(trajectory: Trajectory, at: datetime) -> str:
    contact = sitting(trajectory, localdate(at)).filter(is_contact=True).select_related("member").first()
    if contact is None:
        return _("Nobody was put forward yet. Vote first.")
    return _("The group has just chosen %(name)s as contact.") % {"name": contact.member.name}


def _refuse_a_day_passed(by_on: date | None, at: datetime) -> None:
    if by_on and by_on < localdate(at):
        raise Refused(_("The day by which it is done has passed. Choose a day in the future."))
