"""Members say whether they would join, before anything is decided."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.doors import door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind

from ..forms.exploring import PowerAnswerForm, PowerForm
from ..models import Exploration, ThinkingPower, Trajectory
from ..operations import polling
from ..rules import asked_member
from ..stages import Stage
from .entrance import enter_step


@login_required
@get_or_post
def ask_power(request: UserRequest, slug: str) -> HttpResponse:
    """Members are asked whether they would join."""
    at, today = now(), localdate()
    page = enter_step(request.user, slug, Kind.THINKING_POWER_ASKED, at=at)
    first_words = {"text": page.trajectory.question, "closes_on": today + length("call-days", today)}
    form = PowerForm(request.POST or None, initial=first_words, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            polling.ask_power(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Every member has a mail with one question. You see here how many say yes."))
            return redirect("trajectories:workspace", slug)
    return render(request, "trajectories/ask_power.html", page.filled(form=form))


@login_required
@get_or_post
def answer_power(request: UserRequest, slug: str) -> HttpResponse:
    """A member answers after signing in."""
    return _answer(request, request.user, get_object_or_404(Trajectory, slug=slug), now())


@door(Purpose.POLL)
def answer_power_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """A member answers from the mail."""
    return _answer(request, link, get_object_or_404(Trajectory, pk=link.about), now())


def _answer(request: HttpRequest, person: User | PersonalLink, trajectory: Trajectory, at: datetime) -> HttpResponse:
    asked = get_object_or_404(Exploration.objects.exclude(power_asked_at=None), trajectory=trajectory)
    member = asked_member(person, trajectory, at=at)
    if member is None:
        raise Http404
    given = ThinkingPower.objects.filter(exploration=asked, member=member).first()
    form = PowerAnswerForm(request.POST or None, initial={"answer": given.answer if given else None})
    if form.is_valid():
        with refusal_as_message(request):
            polling.answer_power(trajectory, member=member, **form.cleaned_data, by=person, at=at)
            messages.success(request, _("Thank you, your answer counts. You hear what the steering group decides."))
            return redirect(request.path)
    page = {
        "trajectory": trajectory,
        "asked": asked,
        "form": form,
        "said": given.get_answer_display() if given else "",
        "decided": trajectory.stage != Stage.EXPLORING,
        "open": asked.asks_power(localdate(at)) and trajectory.stage == Stage.EXPLORING,
    }
    return render(request, "trajectories/answer_power.html", page)
