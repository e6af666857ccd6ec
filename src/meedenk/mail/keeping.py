"""What does not stay in the outbox."""

from datetime import datetime

from django.db.models import Q

from meedenk.common.duties import duty

from .models import Message, State


@duty
def wipe_secrets(at: datetime) -> None:
    """The text of a code is gone once the code no longer works or its mail may have arrived."""
    over = Q(not_after__lte=at) | Q(state=State.HANDED_OVER, leased_until__lte=at)
    secret = Message.objects.filter(over, secret=True).exclude(body="")
    secret.filter(state=State.WAITING).update(state=State.DROPPED)
    secret.update(body="", facts=[], address="")
