"""What the overview of a trajectory shows of what is done."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from meedenk.people.rules import is_steering, is_support
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.panels import Content, panel
from meedenk.trajectories.rules import in_group
from meedenk.trajectories.stages import Stage

from .models import Check, Letter, Monitoring
from .noticed import noticed
from .queries import progress
from .reaching import unreachable
from .rules import follows

SHOWN = (Stage.ANSWERED, Stage.MONITORING, Stage.CLOSED)


@panel(70)
def in_overview(trajectory: Trajectory, person: Any, at: datetime) -> Content | None:
    if trajectory.stage not in SHOWN:
        return None
    found, on = progress(trajectory), localdate(at)
    monitoring = Monitoring.objects.filter(trajectory=trajectory).prefetch_related("members").first()
    if not found and monitoring is None:
        return None
    asked = {each.commitment.pk: each.commitment for each in found if each.state not in Check.LAST}
    lost = unreachable(asked.values(), on=on)
    running = trajectory.stage != Stage.CLOSED
    return "followup/panel.html", {
        "trajectory": trajectory,
        "monitoring": monitoring,
        "days": [datetime.fromisoformat(day).date() for day in monitoring.days] if monitoring else [],
        "progress": [(each, each.late(on)) for each in found],
        "may_change": running and (in_group | is_steering | is_support)(person, trajectory, at=at),
        "unreachable": [(asked[key], why) for key, why in lost.items()],
        "noticed": noticed(trajectory, on=on),
        "may_ask": monitoring is not None and (follows | is_support)(person, trajectory, at=at),
        "may_enter": trajectory.stage == Stage.MONITORING and is_support(person, trajectory, at=at),
    }


@panel(65)
def answer_is_ready(trajectory: Trajectory, person: Any, at: datetime) -> Content | None:
    """For staff, as long as the answer waits for its day."""
    if trajectory.stage != Stage.DELIVERED or not (is_steering | is_support)(person, at=at):
        return None
    letter = Letter.objects.filter(advice__trajectory=trajectory, received_at=None).exclude(goes_out_at=None).first()
    return ("followup/planned_panel.html", {"letter": letter, "trajectory": trajectory}) if letter else None


@panel(90)
def to_the_archive(trajectory: Trajectory, person: Any, at: datetime) -> Content | None:
    """For staff, once a subject is finished."""
    if trajectory.stage != Stage.CLOSED or not (is_steering | is_support)(person, at=at):
        return None
    return "followup/archive_panel.html", {"trajectory": trajectory}
