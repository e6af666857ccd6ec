"""The page on which the group writes, and its parts."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.documents.html import html
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_inside
from meedenk.people.standing import standing
from meedenk.trajectories.flows import STEPS, may
from meedenk.trajectories.forms.steps import WhyForm
from meedenk.trajectories.moving import stopped
from meedenk.trajectories.stages import Flow, Stage
from meedenk.trajectories.views.entrance import enter_step

from ..conditions import this_round
from ..content import blocks, content
from ..forms.writing import NewRecommendationForm, PartForm, RecommendationForm
from ..models import Advice, Recommendation
from ..operations import writing
from ..rules import may_write
from ..tally import tally
from .entrance import enter_advice
from .keeping import Desk, keep

PARTS = {
    "titel": "title",
    "samenvatting": "summary",
    "wat-goed-gaat": "goes_well",
    "aandachtspunten": "attention",
    "totstandkoming": "came_about",
}


@login_required
@get_or_post
def begin(request: UserRequest, slug: str) -> HttpResponse:
    """The contact begins the writing; what is missing and does not stop it is passed with a reason."""
    at = now()
    page = enter_step(request.user, slug, Kind.WRITING_BEGUN, at=at)
    form = WhyForm(request.POST or None, behalf=page.behalf, ask_why=bool(page.missing))
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request):
            writing.begin_writing(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Your group can write now. Everyone in it has a mail about it."))
            return redirect("advice:write", slug)
    return render(request, "advice/begin.html", page.filled(form=form))


@login_required
@require_safe
def write(request: UserRequest, slug: str) -> HttpResponse:
    """The advice as it stands: to write in for the group, to read for who may only read."""
    at = now()
    advice = enter_advice(request.user, slug, is_inside, at=at)
    trajectory = advice.trajectory
    writing_now = trajectory.stage == Stage.ADVISING
    text = advice.adopted or content(advice, on=localdate(at))
    page: dict[str, Any] = {
        "trajectory": trajectory,
        "advice": advice,
        "text": html(blocks(text, top=2)),
        "writing": writing_now and may_write(request.user, trajectory, at=at),
        "steps": [
            (step.label, reverse(step.page, args=[slug]))
            for step in STEPS[Flow(trajectory.flow)]
            if step.page.startswith("advice:")
            and trajectory.stage in step.origin
            and may(step, request.user, trajectory, at=at)
            and (step.to or not stopped(step, trajectory, at=at))
        ],
    }
    if page["writing"]:
        page |= _desk(advice, request, at)
    return render(request, "advice/write.html", page)


def _desk(advice: Advice, request: UserRequest, at: datetime) -> dict[str, Any]:
    member = standing(request.user, localdate(at)).member
    recommendations = list(advice.recommendations.all())
    found = this_round(advice.trajectory)
    return {
        "parts": [(address, _part_form(advice, part), getattr(advice, part)) for address, part in PARTS.items()],
        "recommendations": [each for each in recommendations if each.removed_at is None],
        "removed": [each for each in recommendations if each.removed_at],
        "perspectives": [
            (each, len(holders), member in holders)
            for each in advice.perspectives.prefetch_related("held_by")
            for holders in [list(each.held_by.all())]
        ],
        "member": member,
        "round": found,
        "tally": tally(found, at) if found else None,
    }


def _part_form(advice: Advice, part: str, data: Any = None, **initial: str) -> PartForm:
    stored = {"text": getattr(advice, part), "version": advice.version_of(part)}
    return PartForm(data, part=part, initial=stored | initial)


@login_required
@get_or_post
def part(request: UserRequest, slug: str, address: str) -> HttpResponse:
    """One part of the text, on a page of its own."""
    at = now()
    advice = enter_advice(request.user, slug, may_write, at=at)
    if (name := PARTS.get(address)) is None:
        raise Http404

    def save(text: str, version: int) -> int:
        return writing.save_part(advice, name, text=text, version=version, by=request.user, at=at)

    def current() -> tuple[int, dict[str, str]]:
        advice.refresh_from_db()
        return advice.version_of(name), {"text": getattr(advice, name)}

    return keep(
        request,
        _part_form(advice, name, request.POST or None),
        Desk(
            save,
            current,
            again=lambda typed: _part_form(advice, name, **typed),
            template="advice/text.html",
            context={"trajectory": advice.trajectory, "back": f"{reverse('advice:write', args=[slug])}#{address}"},
        ),
    )


@login_required
@get_or_post
def add_recommendation(request: UserRequest, slug: str) -> HttpResponse:
    """One recommendation more, which is then written out."""
    at = now()
    advice = enter_advice(request.user, slug, may_write, at=at)
    form = NewRecommendationForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            added = writing.add_recommendation(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It is in the advice. Now write why, and what it is based on."))
            return redirect("advice:recommendation", slug, added.pk)
    return render(request, "advice/add_recommendation.html", {"trajectory": advice.trajectory, "form": form})


@login_required
@get_or_post
def recommendation(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """One recommendation, on a page of its own."""
    at = now()
    found = _recommendation(request, slug, key, at)

    def form(data: Any = None, **initial: str) -> RecommendationForm:
        return RecommendationForm(data, initial=_texts(found) | {"version": str(found.version)} | initial)

    def save(**said: Any) -> int:
        return writing.save_recommendation(found, **said, by=request.user, at=at)

    def current() -> tuple[int, dict[str, str]]:
        found.refresh_from_db()
        return found.version, _texts(found)

    return keep(
        request,
        form(request.POST or None),
        Desk(
            save,
            current,
            again=lambda typed: form(**typed),
            template="advice/recommendation.html",
            context={
                "trajectory": found.advice.trajectory,
                "recommendation": found,
                "back": f"{reverse('advice:write', args=[slug])}#aanbeveling-{found.pk}",
            },
        ),
    )


@login_required
@require_POST
def place(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """A recommendation goes up or down."""
    at = now()
    found = _recommendation(request, slug, key, at)
    with refusal_as_message(request):
        earlier = request.POST.get("where") == "earlier"
        writing.place_recommendation(found, earlier=earlier, by=request.user, at=at)
    return redirect(f"{reverse('advice:write', args=[slug])}#aanbeveling-{found.pk}")


@login_required
@require_POST
def remove(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """A recommendation goes out, or back in."""
    at = now()
    found = _recommendation(request, slug, key, at)
    with refusal_as_message(request):
        if request.POST.get("act") == "put-back":
            writing.put_back_recommendation(found, by=request.user, at=at)
            messages.success(request, _("The recommendation is back in the advice, at the end."))
        else:
            writing.remove_recommendation(found, by=request.user, at=at)
            messages.success(request, _("The recommendation is out of the advice. You can put it back below the list."))
    return redirect(reverse("advice:write", args=[slug]) + "#aanbevelingen")


def _recommendation(request: UserRequest, slug: str, key: int, at: datetime) -> Recommendation:
    advice = enter_advice(request.user, slug, may_write, at=at)
    return get_object_or_404(Recommendation.objects.select_related("advice__trajectory"), advice=advice, pk=key)


def _texts(found: Recommendation) -> dict[str, str]:
    return {"title": found.title, "text": found.text, "reason": found.reason, "sources": found.sources}
