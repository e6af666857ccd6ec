"""What people want to receive."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from meedenk.accounts.models import User, keyed, one_spelling

from .models import BY_SUBJECT, Message, Preference, Rhythm, State, StoppedSubject, Stream

STOPPED = _("The reader chose not to get this mail.")


def preference_of(user: User | None, email: str) -> Preference:
    """What someone chose, else what holds for who chose nothing (not saved)."""
    who = _who(user, email)
    return Preference.objects.filter(**who).first() or Preference(**who)


@transaction.atomic
def choose(user: User, *, rhythm: Rhythm, digest: bool, calls: bool, at: datetime) -> None:
    """From now on `user` gets the overview as often as `rhythm` says, and calls, or not."""
    before = preference_of(user, user.email)
    chosen = {
        "rhythm": rhythm,
        "digest_stopped_at": None if digest else before.digest_stopped_at or at,
        "calls_stopped_at": None if calls else before.calls_stopped_at or at,
    }
    Preference.objects.update_or_create(**_who(user, user.email), defaults=chosen)
    for stream in Stream:
        if preference_of(user, user.email).stopped(stream):
            _drop_what_waits(stream, user, user.email)


@transaction.atomic
def stop(stream: Stream, user: User | None, email: str, *, at: datetime) -> None:
    """Nothing of `stream` goes to them any more, until they choose it again. Saying it twice changes nothing."""
    before = preference_of(user, email)
    if before.stopped(stream):
        return
    field = "digest_stopped_at" if stream == Stream.DIGEST else "calls_stopped_at"
    Preference.objects.update_or_create(**_who(user, email), defaults={field: at})
    _drop_what_waits(stream, user, email)


def has_stopped(about: int, user: User | None, email: str) -> bool:
    """Whether they hear no more about the subject with the key `about`."""
    return StoppedSubject.objects.filter(about=about, **_mailbox(user, email)).exists()


@transaction.atomic
def stop_subject(about: int, user: User | None, email: str, *, at: datetime) -> None:
    """Nothing more about this one subject goes to who contributed to it, until they want to hear of it again."""
    StoppedSubject.objects.get_or_create(about=about, **_mailbox(user, email), defaults={"stopped_at": at})
    waiting = Message.objects.filter(about=about, audience__in=BY_SUBJECT, state=State.WAITING)
    mine = waiting.filter(user=user) if user else waiting.filter(user=None, email=email)
    mine.update(state=State.DROPPED, mistake=STOPPED)


def hear_again(about: int, user: User | None, email: str) -> None:
    """They hear again about the subject with the key `about`."""
    StoppedSubject.objects.filter(about=about, **_mailbox(user, email)).delete()


def _mailbox(user: User | None, email: str) -> dict[str, Any]:
    return {"user": user} if user else {"mailbox": keyed(one_spelling(email))}


def _drop_what_waits(stream: Stream, user: User | None, email: str) -> None:
    if stream == Stream.DIGEST:
        waiting = Message.objects.filter(digest=True, state=State.WAITING)
        mine = waiting.filter(user=user) if user else waiting.filter(user=None, email=email)
        mine.update(state=State.DROPPED, mistake=STOPPED)


def _who(user: User | None, email: str) -> dict[str, Any]:
    return {"user": user} if user else {"email": email}
