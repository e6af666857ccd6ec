"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from meedenk.people.models import Member
from meedenk.trajectories.models import Trajectory

from .. import register, subjects

LATEST = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What we advised and what became of it; what we work on now; how to take part."""
    at, today = now(), localdate()
    running = subjects.shown_to(request.user, at=at).filter(pk__in=Trajectory.objects.running().values("pk"))
    context = {
        "figures": register.figures(at),
        "members": Member.objects.running(today).count(),
        "latest": register.rows(register.published(at)[:LATEST], on=today),
        "running": [subjects.row(each) for each in running.order_by("-asked_on", "-pk")[:LATEST]],
    }
    return render(request, "site/home.html", context)
