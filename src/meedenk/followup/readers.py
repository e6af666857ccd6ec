"""Who may still be told when the mail goes."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.accounts.models import one_spelling
from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message
from meedenk.people.standing import standing
from meedenk.trajectories.seats import seats

from .models import Commitment


@entitled("executor")
def still_carries_it_out(message: Message, at: datetime) -> bool:
    """On whose address something stands that was promised about it."""
    standing = Commitment.objects.current().filter(trajectory=message.about)
    return standing.filter(email=one_spelling(message.email)).exists()


@entitled("owner")
def still_follows(message: Message, at: datetime) -> bool:
    """Who sits in the group or in the steering group."""
    on = localdate(at)
    return message.about in seats(message.user, on) or standing(message.user, on).steering
