"""The pages on which is agreed who follows what is done, and what was promised."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.advice.models import Advice, Recommendation
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule
from meedenk.journal.kinds import Kind
from meedenk.people.models import Member
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.views.entrance import StepPage, enter_step

from ..forms.monitoring import CommitmentForm, ExecutorForm, MonitoringForm
from ..models import Commitment
from ..moments import RULES, answered_on, days_of_the_rules
from ..operations import executors, monitoring
from ..queries import progress
from ..reaching import unreachable


@login_required
@get_or_post
def agree(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group agrees with the group who follows what is done, and when is asked how it is going."""
    at = now()
    page = enter_step(request.user, slug, Kind.MONITORING_AGREED, at=at)
    trajectory, today = page.trajectory, localdate(at)
    possible = trajectory.stage in page.step.origin
    days = days_of_the_rules(answered_on(trajectory), today) if possible else []
    form = MonitoringForm(
        request.POST or None,
        behalf=page.behalf,
        members=Member.objects.filter(pk__in=sitting(trajectory, today).values("member")),
        days=[day for day in days if day > today],
    )
    if possible and form.is_valid():
        with refusal_as_message(request):
            monitoring.agree_monitoring(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It is agreed. The group and everyone who carries something out are told."))
            return redirect("trajectories:workspace", slug)
    context: dict[str, Any] = {"form": form, "rules": [rule(each, today) for each in RULES]}
    context |= {"progress": progress(trajectory)}
    return render(request, "followup/monitoring.html", page.filled(**context) | {"possible": possible, "missing": []})


@login_required
@get_or_post
def record(request: UserRequest, slug: str) -> HttpResponse:
    """The group or the steering group writes down what was promised."""
    at = now()
    page = enter_step(request.user, slug, Kind.COMMITMENT_RECORDED, at=at)
    form = CommitmentForm(request.POST or None, behalf=page.behalf, recommendations=_recommendations(page.trajectory))
    if form.is_valid():
        with refusal_as_message(request):
            monitoring.record_commitment(page.trajectory, form.promise(), **form.rest(), by=request.user, at=at)
            messages.success(request, _("The commitment is written down. Who promised it has a mail about it."))
            return redirect("trajectories:workspace", slug)
    return render(request, "followup/commitment.html", page.filled(form=form))


@login_required
@get_or_post
def change(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """What was promised changes; how it was stays to read."""
    at = now()
    page = enter_step(request.user, slug, Kind.COMMITMENT_RECORDED, at=at)
    commitment = _current(page, key)
    form = CommitmentForm(
        request.POST or None,
        behalf=page.behalf,
        recommendations=_recommendations(page.trajectory),
        changing=commitment,
    )
    if form.is_valid():
        with refusal_as_message(request):
            monitoring.change_commitment(commitment, form.promise(), **form.rest(), by=request.user, at=at)
            messages.success(request, _("The commitment is changed. How it was stays to read."))
            return redirect("trajectories:workspace", slug)
    return render(request, "followup/commitment.html", page.filled(form=form, commitment=commitment))


@login_required
@get_or_post
def name_another(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """Someone else tells from now on how it is going; what was promised stays."""
    at = now()
    page = enter_step(request.user, slug, Kind.EXECUTOR_CHANGED, at=at)
    commitment = _current(page, key)
    form = ExecutorForm(request.POST if request.method == "POST" else None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            executors.name_another(commitment, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Whom you named has a mail with a link. The old link opens no more."))
            return redirect("trajectories:workspace", slug)
    alike = Commitment.objects.current().filter(trajectory=page.trajectory, email=commitment.email)
    why = unreachable([commitment], on=localdate(at)).get(commitment.pk, "")
    context = {"form": form, "commitment": commitment, "alike": alike.select_related("department"), "why": why}
    return render(request, "followup/executor.html", page.filled(**context))


def _recommendations(trajectory: Trajectory) -> Any:
    advice = Advice.objects.filter(trajectory=trajectory).first()
    return advice.recommendations.filter(removed_at=None) if advice else Recommendation.objects.none()


def _current(page: StepPage, key: int) -> Commitment:
    return get_object_or_404(Commitment.objects.current(), trajectory=page.trajectory, pk=key)
