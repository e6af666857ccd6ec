"""The group: chosen, joined and left."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule
from meedenk.people.models import Member
from meedenk.people.rules import is_staff, is_steering

from ..forms.forming import GroupForm, JoinForm, LeaveForm
from ..models import SignUp, Trajectory
from ..operations import forming
from ..queries import spread, willing
from ..rules import may_enter_workspace
from ..seats import sitting
from ..stages import RUNNING_GROUP, Stage


@login_required
@get_or_post
def group(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group chooses from those who signed up; afterwards the page shows who is in the group."""
    at = now()
    trajectory = _visible(request, slug, at)
    is_staff.or_404(request.user, trajectory, at=at)
    if trajectory.stage != Stage.FORMING:
        return _formed(request, trajectory, at)
    today = localdate(at)
    sign_ups = list(willing(trajectory.call, today))
    yes = [each.member_id for each in sign_ups if each.answer == SignUp.Answer.YES]
    form = GroupForm(
        request.POST or None,
        sign_ups=sign_ups,
        behalf=not is_steering(request.user, at=at),
        initial={"members": yes if len(yes) <= trajectory.call.size_max else []},
    )
    if form.is_valid():
        said = form.cleaned_data
        ticked = said.pop("members")
        chosen = [each.member for each in sign_ups if each.member_id in ticked]
        with refusal_as_message(request):
            forming.form_group(trajectory, members=chosen, **said, by=request.user, at=at)
            messages.success(
                request, _("The group is complete. Everyone who signed up has a mail, and so has the adviser.")
            )
            return redirect("trajectories:group", slug)
    page = {
        "trajectory": trajectory,
        "call": trajectory.call,
        "form": form,
        "sign_ups": sign_ups,
        "spread": spread(each.member for each in sign_ups),
        "rule": rule("project-group-max", today),
    }
    return render(request, "trajectories/group.html", page)


def _formed(request: UserRequest, trajectory: Trajectory, at: datetime) -> HttpResponse:
    seats = list(sitting(trajectory, localdate(at)).select_related("member__user", "member__area"))
    page = {
        "trajectory": trajectory,
        "seats": seats,
        "by_phone": [seat.member for seat in seats if seat.member.user is None],
        "running": trajectory.stage in RUNNING_GROUP,
        "spread": spread(seat.member for seat in seats),
    }
    return render(request, "trajectories/group_formed.html", page)


@login_required
@get_or_post
def join(request: UserRequest, slug: str) -> HttpResponse:
    """Someone comes into a group that already works."""
    at = now()
    trajectory = _visible(request, slug, at)
    is_staff.or_404(request.user, trajectory, at=at)
    today = localdate(at)
    seats = sitting(trajectory, today)
    form = JoinForm(
        request.POST or None,
        members=Member.objects.running(today).exclude(pk__in=seats.values("member")),
        behalf=not is_steering(request.user, at=at),
    )
    if form.is_valid():
        with refusal_as_message(request):
            forming.join_group(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The group is one larger, and everyone in it knows."))
            return redirect("trajectories:group", slug)
    page = {
        "trajectory": trajectory,
        "form": form,
        "number": seats.count(),
        "rule": rule("project-group-max", today),
        "open": trajectory.stage in RUNNING_GROUP,
    }
    return render(request, "trajectories/join.html", page)


@login_required
@get_or_post
def leave(request: UserRequest, slug: str) -> HttpResponse:
    """A member leaves the group, or staff end a seat."""
    at = now()
    trajectory = _visible(request, slug, at)
    may_enter_workspace.or_404(request.user, trajectory, at=at)
    staff = is_staff(request.user, at=at)
    seats = sitting(trajectory, localdate(at)).select_related("member__user", "trajectory")
    if not staff:
        seats = seats.filter(member__user=request.user)
    own = seats.filter(member__user=request.user).first()
    if not staff and own is None:
        raise Http404
    form = LeaveForm(
        request.POST or None,
        seats=seats,
        behalf=staff and not is_steering(request.user, at=at),
        initial={"seat": own},
    )
    if form.is_valid():
        seat = form.cleaned_data.pop("seat")
        with refusal_as_message(request):
            forming.leave_group(seat, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The seat has ended, and the group knows. Open tasks are the group's again."))
            return redirect("trajectories:group", slug) if staff else redirect("site:mine")
    page = {"trajectory": trajectory, "form": form, "open": trajectory.stage in RUNNING_GROUP, "staff": staff}
    return render(request, "trajectories/leave.html", page)


def _visible(request: UserRequest, slug: str, at: datetime) -> Trajectory:
    return get_object_or_404(Trajectory.objects.visible_to(request.user, at=at).select_related("call"), slug=slug)
