"""Who may, after the advice."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from meedenk.common.predicates import predicate
from meedenk.people.rules import is_steering
from meedenk.people.standing import standing
from meedenk.trajectories.models import Trajectory

from .models import Monitoring
from .owners import members_who_follow


@predicate
def follows(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """Of the smaller group that follows what is done; the steering group when it does, or when nobody is left."""
    monitoring = Monitoring.objects.filter(trajectory=trajectory).first()
    if monitoring is None:
        return False
    if monitoring.owner == Monitoring.Owner.GROUP:
        following = members_who_follow(monitoring, localdate(at))
        if following.exists():
            member = standing(person, localdate(at)).member
            return member is not None and following.filter(pk=member.pk).exists()
    return is_steering(person, at=at)
