"""Differing views: one member writes one, others join it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.people.models import Member
from meedenk.people.standing import standing
from meedenk.trajectories.rules import in_group

from ..forms.writing import PerspectiveForm
from ..models import Perspective
from ..operations import writing
from .entrance import enter_advice
from .keeping import Desk, keep


@login_required
@get_or_post
def add(request: UserRequest, slug: str) -> HttpResponse:
    """A member of the group writes down how they see it."""
    at = now()
    advice = enter_advice(request.user, slug, in_group, at=at)
    form = PerspectiveForm(request.POST or None, initial={"version": 1})
    if form.is_valid():
        with refusal_as_message(request):
            said = {"title": form.cleaned_data["title"], "text": form.cleaned_data["text"]}
            writing.write_perspective(advice, member=_me(request, at), **said, by=request.user, at=at)
            messages.success(request, _("Your view stands in the advice. Others in the group can join it."))
            return redirect(_back(slug))
    return render(request, "advice/perspective.html", {"trajectory": advice.trajectory, "form": form})


@login_required
@get_or_post
def perspective(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """Who holds a view may change its words."""
    at = now()
    found = _perspective(request, slug, key, at)
    if not found.held_by.filter(pk=_me(request, at).pk).exists():
        raise Http404

    def form(data: Any = None, **initial: str) -> PerspectiveForm:
        return PerspectiveForm(data, initial=_texts(found) | {"version": str(found.version)} | initial)

    def save(**said: Any) -> int:
        return writing.save_perspective(found, **said, by=request.user, at=at)

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
            template="advice/perspective.html",
            context={"trajectory": found.advice.trajectory, "perspective": found, "back": _back(slug)},
        ),
    )


@login_required
@require_POST
def join(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """ "I see it that way too", or no longer."""
    at = now()
    found = _perspective(request, slug, key, at)
    with refusal_as_message(request):
        if request.POST.get("act") == "leave":
            writing.leave_perspective(found, member=_me(request, at), by=request.user, at=at)
            messages.success(request, _("You are no longer counted with this view."))
        else:
            writing.join_perspective(found, member=_me(request, at), by=request.user, at=at)
            messages.success(request, _("You are counted with this view. Your name is not shown to anyone outside."))
    return redirect(_back(slug))


def _perspective(request: UserRequest, slug: str, key: int, at: datetime) -> Perspective:
    advice = enter_advice(request.user, slug, in_group, at=at)
    return get_object_or_404(Perspective.objects.select_related("advice__trajectory"), advice=advice, pk=key)


def _me(request: UserRequest, at: datetime) -> Member:
    """Who passed `in_group` is a member."""
    member = standing(request.user, localdate(at)).member
    if member is None:
        raise Http404
    return member


def _texts(found: Perspective) -> dict[str, str]:
    return {"title": found.title, "text": found.text}


def _back(slug: str) -> str:
    return reverse("advice:write", args=[slug]) + "#kijk"
