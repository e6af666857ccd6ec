"""What pages and acts of a trajectory both need to know."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, QuerySet, When

from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.people.models import Member

from .models import Call, GroupSeat, SignUp, Trajectory
from .stages import RUNNING_GROUP


@dataclass(frozen=True)
class Capacity:
    """How much work there is, and how many members are not in a group now."""

    running: int
    members: int
    free: int


def capacity(on: date) -> Capacity:
    """What the advisory group can carry on the day `on`."""
    sitting = GroupSeat.objects.running(on).filter(trajectory__stage__in=RUNNING_GROUP)
    members = Member.objects.running(on)
    return Capacity(
        running=Trajectory.objects.running().count(),
        members=members.count(),
        free=members.exclude(pk__in=sitting.values("member")).count(),
    )


def open_request(trajectory: Trajectory) -> Entry | None:
    """What the adviser was asked and has not answered yet."""
    latest = trajectory.entries.filter(kind__in=[Kind.MORE_ASKED, Kind.MORE_GIVEN]).last()
    return latest if latest is not None and latest.kind == Kind.MORE_ASKED else None


JOINS = (Kind.MERGED, Kind.TAKEN_IN, Kind.LOOKED_AGAIN)


def joined_by(entries: Iterable[Entry]) -> dict[int, Trajectory]:
    """The other subject of each of `entries` that says where it goes on or what came, by the key of the entry."""
    keys = {entry.pk: entry.facts["key"] for entry in entries if entry.kind in JOINS and "key" in entry.facts}
    found = Trajectory.objects.in_bulk(set(keys.values())) if keys else {}
    return {entry: found[key] for entry, key in keys.items() if key in found}


def not_answered(call: Call, on: date) -> QuerySet[Member]:
    """Members whose term runs and who have said nothing yet."""
    said = SignUp.objects.filter(call=call).values("member")
    return Member.objects.running(on).exclude(pk__in=said).select_related("user")


def answers(call: Call) -> QuerySet[SignUp]:
    """Every answer to `call`: yes, then perhaps, then no."""
    rank = Case(When(answer=SignUp.Answer.YES, then=0), When(answer=SignUp.Answer.MAYBE, then=1), default=2)
    return call.sign_ups.select_related("member__user", "member__area").order_by(rank, "answered_at")


def willing(call: Call, on: date) -> QuerySet[SignUp]:
    """Who said yes and then who said perhaps, while their term runs, each with `served`: the groups they sat in."""
    said = call.sign_ups.exclude(answer=SignUp.Answer.NO).filter(member__in=Member.objects.running(on))
    counted = said.annotate(served=Count("member__seats__trajectory", distinct=True))
    return counted.select_related("member__user", "member__area").order_by("-answer", "answered_at")


def spread(members: Iterable[Member]) -> list[tuple[str, int]]:
    """How many of `members` live where, most first; without an area they count under an empty name."""
    return Counter(str(member.area or "") for member in members).most_common()
