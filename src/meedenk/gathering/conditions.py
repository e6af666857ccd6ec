"""Who has been heard, for the steps that need it."""

from datetime import datetime

from meedenk.trajectories.conditions import (
    COUNTER_VOICE,
    EXPERT_BY_EXPERIENCE,
    FIRST_TALK,
    FIRST_TALK_AHEAD,
    holds_when,
)
from meedenk.trajectories.models import Trajectory

from .models import Activity


@holds_when(FIRST_TALK)
def first_talk_held(trajectory: Trajectory, at: datetime) -> bool:
    return Activity.objects.filter(
        trajectory=trajectory, kind=Activity.Kind.FIRST_TALK, state=Activity.State.HELD
    ).exists()


@holds_when(FIRST_TALK_AHEAD)
def first_talk_ahead(trajectory: Trajectory, at: datetime) -> bool:
    """No first talk that goes on has a date. As long as a date is sought, it is still to be planned."""
    talks = Activity.objects.standing().filter(trajectory=trajectory, kind=Activity.Kind.FIRST_TALK)
    return not talks.exclude(starts_at=None).exists()


@holds_when(COUNTER_VOICE)
def counter_voice_heard(trajectory: Trajectory, at: datetime) -> bool:
    return Activity.Guest.COUNTER_VOICE in heard(trajectory, Activity.State.HELD)


@holds_when(EXPERT_BY_EXPERIENCE)
def expert_by_experience_heard(trajectory: Trajectory, at: datetime) -> bool:
    return Activity.Guest.EXPERT_BY_EXPERIENCE in heard(trajectory, Activity.State.HELD)


def heard(trajectory: Trajectory, state: str) -> set[str]:
    """What kinds of people are heard at the activities in `state`."""
    lists = Activity.objects.filter(trajectory=trajectory, state=state).values_list("heard", flat=True)
    return {guest for names in lists for guest in names}
