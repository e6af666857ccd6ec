"""Links that stop one stream of mail for one person, and do nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from meedenk.accounts.models import User

from .models import Message, Stream

SALT = "meedenk.mail.stop"
LASTING = timedelta(days=365)


@dataclass(frozen=True)
class Stop:
    """Who wants to stop what."""

    stream: Stream
    user: User | None
    email: str


def stop_address(message: Message) -> str:
    """The address of the page that stops the stream of `message` for its reader; empty when it has no stream."""
    if message.stream is None:
        return ""
    token = signing.dumps([message.stream, message.user_id, message.email], salt=SALT, compress=True)
    return settings.BASE_URL + reverse("mail:stop", args=[token])


def read_stop(token: str) -> Stop | None:
    """What the token of a stop link says; None when it is not ours, too old, or for an address someone gave up."""
    try:
        stream, user_id, email = signing.loads(token, salt=SALT, max_age=LASTING)
    except (signing.BadSignature, ValueError):
        return None
    if user_id is None:
        return Stop(Stream(stream), None, email)
    user = User.objects.filter(pk=user_id, email=email).first()
    return Stop(Stream(stream), user, email) if user else None
