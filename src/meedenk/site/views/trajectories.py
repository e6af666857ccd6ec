"""Running and finished trajectories, and one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from meedenk.agenda.models import Theme
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Flow, Stage

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
    all_of_it = chosen.get("stand") == "alles"
    themes = _not_begun(chosen) if all_of_it else Theme.objects.none()
    page = Paginator([] if form.errors else _keys(found, themes), PAGE).get_page(request.GET.get("page"))
    begun = found.in_bulk([pk for place, pk in page if place == 0])
    rest = themes.in_bulk([pk for place, pk in page if place == 1])
    context = {"form": form, "chosen": chosen, "filtered": form.is_set, "all": all_of_it, "page": page}
    context["rows"] = [
        subjects.theme_row(rest[pk]) if place else subjects.row(begun[pk], selected=all_of_it) for place, pk in page
    ]
    return render(request, "site/trajectories.html", context)


def _keys(*lists: QuerySet[Any]) -> list[tuple[int, int]]:
    """One list of several: the place of the list, and the key in it."""
    return [(place, pk) for place, each in enumerate(lists) for pk in each.values_list("pk", flat=True)]


def _not_begun(chosen: dict[str, Any]) -> QuerySet[Theme]:
    """The themes of which nothing public has begun, what was chosen first, as far as they fit what was asked for."""
    begun = Trajectory.objects.exclude(stage=Stage.ASKED).exclude(theme=None).values("theme")
    themes = Theme.objects.exclude(pk__in=begun).order_by("-chosen", "title")
    if theme := chosen.get("thema"):
        themes = themes.filter(pk=theme.pk)
    if flow := chosen.get("soort"):
        themes = themes.filter(origin=Theme.Origin.OWN if flow == Flow.UNREQUESTED else Theme.Origin.MUNICIPALITY)
    return themes


@require_safe
def trajectory(request: HttpRequest, slug: str) -> HttpResponse:
    """One trajectory: the question, where we stand, what we heard, what comes."""
    at = now()
    found = get_object_or_404(subjects.shown_to(request.user, at=at), slug=slug)
    return render(request, "site/trajectory.html", subject_page(found, at=at))
