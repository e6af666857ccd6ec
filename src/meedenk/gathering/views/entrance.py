"""How the pages of this station are entered."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from meedenk.accounts.models import User
from meedenk.common.predicates import Predicate
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_support
from meedenk.trajectories.flows import step_for
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.rules import may_enter_workspace
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.views import entrance

from ..models import Activity


def enter(user: User, slug: str, *, at: datetime) -> Trajectory:
    """The trajectory at `slug` for its group and for staff; 404 for everyone else."""
    return entrance.enter(user, slug, may_enter_workspace, at=at)


def enter_activity(
    user: User, slug: str, number: int, rule: Predicate = may_enter_workspace, *, at: datetime
) -> Activity:
    """One activity that `user` may see, of a trajectory whose activities `rule` opens to them."""
    trajectory = entrance.enter(user, slug, rule, at=at)
    activities = Activity.objects.visible_to(user, at=at).select_related("trajectory", "poll")
    return get_object_or_404(activities, trajectory=trajectory, pk=number)


def for_whom(user: User, trajectory: Trajectory, kind: Kind, *, at: datetime, adviser: bool = False) -> list[str]:
    """The names from which support chooses on whose behalf it takes the step `kind`; none for who may do it themselves.

    404 for who may not take it at all.
    """
    by = step_for(trajectory.flow, kind).by
    if by(user, trajectory, at=at):
        return []
    is_support.or_404(user, trajectory, at=at)
    names = [seat.member.name for seat in sitting(trajectory, localdate(at)).select_related("member")]
    if adviser:
        names += [each.official.name for each in trajectory.advisers.select_related("official")]
    return names
