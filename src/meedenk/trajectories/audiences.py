"""Who is meant by an audience, as readers of mail."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.agenda.models import Concern, Teller
from meedenk.handbook.queries import length
from meedenk.mail.operations import Reader
from meedenk.people.models import Member, SteeringSeat, SupportAssignment

from .models import Trajectory
from .seats import sitting


def members(at: datetime) -> QuerySet[Member]:
    """Members whose term runs, each with their user."""
    return Member.objects.running(localdate(at)).select_related("user")


def member_readers(at: datetime) -> Iterator[Reader]:
    """Every member whose term runs and who has an address."""
    return (Reader.of(member.user) for member in members(at) if member.user)


def steering_readers(at: datetime) -> Iterator[Reader]:
    seats = SteeringSeat.objects.running(localdate(at)).select_related("member__user")
    return (Reader.of(seat.member.user) for seat in seats if seat.member.user)


def support_readers(at: datetime) -> Iterator[Reader]:
    users = User.objects.filter(assignments__in=SupportAssignment.objects.running(localdate(at))).distinct()
    return (Reader.of(user) for user in users)


def group_readers(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    """Everyone with a running seat in the group and a running term."""
    seats = sitting(trajectory, localdate(at)).select_related("member__user")
    return (Reader.of(seat.member.user) for seat in seats if seat.member.user)


def contact_readers(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    seats = sitting(trajectory, localdate(at)).filter(is_contact=True).select_related("member__user")
    return (Reader.of(seat.member.user) for seat in seats if seat.member.user)


def adviser_readers(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    """The policy advisers of the trajectory who still work there, the leading one first."""
    for adviser in trajectory.advisers.select_related("official"):
        if adviser.official.serves(localdate(at)):
            yield Reader(adviser.official.email, adviser.official.name)


def tellers(trajectory: Trajectory) -> QuerySet[Teller]:
    """Who told what led to `trajectory`, and who told what was laid together with that."""
    mine = Concern.objects.filter(trajectories=trajectory).values("pk")
    told = Q(concern__in=mine) | Q(concern__merged_into__in=mine)
    return Teller.objects.filter(told).select_related("user", "concern").order_by("pk")


def who_told(trajectory: Trajectory) -> QuerySet[Teller]:
    """Those of `tellers` who did not erase what they told; as many people."""
    return tellers(trajectory).exclude(concern__text="")


def reached(trajectory: Trajectory) -> bool:
    """Whether anyone who told what led to `trajectory` hears of it."""
    return tellers(trajectory).exclude(hears=Teller.Hears.NOTHING).exists()


def adviser_link(trajectory: Trajectory, reader: Reader, *, at: datetime) -> PersonalLink:
    """An unsaved link to the adviser's own page of `trajectory`, for as long as the handbook says."""
    return PersonalLink(
        purpose=Purpose.ADVISER,
        about=trajectory.pk,
        email=reader.email,
        name=reader.name,
        created_at=at,
        expires_at=at + length("link-days", localdate(at)),
    )
