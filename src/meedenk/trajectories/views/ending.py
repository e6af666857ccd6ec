"""A subject that ends before there is an advice, and one that goes on after all."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind

from ..forms.ending import EndForm, ReopenForm, StopForm
from ..models import Call, Trajectory
from ..operations import ending
from ..seats import sitting
from .entrance import enter_step


@login_required
@get_or_post
def end(request: UserRequest, slug: str) -> HttpResponse:
    """The group has thought along and finishes without an advice of its own."""
    at = now()
    page = enter_step(request.user, slug, Kind.ENDED_WITHOUT_ADVICE, at=at)
    form = EndForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            ending.end_without_advice(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("This subject is finished. Everyone can read what you did."))
            return redirect("trajectories:workspace", slug)
    return render(request, "trajectories/end.html", page.filled(form=form))


@login_required
@get_or_post
def stop(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group stops the work, after reading what goes."""
    at = now()
    page = enter_step(request.user, slug, Kind.STOPPED, at=at)
    form = StopForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            ending.stop(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The work has stopped. Everyone who contributed has a mail about it."))
            return redirect("trajectories:workspace", slug)
    context = page.filled(form=form, goes=list(_what_goes(page.trajectory, at)))
    return render(request, "trajectories/stop.html", context)


@login_required
@get_or_post
def reopen(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group goes on with what was finished or stopped."""
    at = now()
    page = enter_step(request.user, slug, Kind.REOPENED, at=at)
    form = ReopenForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            ending.reopen(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The work goes on. Everyone who contributed has a mail about it."))
            return redirect("trajectories:workspace", slug)
    return render(request, "trajectories/reopen.html", page.filled(form=form))


def _what_goes(trajectory: Trajectory, at: datetime) -> Iterator[str]:
    """What ends with the work, in sentences."""
    if Call.objects.filter(trajectory=trajectory, closed_at=None).exists():
        yield _("The call closes. Nobody can sign up any more.")
    if people := sitting(trajectory, localdate(at)).count():
        yield ngettext(
            "The project group of %(people)d member ends.", "The project group of %(people)d members ends.", people
        ) % {"people": people}
    if tasks := trajectory.tasks.filter(done_at=None).count():
        yield ngettext("%(tasks)d task stays undone.", "%(tasks)d tasks stay undone.", tasks) % {"tasks": tasks}
    if requests := trajectory.support_requests.filter(given_at=None).count():
        yield ngettext(
            "%(requests)d request for support goes unanswered.",
            "%(requests)d requests for support go unanswered.",
            requests,
        ) % {"requests": requests}
    yield _("Links in mails about this subject do nothing any more.")
