"""Who was invited to an activity, as readers of mail."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message
from meedenk.mail.operations import Reader
from meedenk.trajectories.contributors import contributes
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import seats

from .models import Activity, Guest


@entitled("invited")
def is_still_invited(message: Message, at: datetime) -> bool:
    """The adviser and guests always; who has an account only while they are in the group."""
    return message.user is None or message.about in seats(message.user, localdate(at))


@contributes
def guests(trajectory: Trajectory, at: datetime) -> Iterator[Reader]:
    """Who was invited without an account to what was not called off: residents, experts, organisations."""
    invited = Guest.objects.filter(activity__trajectory=trajectory).exclude(activity__state=Activity.State.CANCELLED)
    return (Reader(guest.email, guest.name) for guest in invited.exclude(email=""))
