"""How a page of the workspace is entered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from meedenk.accounts.models import User
from meedenk.common.predicates import Predicate
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_support

from ..conditions import Need
from ..flows import step_for
from ..models import Trajectory
from ..moving import missing
from ..steps import Step


def enter(user: User, slug: str, rule: Predicate, *, at: datetime) -> Trajectory:
    """The trajectory at `slug`; 404 when it is not there for `user` or `rule` does not let them in."""
    trajectories = Trajectory.objects.visible_to(user, at=at).select_related("theme", "department")
    trajectory = get_object_or_404(trajectories, slug=slug)
    rule.or_404(user, trajectory, at=at)
    return trajectory


@dataclass(frozen=True)
class StepPage:
    """A page on which someone takes one step, for themselves or (`behalf`) for someone they name."""

    trajectory: Trajectory
    step: Step
    missing: list[Need]
    behalf: bool

    @property
    def possible(self) -> bool:
        """Whether the trajectory is where this step may be taken."""
        return self.trajectory.stage in self.step.origin and not any(need.stops for need in self.missing)

    def filled(self, **more: Any) -> dict[str, Any]:
        """What the templates of these pages are given."""
        return {
            "trajectory": self.trajectory,
            "step": self.step,
            "missing": self.missing,
            "possible": self.possible,
            **more,
        }


def enter_step(user: User, slug: str, kind: Kind, *, at: datetime) -> StepPage:
    """The page of the step `kind`; 404 for who may not take it, and for a flow that does not have it."""
    trajectory = get_object_or_404(Trajectory.objects.visible_to(user, at=at), slug=slug)
    try:
        step = step_for(trajectory.flow, kind)
    except LookupError:
        raise Http404 from None
    (step.by | is_support).or_404(user, trajectory, at=at)
    behalf = not step.by(user, trajectory, at=at)
    return StepPage(trajectory, step, missing(step, trajectory, at=at), behalf)
