"""Whether someone still belongs to an audience when a mail to it goes, and is still where their link went."""

from datetime import date, datetime

from django.utils.timezone import localdate

from meedenk.accounts.leaving import left_when
from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message

from .models import Official
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


@left_when
def official_has_left(email: str, on: date) -> bool:
    """From the day on which they leave, whatever they have in hand."""
    return Official.objects.filter(email__iexact=email, left_on__lte=on).exists()
