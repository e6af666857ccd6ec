"""Who of the municipality works along, for staff and behind the link of who does."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts import limits
from meedenk.accounts.doors import address_behind, door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.people.rules import is_staff

from ..forms.advisers import AddAdviserForm, EndAdviserForm
from ..models import PolicyAdviser, Trajectory
from ..operations import advisers as operations
from ..stages import NOT_CLOSED
from .entrance import enter

DAY = timedelta(days=1)
A_DAY = 5


@login_required
@require_safe
def advisers(request: UserRequest, slug: str) -> HttpResponse:
    """Who works along, the one who leads first."""
    trajectory = enter(request.user, slug, is_staff, at=now())
    page = {
        "trajectory": trajectory,
        "advisers": _advisers(trajectory).select_related("official__department"),
        "open": trajectory.stage in NOT_CLOSED,
    }
    return render(request, "trajectories/advisers.html", page)


@login_required
@get_or_post
def add_adviser(request: UserRequest, slug: str) -> HttpResponse:
    """Someone more joins."""
    at = now()
    trajectory = enter(request.user, slug, is_staff, at=at)
    form = AddAdviserForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            _add(request, form, trajectory, request.user, at)
            return redirect("trajectories:advisers", slug)
    return render(request, "trajectories/add_adviser.html", {"trajectory": trajectory, "form": form})


@login_required
@get_or_post
def end_adviser(request: UserRequest, slug: str) -> HttpResponse:
    """Someone stops."""
    at = now()
    trajectory = enter(request.user, slug, is_staff, at=at)
    form = EndAdviserForm(request.POST or None, advisers=_advisers(trajectory))
    if form.is_valid():
        with refusal_as_message(request):
            _end(request, form, request.user, at)
            return redirect("trajectories:advisers", slug)
    return render(request, "trajectories/end_adviser.html", {"trajectory": trajectory, "form": form})


@door(Purpose.ADVISER, "collega")
def add_colleague(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Who works along asks a colleague to do so too; so often a day and no more, as each is a mail to a stranger."""
    at = now()
    trajectory = get_object_or_404(Trajectory.objects.select_related("department"), pk=link.about)
    form = AddAdviserForm(request.POST or None)
    if form.is_valid():
        if not limits.within(A_DAY, DAY, "colleague", str(trajectory.pk), at=at):
            return render(request, "429.html", status=429)
        with refusal_as_message(request):
            _add(request, form, trajectory, link, at)
            return redirect(address_behind(request))
    page = {"trajectory": trajectory, "form": form, "back": address_behind(request)}
    return render(request, "trajectories/add_colleague.html", page)


@door(Purpose.ADVISER, "collega-weg")
def end_colleague(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Who works along says that a colleague stopped; that they stop themselves a colleague or staff say."""
    at = now()
    trajectory = get_object_or_404(Trajectory, pk=link.about)
    colleagues = _advisers(trajectory).exclude(official__email__iexact=link.email)
    form = EndAdviserForm(request.POST or None, advisers=colleagues)
    if form.is_valid():
        with refusal_as_message(request):
            _end(request, form, link, at)
            return redirect(address_behind(request))
    page = {"trajectory": trajectory, "form": form, "back": address_behind(request), "colleagues": colleagues}
    return render(request, "trajectories/end_colleague.html", page)


def _advisers(trajectory: Trajectory) -> QuerySet[PolicyAdviser]:
    return PolicyAdviser.objects.filter(trajectory=trajectory).select_related("official", "trajectory")


def _add(
    request: HttpRequest, form: AddAdviserForm, trajectory: Trajectory, by: User | PersonalLink, at: datetime
) -> None:
    adviser = operations.add_adviser(trajectory, **form.cleaned_data, by=by, at=at)
    sentence = _("%(name)s works along now and has a mail with a personal link.")
    messages.success(request, sentence % {"name": adviser.official.name})


def _end(request: HttpRequest, form: EndAdviserForm, by: User | PersonalLink, at: datetime) -> None:
    adviser = form.cleaned_data["adviser"]
    operations.end_adviser(adviser, by=by, at=at)
    sentence = _("%(name)s no longer works along. Their links have closed.")
    messages.success(request, sentence % {"name": adviser.official.name})
