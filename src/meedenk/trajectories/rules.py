"""Who may, at a trajectory."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, Purpose, User, one_spelling
from meedenk.common.predicates import predicate
from meedenk.people.models import Member
from meedenk.people.rules import is_staff
from meedenk.people.standing import standing

from .audiences import tellers
from .models import Trajectory
from .seats import seats


@predicate
def in_group(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    return trajectory.pk in seats(person, localdate(at))


@predicate
def is_contact(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    seat = seats(person, localdate(at)).get(trajectory.pk)
    return seat is not None and seat.is_contact


@predicate
def is_adviser(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """By personal link, or signed in through the municipality with the adviser's own address."""
    if isinstance(person, User):
        return person.is_active and any(
            one_spelling(adviser.official.email) == person.email and adviser.official.serves(localdate(at))
            for adviser in trajectory.advisers.all()
        )
    return holds_link(person, Purpose.ADVISER, trajectory, at=at)


@predicate
def is_office(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """The office that answers for the executive, by personal link."""
    return holds_link(person, Purpose.OFFICE, trajectory, at=at)


@predicate
def is_executor(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """Who carries something out that was promised, by personal link."""
    return holds_link(person, Purpose.EXECUTOR, trajectory, at=at)


@predicate
def is_called(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """A member whose term runs, signed in or by the link in the call."""
    return called_member(person, trajectory, at=at) is not None


@predicate
def is_asked_for_power(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """A member whose term runs, signed in or by the link in the question whether they would join."""
    return asked_member(person, trajectory, at=at) is not None


@predicate
def is_invited(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """In the group, signed in or by the link in the mail; the adviser; or a guest by link."""
    if holds_link(person, Purpose.DATES, trajectory, at=at):
        return person.user is None or in_group(person.user, trajectory, at=at)
    return in_group(person, trajectory, at=at) or is_adviser(person, trajectory, at=at)


@predicate
def has_draft(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """A member whose term runs, by the link with which the draft was sent to them."""
    return holds_link(person, Purpose.DRAFT, trajectory, at=at) and standing(person.user, localdate(at)).inside


@predicate
def is_asked_what_they_notice(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """Who contributed, by the link with which they were asked; who told what led to it, by their own link."""
    if isinstance(person, PersonalLink) and person.purpose == Purpose.TELLER:
        return person.is_open(at) and tellers(trajectory).filter(concern=person.about).exists()
    return holds_link(person, Purpose.NOTICE, trajectory, at=at)


@predicate
def is_clock(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    return person is None


may_enter_workspace = in_group | is_staff


def holds_link(person: Any, purpose: Purpose, trajectory: Trajectory, *, at: datetime) -> bool:
    return (
        isinstance(person, PersonalLink)
        and person.purpose == purpose
        and person.about == trajectory.pk
        and person.is_open(at)
    )


def called_member(person: Any, trajectory: Trajectory, *, at: datetime) -> Member | None:
    """The member behind a user or behind a call link of this trajectory, while their term runs."""
    return _member_by(Purpose.CALL, person, trajectory, at)


def asked_member(person: Any, trajectory: Trajectory, *, at: datetime) -> Member | None:
    """The member behind a user or behind the link that asked whether they would join, while their term runs."""
    return _member_by(Purpose.POLL, person, trajectory, at)


def _member_by(purpose: Purpose, person: Any, trajectory: Trajectory, at: datetime) -> Member | None:
    user = person.user if holds_link(person, purpose, trajectory, at=at) else person
    return standing(user, localdate(at)).member
