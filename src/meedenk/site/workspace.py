"""Trajectories as members see them in lists."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.progress import NOW, progress
from meedenk.trajectories.stages import Stage

from .subjects import SubjectRow, origin


def work_row(trajectory: Trajectory) -> SubjectRow:
    """A line that leads to the workspace."""
    return _row(trajectory, origin(trajectory), str(NOW[Stage(trajectory.stage)]))


def group_row(trajectory: Trajectory, seat: GroupSeat) -> SubjectRow:
    """A line for someone who sits in its group; `trajectory.members` counts the group."""
    count: int = trajectory.members  # type: ignore[attr-defined]  # annotated by the query
    members = ngettext("%(count)d member", "%(count)d members", count) % {"count": count}
    role = _("You are the contact · %(members)s") % {"members": members} if seat.is_contact else members
    return _row(trajectory, "", role)


def _row(trajectory: Trajectory, above: str, text: str) -> SubjectRow:
    far = progress(trajectory)
    return SubjectRow(
        title=trajectory.title,
        url=reverse("trajectories:workspace", args=[trajectory.slug]),
        above=above,
        text=text,
        meta="" if far.step else capfirst(far.label),
        step=far.step,
        of=far.of if far.step else 0,
        label=far.label,
    )
