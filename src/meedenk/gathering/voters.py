"""Who can say which dates suit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, Purpose, User, one_spelling
from meedenk.people.models import Member, Official
from meedenk.trajectories.rules import holds_link
from meedenk.trajectories.seats import sitting

from .models import DatePoll, DateVote, Guest


@dataclass(frozen=True)
class Voter:
    """A group member, the adviser or a guest: exactly one of them."""

    member: Member | None = None
    official: Official | None = None
    guest: Guest | None = None

    @property
    def key(self) -> str:
        """The same for the same person, whatever they come by."""
        kind = "member" if self.member else "official" if self.official else "guest"
        return f"{kind}-{self._who.pk}"

    @property
    def name(self) -> str:
        return self._who.name

    @property
    def fields(self) -> dict[str, Any]:
        return {"member": self.member, "official": self.official, "guest": self.guest}

    @property
    def _who(self) -> Member | Official | Guest:
        who = self.member or self.official or self.guest
        assert who is not None
        return who


def voters(poll: DatePoll, *, at: datetime) -> list[Voter]:
    """Everyone who is asked: the group, the adviser where invited, and the guests."""
    activity = poll.activity
    seats = sitting(activity.trajectory, localdate(at)).select_related("member")
    asked = [Voter(member=seat.member) for seat in seats]
    if activity.with_adviser:
        advisers = activity.trajectory.advisers.select_related("official").filter(official__left_on=None)
        asked += [Voter(official=adviser.official) for adviser in advisers]
    return asked + [Voter(guest=guest) for guest in activity.guests.all()]


def voter(person: User | PersonalLink, poll: DatePoll, *, at: datetime) -> Voter | None:
    """`person` as one of those who are asked; None when they are not."""
    member_of: int | None = None
    if isinstance(person, User):
        email, member_of = person.email, person.pk
    elif holds_link(person, Purpose.DATES, poll.activity.trajectory, at=at):
        email, member_of = person.email, person.user_id
    elif holds_link(person, Purpose.ADVISER, poll.activity.trajectory, at=at):
        email = person.email
    else:
        return None
    for each in voters(poll, at=at):
        if each.member and member_of is not None and each.member.user_id == member_of:
            return each
        if each.official and one_spelling(each.official.email) == one_spelling(email):
            return each
        if each.guest and member_of is None and one_spelling(each.guest.email) == one_spelling(email):
            return each
    return None


def by_name(poll: DatePoll, votes: list[DateVote]) -> dict[str, dict[int, str]]:
    """Per voter (their key) the answer to each option (its key)."""
    table: dict[str, dict[int, str]] = {}
    for vote in votes:
        who = "member" if vote.member_id else "official" if vote.official_id else "guest"
        key = f"{who}-{vote.member_id or vote.official_id or vote.guest_id}"
        table.setdefault(key, {})[vote.option_id] = vote.answer
    return table
