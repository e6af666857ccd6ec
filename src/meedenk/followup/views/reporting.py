"""The page on which the steering group tells who contributed what changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.trajectories.contributors import heard_by
from meedenk.trajectories.views.entrance import enter_step

from ..forms.reporting import ReportBackForm
from ..operations import reporting


@login_required
@get_or_post
def report_back(request: UserRequest, slug: str) -> HttpResponse:
    """A few sentences to everyone who contributed: what changed by it?"""
    at = now()
    page = enter_step(request.user, slug, Kind.REPORTED_BACK, at=at)
    trajectory = page.trajectory
    initial = {"text": reporting.from_the_log(trajectory)} if request.method == "GET" else None
    form = ReportBackForm(request.POST or None, initial=initial, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            reporting.report_back(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone who contributed has a mail about it. Letters wait to be printed."))
            return redirect("trajectories:workspace", slug)
    before = trajectory.entries.filter(kind=Kind.REPORTED_BACK).order_by("-at", "-pk")
    context = page.filled(form=form, before=before, hears=heard_by(trajectory, at))
    return render(request, "followup/report_back.html", context)
