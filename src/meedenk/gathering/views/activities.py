"""The activities of a trajectory."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.models import User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.people.models import Member
from meedenk.people.rules import is_inside, is_support
from meedenk.trajectories.flows import step_for
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.rules import in_group, may_enter_workspace
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.views import entrance

from ..calendars import calendar_file
from ..forms.activities import CancelForm, ChangeForm, FindingForm, HeldForm, PlanForm, ReportForm
from ..models import Activity
from ..operations import activities as acts
from ..operations.dates import planned_as
from ..queries import still_to_hear, who_can_when
from .entrance import enter, enter_activity, for_whom


@login_required
@require_safe
def activities(request: UserRequest, slug: str) -> HttpResponse:
    """What is planned, what was held, and who is still to be heard; for all members, who read the reports here."""
    at = now()
    trajectory = entrance.enter(request.user, slug, is_inside, at=at)
    found = list(Activity.objects.visible_to(request.user, at=at).filter(trajectory=trajectory))
    page = {
        "trajectory": trajectory,
        "coming": [each for each in found if each.state == Activity.State.PLANNED],
        "held": [each for each in reversed(found) if each.state == Activity.State.HELD],
        "cancelled": [each for each in found if each.state == Activity.State.CANCELLED],
        "missing": still_to_hear(trajectory),
        "may_plan": _may_now(request.user, trajectory, Kind.ACTIVITY_PLANNED, at),
    }
    return render(request, "gathering/activities.html", page)


@login_required
@get_or_post
def plan(request: UserRequest, slug: str) -> HttpResponse:
    """An activity whose date is known."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    names = for_whom(request.user, trajectory, Kind.ACTIVITY_PLANNED, at=at)
    form = PlanForm(request.POST or None, names=names, has_adviser=trajectory.advisers.exists())
    if form.is_valid():
        with refusal_as_message(request):
            activity = acts.plan_activity(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It is planned. Everyone invited gets the date by mail."))
            return redirect(activity)
    return render(
        request, "gathering/plan.html", {"trajectory": trajectory, "form": form, "missing": still_to_hear(trajectory)}
    )


@login_required
@require_safe
def activity(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """One activity: its facts, its report and what was heard; who was asked and can come when is for the group."""
    at = now()
    found = enter_activity(request.user, slug, number, is_inside, at=at)
    of_group = may_enter_workspace(request.user, found.trajectory, at=at)
    poll = getattr(found, "poll", None) if of_group else None
    seeking = poll is not None and found.starts_at is None and found.is_open()
    may = {kind: _may_now(request.user, found.trajectory, kind, at) for kind in _KINDS}
    begun = found.starts_at is not None and found.starts_at <= at
    held = Kind.FIRST_TALK_HELD if found.is_first_talk else Kind.ACTIVITY_HELD
    page = {
        "trajectory": found.trajectory,
        "activity": found,
        "poll": poll,
        "table": who_can_when(poll, at=at) if poll and seeking else None,
        "poll_open": poll is not None and poll.is_open(at),
        "may_answer": poll is not None
        and poll.is_open(at)
        and (in_group | is_support)(request.user, found.trajectory, at=at),
        "may_seek": seeking and may[Kind.DATES_CHANGED],
        "may_fix": seeking and may[planned_as(found)],
        "may_change": found.is_open() and found.starts_at is not None and may[Kind.ACTIVITY_CHANGED],
        "may_cancel": found.is_open() and may[Kind.ACTIVITY_CANCELLED],
        "may_hold": found.is_open() and begun and may[held],
        "may_report": found.state == Activity.State.HELD and may[Kind.ACTIVITY_REPORTED],
        "may_note": found.state == Activity.State.HELD and may[Kind.FINDING_NOTED],
        "findings": found.findings.all(),
        "guests": found.guests.all() if of_group else [],
        "present": found.present.all(),
    }
    return render(request, "gathering/activity.html", page)


@login_required
@get_or_post
def change(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """Another moment, another place, more people."""
    at = now()
    found = enter_activity(request.user, slug, number, at=at)
    names = for_whom(request.user, found.trajectory, Kind.ACTIVITY_CHANGED, at=at)
    if found.starts_at is None or not found.is_open():
        raise Http404
    has_adviser = found.trajectory.advisers.exists()
    form = ChangeForm(request.POST or None, activity=found, names=names, has_adviser=has_adviser)
    if form.is_valid():
        with refusal_as_message(request):
            acts.change_activity(found, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It has been changed. Another date or place is mailed to everyone at once."))
            return redirect(found)
    return render(request, "gathering/change.html", {"trajectory": found.trajectory, "activity": found, "form": form})


@login_required
@get_or_post
def cancel(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """It does not go on."""
    at = now()
    found = enter_activity(request.user, slug, number, at=at)
    names = for_whom(request.user, found.trajectory, Kind.ACTIVITY_CANCELLED, at=at)
    form = CancelForm(request.POST or None, names=names)
    if form.is_valid():
        with refusal_as_message(request):
            acts.cancel_activity(found, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It has been cancelled. Everyone who was invited gets a mail."))
            return redirect(found)
    return render(request, "gathering/cancel.html", {"trajectory": found.trajectory, "activity": found, "form": form})


@login_required
@get_or_post
def held(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """It took place: who was there, and the report."""
    at = now()
    found = enter_activity(request.user, slug, number, at=at)
    kind = Kind.FIRST_TALK_HELD if found.is_first_talk else Kind.ACTIVITY_HELD
    names = for_whom(request.user, found.trajectory, kind, at=at)
    members = Member.objects.filter(pk__in=sitting(found.trajectory, localdate(at)).values("member"))
    form = HeldForm(request.POST or None, members=members, first_talk=found.is_first_talk, names=names)
    if form.is_valid():
        with refusal_as_message(request):
            acts.hold_activity(found, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It is kept. You can write down what you heard, a sentence at a time."))
            return redirect(found)
    return render(request, "gathering/held.html", {"trajectory": found.trajectory, "activity": found, "form": form})


@login_required
@get_or_post
def report(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """The report, written or written again."""
    at = now()
    found = enter_activity(request.user, slug, number, at=at)
    names = for_whom(request.user, found.trajectory, Kind.ACTIVITY_REPORTED, at=at)
    form = ReportForm(request.POST or None, initial={"text": found.report}, names=names)
    if form.is_valid():
        with refusal_as_message(request):
            acts.report_activity(found, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The report is kept. All members can read it; the group finds it in its mail."))
            return redirect(found)
    return render(request, "gathering/report.html", {"trajectory": found.trajectory, "activity": found, "form": form})


@login_required
@get_or_post
def finding(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """One thing that was heard."""
    at = now()
    found = enter_activity(request.user, slug, number, at=at)
    names = for_whom(request.user, found.trajectory, Kind.FINDING_NOTED, at=at)
    form = FindingForm(request.POST or None, names=names)
    if form.is_valid():
        with refusal_as_message(request):
            acts.note_finding(found, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It is written down. You can add another one."))
            return redirect(request.path)
    return render(request, "gathering/finding.html", {"trajectory": found.trajectory, "activity": found, "form": form})


@login_required
@require_safe
def calendar(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """One activity for one's own calendar."""
    at = now()
    found = enter_activity(request.user, slug, number, is_inside, at=at)
    if found.starts_at is None:
        raise Http404
    response = HttpResponse(calendar_file(found, at=at), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response


_KINDS = (
    Kind.DATES_CHANGED,
    Kind.FIRST_TALK_PLANNED,
    Kind.FIRST_TALK_HELD,
    Kind.ACTIVITY_PLANNED,
    Kind.ACTIVITY_CHANGED,
    Kind.ACTIVITY_CANCELLED,
    Kind.ACTIVITY_HELD,
    Kind.ACTIVITY_REPORTED,
    Kind.FINDING_NOTED,
)


def _may_now(user: User, trajectory: Trajectory, kind: Kind, at: datetime) -> bool:
    step = step_for(trajectory.flow, kind)
    here: Any = trajectory.stage in step.origin
    return bool(here and (step.by | is_support)(user, trajectory, at=at))
