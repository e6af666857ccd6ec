"""Running and finished trajectories, and one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from meedenk.trajectories.stages import Stage

from .. import subjects
from ..forms import SubjectFilter
from ..reading import subject_page

PAGE = 20


@require_safe
def trajectories(request: HttpRequest) -> HttpResponse:
    """What we work on and what is finished."""
    at = now()
    form = SubjectFilter(request.GET or None)
    chosen = form.chosen()
    found = subjects.shown_to(request.user, at=at).exclude(stage=Stage.ASKED).order_by("-asked_on", "-pk")
    if chosen.get("stand") == "klaar":
        found = found.filter(stage=Stage.CLOSED)
    elif chosen.get("stand") == "loopt" or not form.is_set:
        found = found.exclude(stage=Stage.CLOSED)
    if theme := chosen.get("thema"):
        found = found.filter(theme=theme)
    if flow := chosen.get("soort"):
        found = found.filter(flow=flow)
    page = Paginator(found.none() if form.errors else found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "chosen": chosen, "filtered": form.is_set, "page": page}
    context["rows"] = [subjects.row(each) for each in page]
    return render(request, "site/trajectories.html", context)


@require_safe
def trajectory(request: HttpRequest, slug: str) -> HttpResponse:
    """One trajectory: the question, where we stand, what we heard, what comes."""
    at = now()
    found = get_object_or_404(subjects.shown_to(request.user, at=at), slug=slug)
    return render(request, "site/trajectory.html", subject_page(found, at=at))
