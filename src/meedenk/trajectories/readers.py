"""Whether what a mail says of a subject still concerns its reader when it goes."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.journal.kinds import Kind
from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message

from .models import Trajectory
from .seats import seats
from .stages import Stage


@entitled("group", "contact")
def is_still_in_the_group(message: Message, at: datetime) -> bool:
    return message.about in seats(message.user, localdate(at))


@entitled("members")
def is_still_news(message: Message, at: datetime) -> bool:
    """That we look into something is no news once it has ended."""
    if message.kind != Kind.EXPLORING_BEGUN or message.about is None:
        return True
    return not Trajectory.objects.filter(pk=message.about, stage=Stage.CLOSED).exists()
