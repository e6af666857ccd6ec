"""The pieces of a trajectory."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.doors import address_behind, door
from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import number, rule
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_staff, is_support
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.rules import in_group, is_adviser
from meedenk.trajectories.stages import RUNNING_GROUP

from ..forms.fields import Behalf
from ..forms.sources import AskForm, SourceForm
from ..models import Source
from ..operations import sources as acts
from ..serving import download
from ..versions import versions
from .entrance import enter, for_whom


@login_required
@require_safe
def sources(request: UserRequest, slug: str) -> HttpResponse:
    """What there is to read, and what we still wait for."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    found = list(Source.objects.visible_to(request.user, at=at).filter(trajectory=trajectory))
    page = {
        "trajectory": trajectory,
        "here": versions([each for each in found if each.received_at], at),
        "asked": [(each, each.is_late(at)) for each in found if not each.received_at],
        "open": trajectory.stage in RUNNING_GROUP and (in_group | is_support)(request.user, trajectory, at=at),
        "may_remove": (in_group | is_staff)(request.user, trajectory, at=at),
    }
    return render(request, "gathering/sources.html", page)


@login_required
@get_or_post
def add_source(request: UserRequest, slug: str, asked: int = 0) -> HttpResponse:
    """A piece is added; `asked` is the one we waited for."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    names = for_whom(request.user, trajectory, Kind.SOURCE_ADDED, at=at, adviser=True)
    awaited = get_object_or_404(trajectory.sources.asked(), pk=asked) if asked else None
    before = _before(request, Source.objects.visible_to(request.user, at=at).filter(trajectory=trajectory))
    form = _source_form(request, awaited or before, at, names=names, newer=before is not None)
    if form.is_valid():
        with refusal_as_message(request):
            given = form.cleaned_data
            acts.add_source(trajectory, **given, asked=awaited, replaces=before, by=request.user, at=at)
            messages.success(request, _("The piece is there. The group finds it in its mail."))
            return redirect("gathering:sources", slug)
    page = {"trajectory": trajectory, "form": form, "asked": awaited, "rule": _rule(at), "chosen": bool(request.FILES)}
    page["before"] = before
    return render(request, "gathering/add_source.html", page)


@login_required
@get_or_post
def ask_source(request: UserRequest, slug: str) -> HttpResponse:
    """What the group wants to read."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    names = for_whom(request.user, trajectory, Kind.SOURCE_ASKED, at=at)
    form = AskForm(request.POST or None, names=names)
    if form.is_valid():
        with refusal_as_message(request):
            acts.ask_source(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It has been asked. When it is not there in time, we say so by ourselves."))
            return redirect("gathering:sources", slug)
    page = {"trajectory": trajectory, "form": form, "has_adviser": trajectory.advisers.exists()}
    return render(request, "gathering/ask_source.html", page)


@login_required
@get_or_post
def remove_source(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """A piece goes away for everyone."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    names = for_whom(request.user, trajectory, Kind.SOURCE_REMOVED, at=at)
    source = get_object_or_404(Source.objects.visible_to(request.user, at=at), trajectory=trajectory, pk=number)
    form = Behalf(request.POST if request.method == "POST" else None, names=names)
    if form.is_valid():
        with refusal_as_message(request):
            acts.remove_source(source, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The piece is gone. Nobody can read it any more."))
            return redirect("gathering:sources", slug)
    return render(request, "gathering/remove_source.html", {"trajectory": trajectory, "source": source, "form": form})


@require_safe
def source_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The file of a piece, for who may read it: to keep, never to be shown or run by a browser."""
    sources = Source.objects.visible_to(request.user, at=now()).exclude(file="")
    source = get_object_or_404(sources, trajectory__slug=slug, pk=number)
    return download(str(source.file.name), title=source.title, found=source.format)


@door(Purpose.ADVISER, "stukken")
def sources_of_adviser(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The adviser sends a piece: one we asked for, or another."""
    at = now()
    trajectory = get_object_or_404(Trajectory, pk=link.about)
    is_adviser.or_404(link, trajectory, at=at)
    waiting = list(trajectory.sources.asked().order_by("promised_by_on"))
    awaited = next((each for each in waiting if str(each.pk) == request.GET.get("stuk", "")), None)
    own = trajectory.sources.here().filter(by_adviser=True)
    before = _before(request, own)
    form = _source_form(request, awaited or before, at, newer=before is not None)
    if form.is_valid():
        with refusal_as_message(request):
            acts.add_source(trajectory, **form.cleaned_data, asked=awaited, replaces=before, by=link, at=at)
            messages.success(request, _("The group has your piece. You can send another one."))
            return redirect(request.path)
    page = {
        "trajectory": trajectory,
        "form": form,
        "asked": awaited,
        "waiting": [(each, each.is_late(at), f"?stuk={each.pk}") for each in waiting if each != awaited],
        "before": before,
        "given": [each.source for each in versions(list(own), at)],
        "open": trajectory.stage in RUNNING_GROUP,
        "rule": _rule(at),
        "chosen": bool(request.FILES),
        "back": address_behind(request),
    }
    return render(request, "gathering/adviser_sources.html", page)


def _before(request: HttpRequest, pieces: QuerySet[Source]) -> Source | None:
    """The earlier version in whose place a newer one comes; none when it is another piece."""
    key = request.GET.get("opnieuw", "")
    if not key:
        return None
    if not key.isdecimal():
        raise Http404
    return get_object_or_404(pieces.exclude(received_at=None), pk=key)


def _source_form(
    request: HttpRequest, known: Source | None, at: datetime, *, names: list[str] | None = None, newer: bool = False
) -> SourceForm:
    megabytes = min(number("upload-max-megabytes", localdate(at)), settings.UPLOAD_LIMIT_MB)
    fields = ("title", "kind", "from_whom")
    initial = {name: getattr(known, name) for name in fields} if known else {}
    data = request.POST if request.method == "POST" else None
    return SourceForm(data, request.FILES or None, megabytes=megabytes, newer=newer, initial=initial, names=names or [])


def _rule(at: datetime) -> object:
    return rule("upload-max-megabytes", localdate(at))
