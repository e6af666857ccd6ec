"""In which groups someone sits today, read once per request."""

from datetime import date
from typing import Any

from meedenk.accounts.models import User
from meedenk.people.standing import standing

from .models import GroupSeat


def seats(person: Any, on: date) -> dict[int, GroupSeat]:
    """The running seats of `person` on the day `on`, by trajectory; none once their term as a member has ended."""
    member = standing(person, on).member
    if member is None or not isinstance(person, User):
        return {}
    known: dict[date, dict[int, GroupSeat]] = person.__dict__.setdefault("_seats", {})
    if on not in known:
        known[on] = {seat.trajectory_id: seat for seat in GroupSeat.objects.running(on).filter(member=member)}
    return known[on]
