"""What the last steps need, as this station knows it."""

from datetime import datetime

from django.utils.timezone import localdate

from meedenk.advice.models import Advice, Recommendation
from meedenk.handbook.queries import number
from meedenk.trajectories import conditions as need
from meedenk.trajectories.conditions import holds_when
from meedenk.trajectories.models import Trajectory

from .queries import days_late, reminders


@holds_when(need.EVERY_RECOMMENDATION_ANSWERED)
def every_recommendation_answered(trajectory: Trajectory, at: datetime) -> bool:
    standing = Recommendation.objects.filter(advice__trajectory=trajectory, removed_at=None)
    return not standing.filter(response=None).exists() and not standing.filter(response__answer="").exists()


@holds_when(need.PAST_TERM)
def past_term(trajectory: Trajectory, at: datetime) -> bool:
    return days_late(_advice(trajectory), localdate(at)) > 0


@holds_when(need.REMINDED_ENOUGH)
def reminded_enough(trajectory: Trajectory, at: datetime) -> bool:
    return reminders(_advice(trajectory)) >= number("response-reminders-needed", localdate(at))


def _advice(trajectory: Trajectory) -> Advice:
    return Advice.objects.select_related("delivery", "trajectory").get(trajectory=trajectory)
