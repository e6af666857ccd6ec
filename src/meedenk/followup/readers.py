"""Who may still be told when the mail goes."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message
from meedenk.people.standing import standing
from meedenk.trajectories.seats import seats


@entitled("owner")
def still_follows(message: Message, at: datetime) -> bool:
    """Who sits in the group or in the steering group."""
    on = localdate(at)
    return message.about in seats(message.user, on) or standing(message.user, on).steering
