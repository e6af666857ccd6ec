"""Who does what in the demo. Each is read once for a whole play: nobody in it changes after they came."""

from datetime import datetime, timedelta
from functools import cache

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import invite
from meedenk.people.models import Member, Official
from meedenk.trajectories.models import Trajectory

from .reading import read


@cache
def user(email: str) -> User:
    return User.objects.get(email=email)


@cache
def member(email: str) -> Member:
    return Member.objects.select_related("user").get(user__email=email)


def steering() -> User:
    return user(_named("members.toml", "member", "steering"))


def support() -> User:
    return user(_named("members.toml", "supporter", "support"))


@cache
def official(email: str) -> Official:
    return Official.objects.select_related("department").get(email=email)


def link(purpose: Purpose, trajectory: Trajectory, person: Official, at: datetime) -> PersonalLink:
    """The link by which an official acts in the demo: theirs when they have one, else a new one for half a year."""
    kept = PersonalLink.objects.of(purpose, trajectory).open(at).filter(email=person.email).first()
    until = at + timedelta(days=182)
    return kept or invite(purpose, trajectory, email=person.email, name=person.name, at=at, until=until)


def _named(file: str, kind: str, cast: str) -> str:
    return str(next(each["email"] for each in read(file)[kind] if each.get("cast") == cast))


def forget() -> None:
    """Everyone is read anew, from another database perhaps."""
    for known in (user, member, official):
        known.cache_clear()
