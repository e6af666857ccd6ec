"""Whether someone still belongs to an audience when a mail to it goes."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message

from .standing import standing


@entitled("members", "unanswered", "chosen")
def is_still_a_member(message: Message, at: datetime) -> bool:
    return standing(message.user, localdate(at)).member is not None


@entitled("steering")
def is_still_in_the_steering_group(message: Message, at: datetime) -> bool:
    return standing(message.user, localdate(at)).steering


@entitled("support")
def still_supports(message: Message, at: datetime) -> bool:
    return bool(standing(message.user, localdate(at)).support)
