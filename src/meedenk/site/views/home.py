"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from meedenk.people.models import Member
from meedenk.trajectories.stages import Stage

from .. import register, subjects

LATEST = 4
BEHIND_US = (Stage.ASKED, Stage.DELIVERED, Stage.ANSWERED, Stage.MONITORING, Stage.CLOSED)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What we advised and what became of it; what we work on now; how to take part."""
    at, today = now(), localdate()
    running = subjects.shown_to(request.user, at=at).exclude(stage__in=BEHIND_US)
    context = {
        "figures": register.figures(at),
        "members": Member.objects.running(today).count(),
        "latest": register.rows(register.published(at)[:LATEST], on=today),
        "running": [subjects.row(each) for each in running.order_by("-asked_on", "-pk")[:LATEST]],
    }
    return render(request, "site/home.html", context)
