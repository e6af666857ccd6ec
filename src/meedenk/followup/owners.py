"""Who follows what is done with an advice, and who carries it out: as readers of mail."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, Purpose, one_spelling
from meedenk.handbook.queries import length
from meedenk.mail.operations import Reader
from meedenk.people.models import Member
from meedenk.trajectories.audiences import steering_readers
from meedenk.trajectories.contributors import contributes
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import sitting

from .models import Commitment, Monitoring


def members_who_follow(monitoring: Monitoring, on: date) -> QuerySet[Member]:
    """Those of the smaller group who still sit in the project group on the day `on`."""
    seats = sitting(monitoring.trajectory, on)
    return monitoring.members.filter(pk__in=seats.values("member")).select_related("user")


def owner_readers(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    """Who follows what is done: the smaller group, or the steering group, also when nobody of the group is left."""
    monitoring = Monitoring.objects.filter(trajectory=trajectory).first()
    if monitoring and monitoring.owner == Monitoring.Owner.GROUP:
        readers = [Reader.of(each.user) for each in members_who_follow(monitoring, localdate(at)) if each.user]
        if readers:
            yield from readers
            return
    yield from steering_readers(at)


def executor_readers(trajectory: Trajectory) -> Iterator[Reader]:
    """Each executor of a current commitment once, by address."""
    told = set()
    for each in Commitment.objects.current().filter(trajectory=trajectory):
        if (email := one_spelling(each.email)) not in told:
            told.add(email)
            yield Reader(email, each.name)


@contributes
def executors_contribute(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    return executor_readers(trajectory)


def executor_link(trajectory: Trajectory, reader: Reader, *, at: datetime) -> PersonalLink:
    """An unsaved link by which an executor tells how it is going."""
    return PersonalLink(
        purpose=Purpose.EXECUTOR,
        about=trajectory.pk,
        email=reader.email,
        name=reader.name,
        created_at=at,
        expires_at=at + length("link-days", localdate(at)),
    )
