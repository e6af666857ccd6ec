"""The page on which the group weighs the response, and the page on which the office answers anew."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.doors import address_behind, door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.advice.models import Advice
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.views.entrance import enter_step

from ..forms.weighing import AnewForm, WeighForm
from ..models import Response, Weighing
from ..operations import weighing
from ..queries import responses

OPEN = (Stage.ANSWERED, Stage.MONITORING)


@login_required
@get_or_post
def weigh(request: UserRequest, slug: str) -> HttpResponse:
    """The group says what it thinks of the response."""
    at = now()
    page = enter_step(request.user, slug, Kind.RESPONSE_WEIGHED, at=at)
    form = WeighForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            weighing.weigh(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            asked = form.cleaned_data["verdict"] == Weighing.Verdict.ASK_ON
            on = _("Kept. The office has a mail with your question and a link to answer.")
            messages.success(request, on if asked else _("Kept. Members can read what you think of the answer."))
            return redirect("trajectories:workspace", slug)
    advice = Advice.objects.filter(trajectory=page.trajectory).first()
    given = responses(advice).values() if advice else []
    return render(request, "followup/weigh.html", page.filled(form=form, given=given))


@door(Purpose.OFFICE, "opnieuw")
def anew_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The office gives an answer that would come later, or changes one."""
    advice = get_object_or_404(_answered(), trajectory=link.about)
    return _anew(request, advice, link, address_behind(request, "opnieuw"), now())


@login_required
@get_or_post
def answer_anew(request: UserRequest, slug: str) -> HttpResponse:
    """Support enters an answer that came later, or that changed."""
    at = now()
    page = enter_step(request.user, slug, Kind.RESPONSE_CHANGED, at=at)
    advice = get_object_or_404(_answered(), trajectory=page.trajectory)
    return _anew(request, advice, request.user, reverse("followup:answer-anew", args=[slug]), at)


def _answered() -> QuerySet[Advice]:
    return Advice.objects.filter(trajectory__stage__in=OPEN).select_related("trajectory", "delivery")


def _anew(request: HttpRequest, advice: Advice, person: User | PersonalLink, here: str, at: datetime) -> HttpResponse:
    given = sorted(responses(advice).values(), key=lambda each: each.answer != Response.Answer.LATER)
    base = "base.html" if isinstance(person, User) else "bare.html"
    context = {"advice": advice, "trajectory": advice.trajectory, "base": base, "here": here, "given": given}
    asked = request.GET.get("aanbeveling", "")
    if not asked:
        return render(request, "followup/anew.html", context)
    response = next((each for each in given if str(each.recommendation.order) == asked), None)
    if response is None:
        raise Http404
    form = AnewForm(
        request.POST if request.method == "POST" else None, response=response, behalf=isinstance(person, User)
    )
    if form.is_valid():
        with refusal_as_message(request):
            behalf = form.cleaned_data.get("on_behalf_of", "")
            seen = form.cleaned_data["seen"]
            weighing.answer_anew(response, form.reply(), seen=seen, by=person, at=at, on_behalf_of=behalf)
            messages.success(request, _("The new answer stands beside the recommendation. The group is told."))
            return redirect(here)
    return render(request, "followup/anew_one.html", context | {"form": form, "response": response})
