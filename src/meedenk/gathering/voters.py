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
    def user_id(self) -> int | None:
        return self.member.user_id if self.member else None

    @property
    def email(self) -> str:
        """Of who comes by address; a member comes by their account."""
        who = self.official or self.guest
        return one_spelling(who.email) if who else ""

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
        serving = Official.objects.serving(localdate(at))
        advisers = activity.trajectory.advisers.select_related("official").filter(official__in=serving)
        asked += [Voter(official=adviser.official) for adviser in advisers]
    return asked + [Voter(guest=guest) for guest in activity.guests.all()]


def voter(person: User | PersonalLink, poll: DatePoll, *, at: datetime) -> Voter | None:
    """`person` as one of those who are asked; None when they are not."""
    trajectory, asked = poll.activity.trajectory, voters(poll, at=at)
    if holds_link(person, Purpose.ADVISER, trajectory, at=at):
        officials = [each for each in asked if each.official]
        return next((each for each in officials if each.email == one_spelling(person.email)), None) or _first(officials)
    if isinstance(person, User) or holds_link(person, Purpose.DATES, trajectory, at=at):
        user = person if isinstance(person, User) else person.user
        if user is not None:
            return next((each for each in asked if each.user_id == user.pk or _signed_in(each, user)), None)
        return next((each for each in asked if each.guest and each.email == one_spelling(person.email)), None)
    return None


def _first(officials: list[Voter]) -> Voter | None:
    """The leading adviser, for whom a colleague may hold the link."""
    return officials[0] if officials else None


def _signed_in(each: Voter, user: User) -> bool:
    """Through the municipality, with the adviser's own address."""
    return each.official is not None and each.email == user.email


def by_name(votes: list[DateVote]) -> dict[str, dict[int, str]]:
    """Per voter (their key) the answer to each option (its key)."""
    table: dict[str, dict[int, str]] = {}
    for vote in votes:
        who = "member" if vote.member_id else "official" if vote.official_id else "guest"
        key = f"{who}-{vote.member_id or vote.official_id or vote.guest_id}"
        table.setdefault(key, {})[vote.option_id] = vote.answer
    return table
