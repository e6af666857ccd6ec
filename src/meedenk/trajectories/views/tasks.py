"""The tasks of a group."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.people.models import Member
from meedenk.people.rules import is_support
from meedenk.people.standing import standing

from ..forms.working import TaskForm
from ..models import Task, Trajectory
from ..operations import tasks as operations
from ..rules import in_group, may_enter_workspace
from ..seats import sitting
from ..stages import WITH_GROUP
from .entrance import enter

DONE = {
    "take": gettext_lazy("You do this. It stands on your list."),
    "hand-back": gettext_lazy("This is free again for someone else to take."),
    "finish": gettext_lazy("Done. You can put it back on the list."),
    "reopen": gettext_lazy("This stands on the list again."),
}


@login_required
@get_or_post
def tasks(request: UserRequest, slug: str) -> HttpResponse:
    """The list, and a place to add something."""
    at = now()
    trajectory = enter(request.user, slug, may_enter_workspace, at=at)
    mine = in_group(request.user, trajectory, at=at)
    form = TaskForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            behalf = "" if mine else _("the project group")
            operations.add_task(trajectory, **form.cleaned_data, by=request.user, at=at, on_behalf_of=behalf)
            messages.success(request, _("This stands on the list. Anyone in the group can take it."))
            return redirect("trajectories:tasks", slug)
    found = trajectory.tasks.select_related("member")
    can_work = (mine or is_support(request.user, at=at)) and trajectory.stage in WITH_GROUP
    context = {
        "trajectory": trajectory,
        "form": form,
        "open_tasks": found.filter(done_at=None),
        "done_tasks": found.exclude(done_at=None).order_by("-done_at"),
        "can_work": can_work,
        "group": [] if mine or not can_work else _group(trajectory, at),
        "me": standing(request.user, localdate(at)).member,
        "today": localdate(at),
    }
    return render(request, "trajectories/tasks.html", context)


@login_required
@require_POST
def task(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """One thing happens to one task: taken, handed back, finished or put back on the list."""
    at = now()
    trajectory = enter(request.user, slug, in_group | is_support, at=at)
    the_task = get_object_or_404(trajectory.tasks.select_related("trajectory", "member"), pk=pk)
    act = request.POST.get("act", "")
    if act not in DONE:
        raise Http404
    mine = in_group(request.user, trajectory, at=at)
    with refusal_as_message(request):
        _act(act, the_task, None if mine else _named(request, trajectory, at), request.user, at)
        messages.success(request, DONE[act])
    return redirect("trajectories:tasks", slug)


def _act(act: str, the_task: Task, named: str | Member | None, user: Any, at: datetime) -> None:
    """By someone of the group, or by support for the member or the group that is `named`."""
    by: Any = {"by": user, "at": at, "on_behalf_of": str(named or "")}
    if act == "take":
        member = named if isinstance(named, Member) else standing(user, localdate(at)).member
        if member is None:
            raise Http404
        operations.take_task(the_task, member=member, **by)
    elif act == "hand-back":
        operations.hand_back_task(the_task, **by)
    elif act == "finish":
        operations.finish_task(the_task, **by)
    else:
        operations.reopen_task(the_task, **by)


def _named(request: UserRequest, trajectory: Trajectory, at: datetime) -> str | Member:
    """The member for whom support does this, or the group."""
    key = request.POST.get("member", "")
    chosen = [member for member in _group(trajectory, at) if str(member.pk) == key]
    return chosen[0] if chosen else _("the project group")


def _group(trajectory: Trajectory, at: datetime) -> list[Member]:
    return [seat.member for seat in sitting(trajectory, localdate(at)).select_related("member")]
