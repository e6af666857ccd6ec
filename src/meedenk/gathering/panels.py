"""What the overview of the workspace shows of gathering: what comes next, and what there is new to read."""

from datetime import datetime
from typing import Any

from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.panels import Content, panel
from meedenk.trajectories.rules import may_enter_workspace

from .models import Activity, Source

SHOWN = 3


@panel(30)
def next_activities(trajectory: Trajectory, person: Any, at: datetime) -> Content | None:
    """The nearest activities, those whose date is sought among them; of the group and staff."""
    coming = Activity.objects.visible_to(person, at=at).filter(trajectory=trajectory).coming(at)[:SHOWN]
    if not may_enter_workspace(person, trajectory, at=at) or not coming:
        return None
    return "gathering/next_activities.html", {"activities": coming}


@panel(40)
def newest_sources(trajectory: Trajectory, person: Any, at: datetime) -> Content | None:
    """The newest pieces that `person` may read."""
    newest = Source.objects.visible_to(person, at=at).here().filter(trajectory=trajectory)[:SHOWN]
    if not may_enter_workspace(person, trajectory, at=at) or not newest:
        return None
    return "gathering/newest_sources.html", {"sources": newest}
