"""Who is asked what they notice: whoever contributed and agreed to hear of it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, Purpose, keyed, one_spelling
from meedenk.agenda.tellers import by_mail, teller_link
from meedenk.gathering.readers import guests
from meedenk.handbook.queries import length
from meedenk.mail.operations import Reader
from meedenk.trajectories.audiences import tellers
from meedenk.trajectories.models import GroupSeat, Trajectory

Asked = tuple[Reader, PersonalLink]


def residents(trajectory: Trajectory, at: datetime) -> tuple[list[Asked], list[Asked]]:
    """Everyone who was ever in the group and guests with an address; and who told us. Each once, with a link."""
    found: set[str] = set()
    contributors = [
        (reader, _link(trajectory, reader, at)) for reader in _contributors(trajectory, at) if _new(reader, found)
    ]
    told = [
        (reader, teller_link(teller, reader, at=at))
        for teller, reader in by_mail(tellers(trajectory))
        if _new(reader, found)
    ]
    return contributors, told


def person_of(email: str) -> str:
    """What is kept of who was asked: the same for the same address, and nobody can read it."""
    return keyed(f"notice {one_spelling(email)}")


def _contributors(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    seats = GroupSeat.objects.filter(trajectory=trajectory, member__user__is_active=True)
    for seat in seats.select_related("member__user"):
        assert seat.member.user is not None, "only members with a user were asked for"
        yield Reader.of(seat.member.user)
    yield from guests(trajectory, at)


def _new(reader: Reader, found: set[str]) -> bool:
    email, before = one_spelling(reader.email), len(found)
    found.add(email)
    return len(found) > before


def _link(trajectory: Trajectory, reader: Reader, at: datetime) -> PersonalLink:
    return PersonalLink(
        purpose=Purpose.NOTICE,
        about=trajectory.pk,
        user=reader.user,
        email=reader.email,
        name=reader.name,
        created_at=at,
        expires_at=at + length("link-days", localdate(at)),
    )
