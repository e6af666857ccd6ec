"""The themes: what is on the agenda, what is not, and why."""

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from meedenk.agenda.heard import heard_about
from meedenk.agenda.models import Theme
from meedenk.gathering.calendars import calendar_of
from meedenk.gathering.models import Activity
from meedenk.people.models import Department
from meedenk.trajectories.stages import Stage

from .. import register, subjects
from ..reading import coming


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Themes chosen and not chosen, with the reason, and those still to decide about."""
    at = now()
    public = Count("trajectories", filter=~Q(trajectories__stage=Stage.ASKED))
    themes = list(Theme.objects.annotate(subjects=public))
    context = {
        "chosen": sorted((each for each in themes if each.chosen), key=lambda each: (not each.planned_for, each.title)),
        "coming": coming(Activity.objects.public(at).filter(kind=Activity.Kind.PLENARY), at=at),
        "left": [each for each in themes if each.decided and not each.chosen],
        "undecided": [each for each in themes if not each.decided],
    }
    return render(request, "site/agenda.html", context)


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """One theme with its trajectories and advices."""
    at = now()
    departments = Prefetch("departments", Department.objects.all())
    found = get_object_or_404(Theme.objects.prefetch_related(departments), slug=slug)
    running = subjects.shown_to(request.user, at=at).exclude(stage=Stage.ASKED).filter(theme=found).order_by("-pk")
    advices = register.published(at).filter(trajectory__theme=found)
    context = {
        "theme": found,
        "subjects": [subjects.row(each) for each in running],
        "advices": register.rows(advices, on=localdate(at)),
        "heard": heard_about(found, on=localdate(at)),
    }
    return render(request, "site/theme.html", context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The open meetings, for a calendar to subscribe to."""
    at = now()
    meetings = Activity.objects.public(at).filter(kind=Activity.Kind.PLENARY).select_related("trajectory")
    response = HttpResponse(calendar_of(meetings, at=at), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="kalender.ics"'
    return response
