"""The frame around every page of a trajectory."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.timezone import now

from ..models import Trajectory
from ..panels import tab_of, tabs_for
from ..progress import Progress
from ..progress import progress as progress_of

register = template.Library()


@register.simple_tag
def progress(trajectory: Trajectory) -> Progress:
    """How far it is, for pieces/stages.html."""
    return progress_of(trajectory)


@register.inclusion_tag("trajectories/tabs.html", takes_context=True)
def tabs(context: Context, trajectory: Trajectory) -> dict[str, Any]:
    """The pages of the workspace that the reader may open."""
    request = context["request"]
    found = list(tabs_for(request.user, trajectory, now()))
    here = tab_of(request.path, [address for address, _label in found])
    return {"tabs": found, "here": here, "path": request.path}
