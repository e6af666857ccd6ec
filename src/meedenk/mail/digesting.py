"""The overview: what can wait, in one mail a day or a week."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meedenk.accounts.models import User
from meedenk.common.duties import duty

from .models import Message, MessageQuerySet, Preference, Rhythm, State, Stream
from .operations import Letter, Reader, letter_to, speaking_to
from .preferences import STOPPED

READY_AT = time(7)


@duty
def make_overviews(at: datetime) -> None:
    """Who has something waiting from before their latest moment gets it all in one mail."""
    waiting = Message.objects.waiting_for_digest(at)
    readers = list(waiting.order_by().values("user_id", "email").annotate(oldest=Min("written_at")))
    users = User.objects.in_bulk([each["user_id"] for each in readers])
    chosen = {each.user_id or each.email: each for each in Preference.objects.all()} if readers else {}
    for each in readers:
        user = users.get(each["user_id"])
        preference = chosen.get(user.pk if user else each["email"]) or Preference()
        moment = latest_moment(preference.rhythm, at)
        if preference.stopped(Stream.DIGEST):
            _of(user, each["email"], waiting).update(state=State.DROPPED, mistake=STOPPED)
        elif each["oldest"] < moment:
            _make(user, each["email"], moment, at)


def latest_moment(rhythm: str, at: datetime) -> datetime:
    """When the overview was last due: at seven in the morning, every day or on the weekday that is set."""
    today = localtime(at)
    moment = today.replace(hour=READY_AT.hour, minute=READY_AT.minute, second=0, microsecond=0)
    days = 1
    if rhythm == Rhythm.WEEKLY:
        days = 7
        moment -= timedelta(days=(today.weekday() - settings.DIGEST_WEEKDAY) % 7)
    return moment - timedelta(days=days) if moment > today else moment


@transaction.atomic
def _make(user: User | None, email: str, moment: datetime, at: datetime) -> None:
    """One mail holds all that waited for the overview of `moment`; a second clock makes no second one."""
    mine = _of(user, email, Message.objects.waiting_for_digest(at))
    latest = mine.order_by("pk").last()
    if latest is None:
        return
    reader = Reader.of(user) if user else Reader(latest.email, latest.name, latest.language)
    once = f"digest:{user.pk if user else email}:{moment:%Y-%m-%d}"[:120]
    with speaking_to(reader):
        day = date_format(localtime(at), "j F")
        letter = Letter(
            subject=_("What happened, up to %(day)s") % {"day": day}, body=_("This is new since the last overview.")
        )
        overview = letter_to(reader, letter, kind="digest", audience="reader", at=at, once=once)
    Message.objects.bulk_create([overview], ignore_conflicts=True)
    if made := Message.objects.filter(once=once, state=State.WAITING, items=None).first():
        mine.update(state=State.DIGESTED, digested_in=made)


def _of(user: User | None, email: str, messages: MessageQuerySet) -> MessageQuerySet:
    return messages.filter(user=user) if user else messages.filter(user=None, email=email)
