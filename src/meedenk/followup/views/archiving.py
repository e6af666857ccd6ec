"""Where staff take the package for the archive along."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest
from meedenk.gathering.serving import zipped
from meedenk.people.rules import is_staff
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.views.entrance import enter

from ..archiving import archive, closed_at


@login_required
@require_safe
def page(request: UserRequest, slug: str) -> HttpResponse:
    """What the package is, and a way to take it along once the subject is finished."""
    trajectory = enter(request.user, slug, is_staff, at=now())
    closed = closed_at(trajectory) if trajectory.stage == Stage.CLOSED else None
    return render(request, "followup/archive.html", {"trajectory": trajectory, "closed": closed})


@login_required
@require_safe
def package(request: UserRequest, slug: str) -> HttpResponseBase:
    """The package of a finished subject."""
    at = now()
    trajectory = enter(request.user, slug, is_staff, at=at)
    try:
        return zipped(archive(trajectory, at=at), f"archief-{trajectory.slug}")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
