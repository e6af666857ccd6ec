"""What others ask of the outbox."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from .models import Mailing, Message, MessageQuerySet, State

MOST = 500


def oldest_waiting(at: datetime) -> datetime | None:
    """Since when the oldest message that may go has been waiting; None when none is. For the probe of readiness."""
    return Message.objects.due(at).order_by("not_before").values_list("not_before", flat=True).first()


def mailings() -> QuerySet[Mailing, Any]:
    """Mailings, the latest first, each with how many of its messages are `waiting`, `gone`, in `doubt` and in all."""
    return Mailing.objects.annotate(
        waiting=Count("messages", Q(messages__state=State.WAITING)),
        gone=Count("messages", Q(messages__state=State.SENT)),
        doubt=Count("messages", Q(messages__state__in=[State.HANDED_OVER, State.DEAD])),
        all=Count("messages"),
    ).order_by("-goes_at", "-pk")


def waiting_mailings() -> QuerySet[Mailing, Any]:
    return mailings().filter(pk__in=_unfinished(), cancelled_at=None)


def waiting_mailing(about: int, kind: str) -> Mailing | None:
    """The latest mailing that tells `kind` of what has the key `about`, and that has not gone to everyone yet."""
    messages = Message.objects.filter(about=about, kind=kind, state=State.WAITING, mailing__isnull=False)
    return Mailing.objects.filter(pk__in=messages.values("mailing"), cancelled_at=None).first()


def past_mailings(number: int) -> QuerySet[Mailing, Any]:
    """The latest `number` of those that are done with."""
    done = Mailing.objects.exclude(pk__in=_unfinished()).order_by("-goes_at", "-pk")
    return mailings().filter(pk__in=done.values("pk")[:number])


def _unfinished() -> QuerySet[Message, Any]:
    return Message.objects.filter(state=State.WAITING, mailing__isnull=False).values("mailing")


def messages(*, state: str = "", search: str = "") -> MessageQuerySet:
    """Messages, the latest first, of one state if that is asked, whose reader or subject holds what is searched.

    Of a search the latest `MOST`: it reads all messages, so that happens once and not again for every page.
    """
    found = Message.objects.order_by("-written_at", "-pk")
    if state in State.values:
        found = found.filter(state=state)
    if search:
        told = Q(name__icontains=search) | Q(email__icontains=search) | Q(subject__icontains=search, secret=False)
        found = found.filter(pk__in=list(found.filter(told).values_list("pk", flat=True)[:MOST]))
    return found


def to_look_after() -> int:
    """How many messages could not be sent or may not have arrived."""
    return Message.objects.filter(state__in=[State.HANDED_OVER, State.DEAD]).count()
