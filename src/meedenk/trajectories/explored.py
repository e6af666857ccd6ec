"""What was found out about a subject of our own, on its overview."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from meedenk.journal.kinds import Kind, Seen
from meedenk.people.rules import is_inside, is_staff

from .models import Exploration, Trajectory
from .panels import Content, panel
from .stages import Stage


@panel(5)
def explored(trajectory: Trajectory, person: Any, at: datetime) -> Content | None:
    """Who is about it, what members said about joining, and how many people told about it; for who is inside."""
    if trajectory.stage != Stage.EXPLORING or not is_inside(person, at=at):
        return None
    found = Exploration.objects.filter(trajectory=trajectory).select_related("official__department").first()
    if found is None:
        return None
    staff = is_staff(person, at=at)
    return "trajectories/explored.html", {
        "found": found,
        "trajectory": trajectory,
        "concerns": trajectory.concerns.all() if staff else [],
        "power": Counter(found.powers.values_list("answer", flat=True)),
        "talk": _talk_ahead(trajectory),
        "asks": found.asks_power(localdate(at)),
    }


def _talk_ahead(trajectory: Trajectory) -> str:
    """When and where the talk is that was planned last, until what came of it was written down."""
    kinds = [Kind.EXPLORING_TALK_PLANNED, Kind.EXPLORING_TALK_HELD]
    latest = trajectory.entries.filter(kind__in=kinds).last()
    return latest.sentence(Seen.MEMBERS) if latest and latest.kind == Kind.EXPLORING_TALK_PLANNED else ""
