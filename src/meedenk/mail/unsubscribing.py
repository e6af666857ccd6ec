"""Links that stop one stream of mail, or all mail about one thing, for one person, and do nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from meedenk.accounts.models import PersonalLink, Purpose, User

from .models import Message, Stream

SALT = "meedenk.mail.stop"
SALT_OF_THREADS = "meedenk.mail.stop-thread"
SALT_OF_SUBJECTS = "meedenk.mail.stop-subject"
LASTING = timedelta(days=365)


@dataclass(frozen=True)
class Stop:
    """Who wants to stop what: a stream, what comes with links like `link`, or what is about one subject."""

    stream: Stream | None
    user: User | None
    email: str
    link: PersonalLink | None = None
    about: int | None = None


StopThread = Callable[[PersonalLink, datetime], None]
_threads: dict[str, StopThread] = {}


def stops(purpose: Purpose) -> Callable[[StopThread], StopThread]:
    """Registers `act(link, at)` as what stops all mail that comes with links for `purpose` about the same thing."""

    def register(act: StopThread) -> StopThread:
        _threads[purpose] = act
        return act

    return register


def stop_thread(link: PersonalLink, *, at: datetime) -> None:
    """Nothing more goes to the person of `link` about what it is about."""
    _threads[link.purpose](link, at)


def stop_address(message: Message) -> str:
    """The address of the page that stops the stream of `message` for its reader; empty when it has no stream."""
    if message.link is not None and message.link.purpose in _threads:
        token = signing.dumps(message.link_id, salt=SALT_OF_THREADS, compress=True)
    elif message.stops_by_subject:
        who = [message.about, message.user_id, message.email]
        token = signing.dumps(who, salt=SALT_OF_SUBJECTS, compress=True)
    elif message.stream is not None:
        token = signing.dumps([message.stream, message.user_id, message.email], salt=SALT, compress=True)
    else:
        return ""
    return settings.BASE_URL + reverse("mail:stop", args=[token])


def read_stop(token: str) -> Stop | None:
    """What the token of a stop link says; None when it is not ours, too old, or for an address someone gave up.

    A link whose person stopped before still says what that was.
    """
    try:
        key = signing.loads(token, salt=SALT_OF_THREADS, max_age=LASTING)
    except signing.BadSignature:
        return _read_subject(token) or _read_stream(token)
    link = PersonalLink.objects.filter(pk=key).first()
    if link is None or link.purpose not in _threads or (link.revoked_at and not link.is_forgotten):
        return None
    return Stop(None, link.user, link.email, link)


def _read_subject(token: str) -> Stop | None:
    about, user, email = _read(token, SALT_OF_SUBJECTS)
    return Stop(None, user, email, about=about) if about else None


def _read_stream(token: str) -> Stop | None:
    stream, user, email = _read(token, SALT)
    return Stop(Stream(stream), user, email) if stream else None


def _read(token: str, salt: str) -> tuple[Any, User | None, str]:
    """What is stopped, by whom; nothing when the token is not of that kind, or for an address someone gave up."""
    try:
        what, user_id, email = signing.loads(token, salt=salt, max_age=LASTING)
    except (signing.BadSignature, ValueError):
        return None, None, ""
    user = User.objects.filter(pk=user_id, email=email).first() if user_id else None
    return (what if user or user_id is None else None), user, email
