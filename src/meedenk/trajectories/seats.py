"""In which groups someone sits today, read once per request."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from meedenk.accounts.models import User
from meedenk.people.models import Member
from meedenk.people.standing import standing

from .models import GroupSeat, Trajectory


def sitting(trajectory: Trajectory, on: date) -> QuerySet[GroupSeat]:
    """The seats in the group of `trajectory` that run on the day `on`, of members whose term runs too."""
    return GroupSeat.objects.running(on).filter(trajectory=trajectory, member__in=Member.objects.running(on))


def seats(person: Any, on: date) -> dict[int, GroupSeat]:
    """The running seats of `person` on the day `on`, by trajectory; none once their term as a member has ended."""
    member = standing(person, on).member
    if member is None or not isinstance(person, User):
        return {}
    known: dict[date, dict[int, GroupSeat]] = person.__dict__.setdefault("_seats", {})
    if on not in known:
        known[on] = {seat.trajectory_id: seat for seat in GroupSeat.objects.running(on).filter(member=member)}
    return known[on]
