"""The desk pages on which the steering group keeps its themes."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Seen
from meedenk.people.rules import is_staff

from ..forms.themes import ThemeDecisionForm, ThemeForm
from ..models import Theme
from ..operations import themes as operations
from ..queries import theme_list
from ..rules import may_decide
from ..running import running_under


@login_required
@require_safe
def themes(request: UserRequest) -> HttpResponse:
    """All themes: still to decide, chosen, left, with what runs under them."""
    is_staff.or_404(request.user, at=now())
    return render(request, "agenda/themes.html", {"themes": theme_list()})


@login_required
@get_or_post
def new_theme(request: UserRequest) -> HttpResponse:
    """A theme comes on the list."""
    at = now()
    is_staff.or_404(request.user, at=at)
    form = ThemeForm(request.POST or None, initial={"origin": Theme.Origin.OWN}, newest=0)
    if form.is_valid():
        with refusal_as_message(request):
            theme = operations.add_theme(**form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The theme stands on the list. Now the steering group decides about it."))
            return redirect("agenda:decide", theme.slug)
    return render(request, "agenda/theme_form.html", {"form": form})


@login_required
@get_or_post
def theme(request: UserRequest, slug: str) -> HttpResponse:
    """How one theme is described."""
    at = now()
    found = _theme_for_staff(request, slug, at)
    form = ThemeForm(request.POST or None, initial=_as_typed(found), newest=_newest(found))
    if form.is_valid():
        with refusal_as_message(request):
            operations.change_theme(found, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The theme is described like this now. Everyone can read it."))
            return redirect("agenda:themes")
    return render(request, "agenda/theme_form.html", {"form": form, "theme": found, "happened": _happened(found, at)})


@login_required
@get_or_post
def decide(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group chooses a theme, or leaves it for now."""
    at = now()
    found = _theme_for_staff(request, slug, at)
    behalf = not may_decide(request.user, at=at)
    form = ThemeDecisionForm(request.POST or None, initial=_decision(found), newest=_newest(found), behalf=behalf)
    if form.is_valid():
        with refusal_as_message(request):
            messages.success(request, _take(found, **form.cleaned_data, by=request.user, at=at))
            return redirect("agenda:themes")
    context = {
        "form": form,
        "theme": found,
        "subjects": running_under([found.pk])[found.pk],
        "chosen": Theme.objects.filter(chosen=True).count(),
        "happened": _happened(found, at),
    }
    return render(request, "agenda/decide.html", context)


def _take(found: Theme, *, decision: str, reason: str, planned_for: str, **more: Any) -> str:
    """Takes the decision and returns what the reader is told about it."""
    if decision == ThemeDecisionForm.CHOOSE:
        operations.choose_theme(found, reason=reason, planned_for=planned_for, **more)
        return _("The theme is on the agenda. Members read it in their next overview.")
    operations.leave_theme(found, reason=reason, **more)
    return _("The theme is not on the agenda now. Everyone can read why.")


def _theme_for_staff(request: UserRequest, slug: str, at: datetime) -> Theme:
    is_staff.or_404(request.user, at=at)
    return get_object_or_404(Theme.objects.prefetch_related("departments"), slug=slug)


def _as_typed(found: Theme) -> dict[str, Any]:
    return {
        "title": found.title,
        "summary": found.summary,
        "origin": found.origin,
        "policy_topics": found.policy_topics,
        "departments": found.departments.all(),
    }


def _decision(found: Theme) -> dict[str, Any]:
    """What was decided before, to be changed; nothing for a theme that is still open."""
    if not found.decided:
        return {}
    decision = ThemeDecisionForm.CHOOSE if found.chosen else ThemeDecisionForm.LEAVE
    return {"decision": decision, "reason": found.reason, "planned_for": found.planned_for}


def _newest(found: Theme) -> int:
    newest = found.entries.order_by("pk").last()
    return newest.pk if newest else 0


def _happened(found: Theme, at: datetime) -> list[tuple[datetime, str, str]]:
    """What happened to the theme, the newest first, as (when, title, sentence)."""
    entries = found.entries.seen_by(Seen.STAFF, at=at).order_by("-at", "-pk")
    return [(entry.at, entry.title, entry.sentence(Seen.STAFF)) for entry in entries]
