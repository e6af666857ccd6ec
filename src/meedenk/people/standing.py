"""What someone is in the group today, read once per request."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from meedenk.accounts.models import User

from .models import Member, SteeringSeat, SupportAssignment


@dataclass(frozen=True)
class Standing:
    """The terms and seats of one person that run on one day."""

    member: Member | None = None
    steering: bool = False
    support: frozenset[str] = frozenset()

    @property
    def staff(self) -> bool:
        """In the steering group or supporting it."""
        return self.steering or bool(self.support)

    @property
    def inside(self) -> bool:
        """May read what members read."""
        return self.member is not None or self.staff


OUTSIDE = Standing()


def standing(person: Any, on: date) -> Standing:
    """What `person` is on the day `on`. Who is not an active user is outside, whatever else they are."""
    if not isinstance(person, User) or not person.is_active:
        return OUTSIDE
    known: dict[date, Standing] = person.__dict__.setdefault("_standings", {})
    if on not in known:
        known[on] = _read(person, on)
    return known[on]


def _read(user: User, on: date) -> Standing:
    seats = SteeringSeat.objects.running(on).filter(member=OuterRef("pk"))
    members = Member.objects.running(on).filter(user=user).annotate(steers=Exists(seats))
    member = members.select_related("area").first()
    support = SupportAssignment.objects.running(on).filter(user=user).values_list("kind", flat=True)
    return Standing(member, member is not None and member.steers, frozenset(support))
