"""What does not stay in the outbox."""

from datetime import datetime

from django.db.models import F, Q

from meedenk.common.duties import duty

from .models import Message, MessageQuerySet, State


@duty
def wipe_secrets(at: datetime) -> None:
    """The text of a code is gone once the code no longer works or its mail may have arrived."""
    over = Q(not_after__lte=at) | Q(state=State.HANDED_OVER, leased_until__lte=at)
    secret = Message.objects.filter(over, secret=True).exclude(body="")
    secret.filter(state=State.WAITING).update(state=State.DROPPED)
    secret.update(body="", facts=[], address="")


def forget_reader(messages: MessageQuerySet) -> None:
    """Nobody can see any more to whom `messages` went or what they said, and those that wait do not go.

    An overview that waits with something else in it goes without them.
    """
    keys = list(messages.values_list("pk", flat=True))
    overviews = set(Message.objects.filter(items__in=keys, user=None).values_list("pk", flat=True))
    others = Message.objects.filter(digested_in__in=overviews, state=State.DIGESTED).exclude(pk__in=keys)
    going = set(others.filter(digested_in__state=State.WAITING).values_list("digested_in", flat=True))
    found = Message.objects.filter(pk__in=[*keys, *(overviews - going)])
    found.filter(digested_in__in=going).update(digested_in=None)
    found.filter(state=State.WAITING).update(state=State.DROPPED, attempts=F("attempts") + 1, leased_until=None)
    found.update(user=None, email="", name="", body="", facts=[], address="", once=None, mistake="")
