"""What the last steps need, as this station knows it."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.advice.models import Delivery, Recommendation
from meedenk.handbook.queries import number
from meedenk.trajectories import conditions as need
from meedenk.trajectories.conditions import holds_when
from meedenk.trajectories.models import Trajectory

from .models import Letter, Monitoring
from .owners import members_who_follow
from .queries import reminders


@holds_when(need.EVERY_RECOMMENDATION_ANSWERED)
def every_recommendation_answered(trajectory: Trajectory, at: datetime) -> bool:
    standing = Recommendation.objects.filter(advice__trajectory=trajectory, removed_at=None)
    return not standing.filter(response=None).exists() and not standing.filter(response__answer="").exists()


@holds_when(need.ANSWER_GIVEN)
def answer_given(trajectory: Trajectory, at: datetime) -> bool:
    return Letter.objects.filter(advice__trajectory=trajectory, received_at__isnull=False).exists()


@holds_when(need.NO_ANSWER_CONCLUDED)
def no_answer_concluded(trajectory: Trajectory, at: datetime) -> bool:
    return Letter.objects.filter(advice__trajectory=trajectory, silent=True).exists()


@holds_when(need.NO_ANSWER_READY)
def no_answer_ready(trajectory: Trajectory, at: datetime) -> bool:
    waiting = Letter.objects.filter(advice__trajectory=trajectory, received_at=None, goes_out_at__isnull=False)
    return not waiting.exists()


@holds_when(need.PAST_TERM)
def past_term(trajectory: Trajectory, at: datetime) -> bool:
    return Delivery.objects.filter(advice__trajectory=trajectory, due_on__lt=localdate(at)).exists()


@holds_when(need.REMINDED_ENOUGH)
def reminded_enough(trajectory: Trajectory, at: datetime) -> bool:
    on = localdate(at)
    return reminders(trajectory, on) >= number("response-reminders-needed", on)


@holds_when(need.OWNER)
def has_owner(trajectory: Trajectory, at: datetime) -> bool:
    """The steering group, or at least one who sits in the group now."""
    found = Monitoring.objects.filter(trajectory=trajectory).first()
    return found is not None and (
        found.owner == Monitoring.Owner.STEERING or members_who_follow(found, localdate(at)).exists()
    )
