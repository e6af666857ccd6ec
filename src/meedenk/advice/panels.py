"""What the overview of a trajectory shows of its advice."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from meedenk.common.predicates import predicate
from meedenk.people.rules import is_staff
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.panels import Content, panel, tab, work
from meedenk.trajectories.rules import in_group
from meedenk.trajectories.stages import Stage

from .conditions import this_round
from .models import Advice
from .tally import tally


@predicate
def sees_the_advice(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    return Advice.objects.visible_to(person, at=at).filter(trajectory=trajectory).exists()


tab(60, _("Advice"), "advice:write", sees_the_advice)
work(Stage.ADVISING, _("Go on writing"), "advice:write", in_group)


@panel(60)
def in_overview(trajectory: Trajectory, person: Any, at: datetime) -> Content | None:
    advice = Advice.objects.visible_to(person, at=at).filter(trajectory=trajectory).first()
    if advice is None:
        return None
    advice.trajectory = trajectory
    found = None if advice.adopted_at else this_round(trajectory)
    return "advice/panel.html", {
        "advice": advice,
        "round": found,
        "tally": tally(found, at) if found else None,
        "bundle": advice.adopted_at is not None and is_staff(person, at=at),
    }
