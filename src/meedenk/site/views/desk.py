"""What waits: for one member, at the desk; and everything members work on."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest
from meedenk.gathering.models import Activity
from meedenk.people.models import Member
from meedenk.people.rules import is_inside, is_staff
from meedenk.people.standing import standing
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import seats
from meedenk.trajectories.stages import Stage

from ..board import board
from ..reading import coming
from ..waiting.beginning import first_steps
from ..waiting.desk import waits_at_desk
from ..waiting.mine import waits_of
from ..waiting.wait import Wait
from ..workspace import group_row, work_row

PAGE = 30


@login_required
@require_safe
def mine(request: UserRequest) -> HttpResponse:
    """What waits for me, my groups, and what comes."""
    at, today = now(), localdate()
    member = standing(request.user, today).member
    own = seats(request.user, today)
    running = Count("seats", filter=Q(seats__since__lte=today) & (Q(seats__until=None) | Q(seats__until__gt=today)))
    groups = Trajectory.objects.running().filter(pk__in=list(own)).annotate(members=running).order_by("-pk")
    mine_too = Q(trajectory__in=list(own)) | Q(kind=Activity.Kind.PLENARY)
    activities = Activity.objects.visible_to(request.user, at=at).filter(mine_too)
    context = {
        "page": _page_of(waits_of(member, at=at) if member else [], request),
        "coming": coming(activities, at=at) if member else [],
        "groups": [group_row(each, own[each.pk]) for each in groups],
        "member": member,
    }
    return render(request, "site/mine.html", context)


@login_required
@require_safe
def work(request: UserRequest) -> HttpResponse:
    """All trajectories, my own first."""
    at, today = now(), localdate()
    is_inside.or_404(request.user, at=at)
    own = list(seats(request.user, today))
    finished = "klaar" in request.GET
    found = Trajectory.objects.visible_to(request.user, at=at).select_related("theme")
    found = found.filter(stage=Stage.CLOSED) if finished else found.exclude(stage=Stage.CLOSED)
    others = found.exclude(pk__in=own).order_by("-asked_on", "-pk")
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    context = {
        "own": [work_row(each) for each in found.filter(pk__in=own).order_by("-pk")],
        "page": page,
        "rows": [work_row(each) for each in page],
        "finished": finished,
    }
    return render(request, "site/work.html", context)


@login_required
@require_safe
def desk(request: UserRequest) -> HttpResponse:
    """What waits, is late or stays silent."""
    at, today = now(), localdate()
    is_staff.or_404(request.user, at=at)
    context = {
        "board": board(at=at),
        "page": _page_of([*waits_at_desk(at=at), *first_steps(at=at)], request),
        "members": Member.objects.running(today).count(),
    }
    return render(request, "site/desk.html", context)


def _page_of(waits: list[Wait], request: UserRequest) -> Page[Wait]:
    """What is most urgent is on the first page; a house with years of work in it has several."""
    return Paginator(waits, PAGE).get_page(request.GET.get("page"))
