"""The steering group and those who support it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule

from .. import operations
from ..forms import EndForm, SteeringForm, SupportForm
from ..models import SteeringSeat, SupportAssignment, TeamRole
from ..rules import is_staff, is_steering


@login_required
@require_safe
def steering(request: UserRequest) -> HttpResponse:
    """Who sits in the steering group, and which of the six roles nobody has."""
    at, today = now(), localdate()
    is_staff.or_404(request.user, at=at)
    seats = list(SteeringSeat.objects.running(today).select_related("member"))
    taken = {role for seat in seats for role in seat.roles}
    context = {
        "seats": seats,
        "open_roles": [role.label for role in TeamRole if role not in taken],
        "rule": rule("steering-group-size", today),
        "may_seat": is_steering(request.user, at=at),
    }
    return render(request, "people/steering.html", context)


@login_required
@get_or_post
def seat(request: UserRequest) -> HttpResponse:
    """A member joins the steering group; only the steering group decides that."""
    at = now()
    is_steering.or_404(request.user, at=at)
    form = SteeringForm(request.POST or None, initial={"since": localdate(at)}, on=localdate(at))
    if form.is_valid():
        with refusal_as_message(request):
            operations.seat_in_steering(**form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The seat has been kept. They need a second factor when they sign in next."))
            return redirect("people:steering")
    return render(request, "people/seat.html", {"form": form})


@login_required
@get_or_post
def leave(request: UserRequest, pk: int) -> HttpResponse:
    """A seat in the steering group ends."""
    at = now()
    is_steering.or_404(request.user, at=at)
    the_seat = get_object_or_404(SteeringSeat.objects.select_related("member"), pk=pk)
    form = EndForm(request.POST or None, initial={"until": localdate(at)})
    if form.is_valid():
        with refusal_as_message(request):
            operations.leave_steering(the_seat, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The seat ends on that day."))
            return redirect("people:steering")
    what = _("The seat of %(name)s in the steering group") % {"name": the_seat.member}
    then = _("From that day they no longer decide with the steering group. They stay a member.")
    return render(request, "people/end.html", {"form": form, "what": what, "then": then})


@login_required
@require_safe
def support(request: UserRequest) -> HttpResponse:
    """Who supports the group, with what, until when."""
    at, today = now(), localdate()
    is_staff.or_404(request.user, at=at)
    running = SupportAssignment.objects.running(today).select_related("user")
    may_assign = is_steering(request.user, at=at)
    return render(request, "people/support.html", {"assignments": running, "may_assign": may_assign})


@login_required
@get_or_post
def assign(request: UserRequest) -> HttpResponse:
    """The steering group asks someone to support it."""
    at = now()
    is_steering.or_404(request.user, at=at)
    form = SupportForm(request.POST or None, initial={"since": localdate(at)})
    if form.is_valid():
        with refusal_as_message(request):
            operations.assign_support(**form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The assignment has been kept. They can sign in with their address."))
            return redirect("people:support")
    return render(request, "people/assign.html", {"form": form})


@login_required
@get_or_post
def end_support(request: UserRequest, pk: int) -> HttpResponse:
    """An assignment ends, and the rights with it."""
    at = now()
    is_steering.or_404(request.user, at=at)
    assignment = get_object_or_404(SupportAssignment.objects.select_related("user"), pk=pk)
    form = EndForm(request.POST or None, initial={"until": localdate(at)})
    if form.is_valid():
        with refusal_as_message(request):
            operations.end_support(assignment, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The assignment ends on that day."))
            return redirect("people:support")
    what = _("The assignment of %(name)s") % {"name": assignment.user}
    then = _("From that day they no longer see the desk, and do nothing on behalf of others any more.")
    return render(request, "people/end.html", {"form": form, "what": what, "then": then})
