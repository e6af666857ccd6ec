"""How a trajectory is told to everyone: its title, and the text in short."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.agenda.models import Theme
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Department
from meedenk.people.rules import is_staff

from ..models import Trajectory
from ..moving import hold, move


@transaction.atomic
def change_wording(
    trajectory: Trajectory,
    *,
    title: str,
    lead: str,
    theme: Theme | None,
    department: Department | None,
    by: Actor,
    at: datetime,
) -> None:
    """Everyone reads this title and these sentences; the question and the address stay as they were.

    The journal keeps what was there before. The theme and the department are for the steering group and support.
    """
    hold(trajectory, Kind.WORDING_CHANGED)
    now_there = Trajectory.objects.select_related("theme", "department").get(pk=trajectory.pk)
    new: dict[str, Any] = {"title": title, "lead": lead, "theme": theme, "department": department}
    changed = {name: value for name, value in new.items() if getattr(now_there, name) != value}
    if changed.keys() & {"theme", "department"} and not is_staff(by, at=at):
        raise Refused(_("Ask the steering group or support to change the theme or the department."))
    if not changed:
        return
    was = {name: str(getattr(now_there, name) or "") for name in changed}
    move(trajectory, Kind.WORDING_CHANGED, by=by, at=at, title=title, was=was)
    Trajectory.objects.filter(pk=trajectory.pk).update(**changed)
