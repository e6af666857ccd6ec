"""The page on which the office answers, and the pages of staff around it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.doors import door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.advice.models import Advice
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind
from meedenk.trajectories.forms.steps import StepForm
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.views.entrance import StepPage, enter_step

from . import operations
from .forms import ReminderForm, ResponseForm
from .models import Letter
from .queries import days_late, reminders, responses


@door(Purpose.OFFICE)
def respond_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The office of the executive answers each recommendation on one page."""
    advice = get_object_or_404(_delivered(), trajectory=link.about)
    return _respond(request, link, advice, now(), base="bare.html")


@login_required
@get_or_post
def respond(request: UserRequest, slug: str) -> HttpResponse:
    """Support enters an answer that came by letter."""
    at = now()
    page = enter_step(request.user, slug, Kind.RESPONSE_RECEIVED, at=at)
    advice = get_object_or_404(_delivered(), trajectory=page.trajectory)
    return _respond(request, request.user, advice, at, base="base.html")


@login_required
@get_or_post
def remind(request: UserRequest, slug: str) -> HttpResponse:
    """Staff remind the executive, with own words if they like."""
    at = now()
    page = enter_step(request.user, slug, Kind.RESPONSE_REMINDED, at=at)
    advice = _awaited(page)
    form = ReminderForm(request.POST if request.method == "POST" else None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            operations.remind(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The reminder is on its way, and the timeline says that it was sent."))
            return redirect("trajectories:workspace", slug)
    return render(request, "followup/remind.html", _waiting(advice, at) | {"form": form})


@login_required
@get_or_post
def no_response(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group concludes that no answer comes."""
    at = now()
    page = enter_step(request.user, slug, Kind.NO_RESPONSE, at=at)
    advice = _awaited(page)
    form = StepForm(request.POST if request.method == "POST" else None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            operations.conclude_no_response(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone can read now that no answer came."))
            return redirect("trajectories:workspace", slug)
    needed = number("response-reminders-needed", localdate(at))
    return render(request, "followup/no_response.html", _waiting(advice, at) | {"form": form, "needed": needed})


def _respond(
    request: HttpRequest, person: User | PersonalLink, advice: Advice, at: datetime, *, base: str
) -> HttpResponse:
    page: dict[str, Any] = {"advice": advice, "trajectory": advice.trajectory, "base": base}
    recommendations = list(advice.recommendations.filter(removed_at=None))
    if advice.trajectory.stage != Stage.DELIVERED:
        given = responses(advice)
        page["rows"] = [(each, given.get(each.pk)) for each in recommendations]
        page["public"] = Advice.objects.public(at).filter(pk=advice.pk).exists()
        return render(request, "followup/responded.html", page)
    sending = request.POST.get("act") == "send"
    form = ResponseForm(
        request.POST or None,
        recommendations=recommendations,
        draft=Letter.objects.filter(advice=advice).prefetch_related("responses").first(),
        complete=request.POST.get("act") != "keep",
        behalf=isinstance(person, User),
    )
    if form.is_valid():
        with refusal_as_message(request):
            said = {
                "replies": form.replies(),
                "reference": form.cleaned_data["reference"],
                "text": form.cleaned_data["text"],
            }
            if sending:
                whose = form.cleaned_data.get("on_behalf_of", "")
                operations.respond(advice, **said, by=person, at=at, on_behalf_of=whose)
                messages.success(request, _("The answer has been published. Everyone who worked on this is told."))
            else:
                operations.keep_draft(advice, **said, at=at)
                messages.success(request, _("Kept as a draft. Only you can see it, until you send it."))
            return redirect(request.path)
    return render(request, "followup/respond.html", page | {"form": form, "late": days_late(advice, localdate(at))})


def _delivered() -> QuerySet[Advice]:
    return Advice.objects.filter(delivery__isnull=False).select_related("trajectory", "delivery")


def _awaited(page: StepPage) -> Advice:
    """The advice of the page, while its answer is awaited."""
    return get_object_or_404(_delivered(), trajectory=page.trajectory, trajectory__stage=Stage.DELIVERED)


def _waiting(advice: Advice, at: datetime) -> dict[str, Any]:
    return {
        "advice": advice,
        "trajectory": advice.trajectory,
        "late": days_late(advice, localdate(at)),
        "reminders": reminders(advice.trajectory),
    }
