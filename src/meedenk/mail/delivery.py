"""Bringing what waits in the outbox to the mail server: everything arrives, and nothing that was accepted goes twice.

Before a message goes it is leased, so that two clocks do not take the same one; `attempts` counts the leases, and who
holds an older one can do nothing more. HANDED_OVER is saved just before the dot by which the mail server accepts. Who
is killed before that has sent nothing; who is killed after it leaves a message that may have arrived, and people
decide whether it goes again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _

from meedenk.accounts.operations import mint

from .carriers import Carrier, Never, NobodyThere, NotNow, Unknown
from .entitled import still_entitled
from .models import ABOUT_SIGNING_IN, Message, State, Stream
from .preferences import STOPPED, has_stopped, preference_of
from .rendering import Tokens, message_id, render

LEASE = timedelta(minutes=2)
GIVES_UP_AFTER = timedelta(days=5)
LONGEST_WAIT = timedelta(hours=4)
WHILE_AWAY = timedelta(minutes=5)
BATCH = 50

ENDED = _("The reader no longer belongs to those this is for.")
TOO_LATE = _("What it was about had passed before it could go.")
log = structlog.get_logger("meedenk.mail")
Clock = Callable[[], datetime]


class Overtaken(Exception):
    """While we were busy, the message was taken by another clock, changed or held."""


@dataclass
class Round:
    """What became of one round along the outbox."""

    sent: int = 0
    away: str = ""
    left: bool = False


@dataclass(frozen=True)
class Handful:
    """A leased message, with what a digest holds and fresh tokens for its links."""

    message: Message
    items: list[Message] = field(default_factory=list)
    tokens: Tokens = field(default_factory=dict)


def deliver(carrier: Carrier, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> Round:
    """One round: what is due goes, the oldest first and codes before all; it ends early when the server is away."""
    done = Round()
    due = Message.objects.due(clock()).order_by("-secret", "not_before", "pk")
    for message in due.select_related("link", "user")[:BATCH]:
        if stopping():
            break
        done.left = True
        taken = take(message, at=clock())
        if taken is None:
            continue
        try:
            done.sent += _bring(taken, carrier, clock)
        except NobodyThere as away:
            done.away = str(away)
            _put_off(clock())
            break
    return done


def _put_off(at: datetime) -> None:
    """What is due waits for the mail server, not for a clock. A new message asks at once whether the server is back."""
    Message.objects.due(at).update(not_before=at + WHILE_AWAY)


@transaction.atomic
def take(message: Message, *, at: datetime) -> Handful | None:
    """The message is ours for a while, with fresh tokens in its links; None when it is not or may not go any more."""
    ours = Message.objects.in_hand(message, State.WAITING)
    until = message.tried_until or at + GIVES_UP_AFTER
    if not ours.update(attempts=F("attempts") + 1, leased_until=at + LEASE, tried_until=until):
        return None
    message.attempts, message.tried_until = message.attempts + 1, until
    if _drop_if_over(message, at):
        return None
    _follow(message)
    items = []
    if message.stream == Stream.DIGEST:
        items = [item for item in message.items.select_related("link", "user") if not _drop_if_over(item, at)]
        if not items:
            Message.objects.filter(pk=message.pk).update(**_end(message, State.DROPPED, ENDED))
            return None
    links = {each.link for each in (message, *items) if each.link}
    return Handful(message, items, {link.pk: mint(link) for link in links})


def _follow(message: Message) -> None:
    """It goes to the address its reader has now; what is about signing in stays with the address it was written to."""
    if message.user and message.kind not in ABOUT_SIGNING_IN and message.email != message.user.email:
        message.email = message.user.email
        message.save(update_fields=["email"])


def _drop_if_over(message: Message, at: datetime) -> bool:
    """What no longer concerns its reader, or comes too late, does not go."""
    reason = ""
    if _is_stopped(message):
        reason = STOPPED
    elif not still_entitled(message, at):
        reason = ENDED
    elif (message.not_after and message.not_after <= at) or (message.link and not message.link.is_open(at)):
        reason = TOO_LATE
    if reason:
        Message.objects.filter(pk=message.pk).update(**_end(message, State.DROPPED, reason))
    return bool(reason)


def _is_stopped(message: Message) -> bool:
    """Whether its reader wants no more of its stream, or of what it is about."""
    if message.stops_by_subject and message.about is not None:
        return has_stopped(message.about, message.user, message.email)
    stream = message.stream
    return stream is not None and preference_of(message.user, message.email).stopped(stream)


def _bring(taken: Handful, carrier: Carrier, clock: Clock) -> bool:
    """Whether the message was accepted. Raises NobodyThere when no other has a chance now either."""
    message = taken.message

    def just_before_the_dot() -> None:
        if not Message.objects.in_hand(message, State.WAITING).update(state=State.HANDED_OVER):
            raise Overtaken

    try:
        mail = render(message, taken.items, taken.tokens, at=clock())
        carrier.carry(mail, just_before_the_dot)
    except Overtaken:
        return False
    except Never as no:
        _settle(message, _end(message, State.DEAD, str(no)))
        return False
    except Unknown as mistake:
        _settle(message, {"mistake": str(mistake)[:300]})
        return False
    except NobodyThere as away:
        _settle(message, _again(message, str(away), clock()))
        raise
    except NotNow as no:
        _settle(message, _again(message, str(no), clock()))
        return False
    except Exception as mistake:
        log.exception("message", message=message.pk)
        _settle(message, _again(message, repr(mistake), clock()), State.WAITING)
        return False
    _settle(message, _end(message, State.SENT, "") | {"sent_at": clock()})
    log.info("sent", message_id=message_id(message), kind=message.kind, attempts=message.attempts)
    return True


def _settle(message: Message, values: dict[str, object], *states: State) -> None:
    Message.objects.in_hand(message, *(states or (State.WAITING, State.HANDED_OVER))).update(**values)


def _end(message: Message, state: State, mistake: str) -> dict[str, object]:
    """The message stays as it is now; nobody can read a secret any more."""
    wiped: dict[str, object] = {"body": "", "facts": [], "address": ""} if message.secret else {}
    return {"state": state, "mistake": mistake[:300], "leased_until": None} | wiped


def _again(message: Message, mistake: str, at: datetime) -> dict[str, object]:
    """It goes again later, each time later; some days after the first attempt we give up."""
    if message.tried_until and at > message.tried_until:
        return _end(message, State.DEAD, mistake)
    wait = min(timedelta(seconds=30) * 2 ** min(message.attempts, 10), LONGEST_WAIT)
    return {"state": State.WAITING, "mistake": mistake[:300], "leased_until": None, "not_before": at + wait}
