"""Who may still be told about an activity when the mail goes."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message
from meedenk.trajectories.seats import seats


@entitled("invited")
def is_still_invited(message: Message, at: datetime) -> bool:
    """The adviser and guests always; who has an account only while they are in the group."""
    return message.user is None or message.about in seats(message.user, localdate(at))
