"""A visit begins with signing in. It ends when nothing happens for a while, and in any case after a set time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

VISIT = "visit"
NOTICED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Lasting:
    """How long a visit may be `idle`, and how long it may last as a `whole`."""

    idle: timedelta
    whole: timedelta


SHARED = Lasting(idle=timedelta(minutes=30), whole=timedelta(hours=4))


def begin(session: SessionBase, *, shared: bool, at: datetime) -> None:
    """A visit has begun. On a `shared` computer it is short and ends with the browser."""
    session[VISIT] = {"began": at.timestamp(), "seen": at.timestamp(), "shared": shared}
    if shared:
        session.set_expiry(0)


def has_ended(session: SessionBase, lasting: Lasting, *, at: datetime) -> bool:
    visit = session.get(VISIT)
    if visit is None:
        return False
    limit = SHARED if visit["shared"] else lasting
    return at - _moment(visit["seen"]) >= limit.idle or at - _moment(visit["began"]) >= limit.whole


def go_on(session: SessionBase, *, at: datetime) -> None:
    """The visit was seen at `at`; noted at most once a minute. A session without a visit begins one."""
    visit = session.get(VISIT)
    if visit is None:
        begin(session, shared=False, at=at)
    elif at - _moment(visit["seen"]) >= NOTICED_EVERY:
        session[VISIT] = visit | {"seen": at.timestamp()}


def began_at(session: SessionBase) -> datetime | None:
    visit = session.get(VISIT)
    return _moment(visit["began"]) if visit else None


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
