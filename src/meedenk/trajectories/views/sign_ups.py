"""What staff see and do while a call runs."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post, searched
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import length, rule
from meedenk.journal.kinds import Kind
from meedenk.mail.queries import waiting_mailing
from meedenk.people.models import Member
from meedenk.people.rules import is_staff, is_steering

from ..forms.calling import PersonalForm, ProlongForm, SignUpForm
from ..forms.steps import StepForm
from ..models import Call, SignUp
from ..operations import calling
from ..queries import answers, not_answered
from ..stages import Stage

ON_A_PAGE = 25


@login_required
@require_safe
def sign_ups(request: UserRequest, slug: str) -> HttpResponse:
    """Who said what, who has said nothing, and what to do when too few say yes."""
    at = now()
    call = _call_of_staff(request, slug, at)
    today = localdate(at)
    search, silent_shown = searched(request), request.GET.get("toon") == "stil"
    said, silent = answers(call), not_answered(call, today)
    yes = call.sign_ups.filter(answer=SignUp.Answer.YES).count()
    shown = silent.filter(name__icontains=search) if silent_shown else said.filter(member__name__icontains=search)
    page = {
        "trajectory": call.trajectory,
        "call": call,
        "open": call.is_open(at) and call.trajectory.stage == Stage.CALLING,
        "forming": call.trajectory.stage == Stage.FORMING,
        "yes": yes,
        "maybe": call.sign_ups.filter(answer=SignUp.Answer.MAYBE).count(),
        "no": call.sign_ups.filter(answer=SignUp.Answer.NO).count(),
        "silent": silent.count(),
        "silent_shown": silent_shown,
        "search": search,
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "too_few": yes < call.size_min and bool(call.reminded_at or not call.is_open(at)),
        "rule": rule("project-group-max", today),
        "mailing": waiting_mailing(call.trajectory.pk, Kind.CALL_OPENED),
    }
    return render(request, "trajectories/sign_ups.html", page)


@login_required
@get_or_post
def answer_for(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """Staff write down what a member answered by phone or on paper."""
    at = now()
    call = _call_of_staff(request, slug, at)
    member = get_object_or_404(Member.objects.running(localdate(at)), pk=pk)
    given = SignUp.objects.filter(call=call, member=member).first()
    form = SignUpForm(request.POST or None, instance=given)
    if form.is_valid():
        with refusal_as_message(request):
            calling.answer_call(
                call, member=member, **form.cleaned_data, by=request.user, at=at, on_behalf_of=member.name
            )
            messages.success(request, _("The answer of %(name)s has been kept.") % {"name": member.name})
            return redirect("trajectories:sign-ups", slug)
    page = {"trajectory": call.trajectory, "call": call, "form": form, "member": member, "open": call.is_open(at)}
    return render(request, "trajectories/answer_for.html", page)


@login_required
@get_or_post
def ask_one(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """Staff ask one member in their own words."""
    at = now()
    call = _call_of_staff(request, slug, at)
    member = get_object_or_404(Member.objects.running(localdate(at)).exclude(user=None), pk=pk)
    form = PersonalForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            calling.ask_personally(call, member=member, **form.cleaned_data, by=request.user, at=at)
            messages.success(
                request, _("%(name)s gets your words by mail, with the call below them.") % {"name": member}
            )
            return redirect("trajectories:sign-ups", slug)
    page = {"trajectory": call.trajectory, "call": call, "form": form, "member": member, "open": call.is_open(at)}
    return render(request, "trajectories/ask_one.html", page)


@login_required
@get_or_post
def prolong(request: UserRequest, slug: str) -> HttpResponse:
    """Members get more time to answer."""
    at = now()
    call = _call_of_staff(request, slug, at)
    later = localtime(max(call.closes_at, at) + length("call-days", localdate(at))).replace(second=0, microsecond=0)
    form = ProlongForm(request.POST or None, initial={"closes_at": later}, wished_on=call.trajectory.wished_on)
    if form.is_valid():
        with refusal_as_message(request):
            calling.prolong_call(call, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Members can answer longer. Who stays silent is reminded once more."))
            return redirect("trajectories:sign-ups", slug)
    may_still = call.trajectory.stage in {Stage.CALLING, Stage.FORMING}
    page = {"trajectory": call.trajectory, "call": call, "form": form, "open": may_still}
    return render(request, "trajectories/prolong.html", page)


@login_required
@get_or_post
def close(request: UserRequest, slug: str) -> HttpResponse:
    """The call closes before its time."""
    at = now()
    call = _call_of_staff(request, slug, at)
    form = StepForm(request.POST if request.method == "POST" else None, behalf=not is_steering(request.user, at=at))
    if form.is_valid():
        with refusal_as_message(request):
            calling.close_call(call, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The call has closed. Now form the group."))
            return redirect("trajectories:sign-ups", slug)
    page = {
        "trajectory": call.trajectory,
        "call": call,
        "form": form,
        "open": call.trajectory.stage == Stage.CALLING,
        "yes": call.sign_ups.filter(answer=SignUp.Answer.YES).count(),
        "silent": not_answered(call, localdate(at)).count(),
    }
    return render(request, "trajectories/close.html", page)


def _call_of_staff(request: UserRequest, slug: str, at: datetime) -> Call:
    is_staff.or_404(request.user, at=at)
    return get_object_or_404(Call.objects.select_related("trajectory"), trajectory__slug=slug)
