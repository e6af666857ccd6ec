"""Who contributed to a subject. Stations that know of others than the group and the advisers say who."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from meedenk.accounts.models import one_spelling
from meedenk.agenda.models import Teller
from meedenk.agenda.tellers import by_mail
from meedenk.mail.operations import Reader
from meedenk.people.models import Member

from .audiences import adviser_readers, group_readers, tellers
from .models import GroupSeat, Trajectory

Find = Callable[[Trajectory, datetime], Iterator[Reader]]

_finds: list[Find] = []


def contributes(find: Find) -> Find:
    """Registers `find(trajectory, at)` as what yields people who contributed. Call it in `ready()` of the station."""
    _finds.append(find)
    return find


def contributor_readers(trajectory: Trajectory, at: datetime) -> list[Reader]:
    """Everyone who was ever in the group, the advisers, and whom other stations know; each once by address.

    Who told what led to it is not among them: they hear of it with a link to what they told (`tellers`).
    """
    found: dict[str, Reader] = {}
    for reader in _contributors(trajectory, at):
        found.setdefault(one_spelling(reader.email), reader)
    return list(found.values())


@dataclass(frozen=True)
class Hearing:
    """How many people hear of a subject to which they contributed."""

    by_mail: int
    on_paper: int


def heard_by(trajectory: Trajectory, at: datetime) -> Hearing:
    """Everyone who contributed and who told what led to it, each once."""
    known = {one_spelling(reader.email) for reader in group_readers(trajectory, at)}
    known |= {one_spelling(reader.email) for reader in contributor_readers(trajectory, at)}
    told = told_besides(trajectory, known)
    on_paper = told.filter(hears=Teller.Hears.PAPER).count() + members_on_paper(trajectory).count()
    return Hearing(len(known) + sum(1 for _each in by_mail(told)), on_paper)


def told_besides(trajectory: Trajectory, known: Collection[str]) -> QuerySet[Teller]:
    """Who told what led to it and is not reached under one of the addresses in `known`."""
    return tellers(trajectory).exclude(email__in=known).exclude(user__email__in=known)


def members_on_paper(trajectory: Trajectory) -> QuerySet[Member]:
    """Who was ever in the group and hears by post; not who has mail of it already."""
    found = Member.objects.filter(paper=True, seats__trajectory=trajectory)
    return found.exclude(user__is_active=True).distinct()


def _contributors(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    """Who has an account comes first, so that the mail goes to that."""
    seats = GroupSeat.objects.filter(trajectory=trajectory, member__user__is_active=True).order_by("pk")
    for seat in seats.select_related("member__user"):
        assert seat.member.user is not None, "only members with a user were asked for"
        yield Reader.of(seat.member.user)
    yield from adviser_readers(trajectory, at)
    for find in _finds:
        yield from find(trajectory, at)
