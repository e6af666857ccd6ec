"""A question is asked, and the steering group decides."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts import limits
from meedenk.accounts.requests import UserRequest, get_or_post, network
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule
from meedenk.journal.kinds import Kind, Seen
from meedenk.people.rules import is_staff, is_steering, is_support

from ..forms.asking import DecisionForm, MoreForm, PublicQuestionForm, QuestionForm, QuestionOnBehalfForm
from ..models import Trajectory
from ..operations import asking
from ..queries import capacity, open_request
from ..stages import Stage

HOUR = timedelta(hours=1)
DECIDED = (Kind.TAKEN_UP, Kind.DECLINED, Kind.REFERRED)


@get_or_post
def ask(request: HttpRequest) -> HttpResponse:
    """A policy adviser asks a question, without an account."""
    at = now()
    form = PublicQuestionForm(request.POST or None, at=at)
    if form.is_valid():
        if not limits.within(5, HOUR, "ask", network(request), at=at):
            form.add_error(
                None, _("Many questions came from your address. Wait an hour, or phone us. Your text stays.")
            )
            return render(request, "trajectories/ask.html", _question_page(form, at), status=429)
        with refusal_as_message(request):
            asking.ask_question(**form.cleaned_data, by=None, at=at)
            return redirect("trajectories:asked")
    return render(request, "trajectories/ask.html", _question_page(form, at))


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What happens with a question, for who has just asked one."""
    today = localdate(now())
    reply = rule("question-reply-days", today)
    return render(request, "trajectories/asked.html", {"reply": reply})


@login_required
@get_or_post
def ask_for(request: UserRequest) -> HttpResponse:
    """Support writes down a question that came by phone or letter."""
    at = now()
    is_support.or_404(request.user, at=at)
    form = QuestionOnBehalfForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            trajectory = asking.ask_question(**form.cleaned_data, by=request.user, at=at)
            messages.success(
                request, _("The question waits for the steering group. The adviser has a mail with a personal link.")
            )
            return redirect("trajectories:decision", trajectory.slug)
    return render(request, "trajectories/ask_for.html", _question_page(form, at))


def _question_page(form: QuestionForm, at: datetime) -> dict[str, Any]:
    today = localdate(at)
    return {
        "form": form,
        "reply": rule("question-reply-days", today),
        "weeks": rule("weeks-to-advise", today),
    }


@login_required
@get_or_post
def more(request: UserRequest, slug: str) -> HttpResponse:
    """Staff ask the adviser something before the steering group decides."""
    at = now()
    trajectory = _asked_of_staff(request, slug, at)
    form = MoreForm(request.POST or None, label=_("What do you want to know?"))
    if form.is_valid():
        with refusal_as_message(request):
            asking.ask_for_more(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(
                request, _("The adviser gets your question by mail. The answer comes to the steering group.")
            )
            return redirect("trajectories:decision", slug)
    page = {"trajectory": trajectory, "form": form, "talk": _talk(trajectory), "asked": trajectory.stage == Stage.ASKED}
    return render(request, "trajectories/more.html", page)


@login_required
@get_or_post
def decision(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group takes the question up, or not, or passes it on."""
    at = now()
    trajectory = _asked_of_staff(request, slug, at)
    form = DecisionForm(
        request.POST or None, initial={"lead": trajectory.lead}, behalf=not is_steering(request.user, at=at)
    )
    if form.is_valid():
        with refusal_as_message(request):
            messages.success(request, _decide(trajectory, by=request.user, at=at, **form.cleaned_data))
            return redirect("trajectories:decision", slug)
    page = {
        "trajectory": trajectory,
        "form": form,
        "adviser": trajectory.advisers.select_related("official__department").first(),
        "capacity": capacity(localdate(at)),
        "reply": rule("question-reply-days", trajectory.asked_on or localdate(at)),
        "weeks": rule("weeks-to-advise", trajectory.asked_on or localdate(at)),
        "talk": _talk(trajectory),
        "waiting": open_request(trajectory),
        "decided": None if trajectory.stage == Stage.ASKED else _decided(trajectory),
    }
    return render(request, "trajectories/decision.html", page)


def _decide(
    trajectory: Trajectory,
    *,
    decision: str,
    reason: str,
    whom: str,
    lead: str,
    by: Any,
    at: datetime,
    on_behalf_of: str = "",
) -> str:
    """Takes the decision and returns what the reader is told about it."""
    if decision == DecisionForm.TAKE_UP:
        asking.take_up(trajectory, because=reason, lead=lead, by=by, at=at, on_behalf_of=on_behalf_of)
        return _("The adviser knows that you take this up. The next step is the call to all members.")
    if decision == DecisionForm.DECLINE:
        asking.decline(trajectory, reason=reason, by=by, at=at, on_behalf_of=on_behalf_of)
        return _("The adviser has a mail with your reason. This question is closed.")
    asking.refer(trajectory, whom=whom, because=reason, by=by, at=at, on_behalf_of=on_behalf_of)
    return _("The adviser has a mail that says who can help better. This question is closed.")


def _asked_of_staff(request: UserRequest, slug: str, at: datetime) -> Trajectory:
    shown = Trajectory.objects.visible_to(request.user, at=at).select_related("theme", "department")
    trajectory = get_object_or_404(shown.exclude(asked_on=None), slug=slug)
    is_staff.or_404(request.user, trajectory, at=at)
    return trajectory


def _talk(trajectory: Trajectory) -> list[tuple[str, str]]:
    """What was asked and answered before the decision, as (title, sentence)."""
    entries = trajectory.entries.filter(kind__in=[Kind.MORE_ASKED, Kind.MORE_GIVEN])
    return [(entry.title, entry.sentence(Seen.STAFF)) for entry in entries]


def _decided(trajectory: Trajectory) -> tuple[str, str, str]:
    """What was decided, as (title, sentence, reason); without a decision, the stage alone."""
    entry = trajectory.entries.filter(kind__in=DECIDED).last()
    if entry is None:
        return str(trajectory.get_stage_display()), "", ""
    return entry.title, entry.sentence(Seen.STAFF), entry.because
