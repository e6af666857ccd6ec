"""Whether someone still sits in the group when a mail to it goes."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message

from .seats import seats


@entitled("group", "contact")
def is_still_in_the_group(message: Message, at: datetime) -> bool:
    return message.about in seats(message.user, localdate(at))
