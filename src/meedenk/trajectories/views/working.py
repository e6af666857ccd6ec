"""Choices, messages, support and a word to all members."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_support

from ..deals import progress_guard
from ..forms.working import ChoiceForm, HelpGivenForm, MessageForm, ReportForm, SupportForm
from ..models import SupportRequest
from ..operations import working
from ..rules import may_enter_workspace
from ..stages import WITH_GROUP, Stage
from .entrance import enter, enter_step


@login_required
@get_or_post
def choice(request: UserRequest, slug: str) -> HttpResponse:
    """The group writes down a choice, why, and what it leaves."""
    at = now()
    page = enter_step(request.user, slug, Kind.CHOICE_MADE, at=at)
    form = ChoiceForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            working.make_choice(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Your choice has been kept. The group reads it in its mail overview."))
            return redirect("trajectories:workspace", slug)
    return render(request, "trajectories/choice.html", page.filled(form=form))


@login_required
@get_or_post
def group_messages(request: UserRequest, slug: str) -> HttpResponse:
    """What people wrote to the group, and a place to write."""
    at = now()
    trajectory = enter(request.user, slug, may_enter_workspace, at=at)
    form = MessageForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            working.write_to_group(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Your message stands here. The group reads it in its mail overview."))
            return redirect("trajectories:messages", slug)
    written = Paginator(trajectory.group_messages.select_related("by"), 20).get_page(request.GET.get("page"))
    context = {
        "trajectory": trajectory,
        "form": form,
        "page": written,
        "can_write": trajectory.stage in WITH_GROUP,
    }
    return render(request, "trajectories/messages.html", context)


@login_required
@get_or_post
def support(request: UserRequest, slug: str) -> HttpResponse:
    """The contact asks for support."""
    at = now()
    page = enter_step(request.user, slug, Kind.SUPPORT_ASKED, at=at)
    form = SupportForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            working.ask_support(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Support has a mail with your question. You hear it when it is done."))
            return redirect("trajectories:workspace", slug)
    return render(request, "trajectories/support.html", page.filled(form=form))


@login_required
@require_safe
def support_requests(request: UserRequest) -> HttpResponse:
    """What groups ask of support, the oldest first."""
    is_support.or_404(request.user, at=now())
    asked = SupportRequest.objects.filter(given_at=None).exclude(trajectory__stage=Stage.CLOSED)
    requests = Paginator(asked.select_related("trajectory"), 30).get_page(request.GET.get("page"))
    return render(request, "trajectories/support_requests.html", {"page": requests, "today": localdate()})


@login_required
@get_or_post
def support_given(request: UserRequest, pk: int) -> HttpResponse:
    """Support writes down what was done."""
    at = now()
    is_support.or_404(request.user, at=at)
    asked = get_object_or_404(SupportRequest.objects.select_related("trajectory", "given_by"), pk=pk)
    form = HelpGivenForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            working.give_support(asked, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It has been written down, and the contact has a mail about it."))
            return redirect("trajectories:support-requests")
    context = {"trajectory": asked.trajectory, "asked": asked, "form": form}
    return render(request, "trajectories/support_given.html", context)


@login_required
@get_or_post
def report(request: UserRequest, slug: str) -> HttpResponse:
    """A few sentences to all members: how is it going?"""
    at = now()
    page = enter_step(request.user, slug, Kind.REPORTED_TO_MEMBERS, at=at)
    form = ReportForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            working.report(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("All members read this in their mail overview."))
            return redirect("trajectories:workspace", slug)
    weeks = rule("weeks-silent-before-report", localdate(at))
    context = page.filled(form=form, rule=weeks, guard=progress_guard(page.trajectory))
    return render(request, "trajectories/report.html", context)
