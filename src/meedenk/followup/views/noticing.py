"""The page on which a resident tells what they notice, and the page of who follows what is done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meedenk.accounts.doors import door
from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.agenda.models import Concern
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule
from meedenk.people.rules import is_support
from meedenk.trajectories.forms.steps import StepForm
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.views.entrance import enter

from ..forms.noticing import NoticeForm
from ..mails.noticing import PAGE
from ..models import Monitoring, Notice, NoticeRound
from ..noticed import is_over, sentences
from ..noticed import noticed as results
from ..operations import noticing
from ..queries import progress
from ..residents import person_of
from ..rules import follows


@door(Purpose.NOTICE)
def tell_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Who contributed tells what they notice."""
    return _tell(request, link, Trajectory.objects.filter(pk=link.about))


@door(Purpose.TELLER, PAGE)
def tell_by_teller(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Who told a concern tells what they notice of what followed from it."""
    concern = get_object_or_404(Concern, pk=link.about)
    return _tell(request, link, Trajectory.objects.filter(concerns__in=[concern.pk, concern.merged_into_id]))


@login_required
@get_or_post
def noticed(request: UserRequest, slug: str) -> HttpResponse:
    """Who follows what is done lets residents be asked, and reads what they say."""
    at, today = now(), localdate()
    trajectory = enter(request.user, slug, follows | is_support, at=at)
    monitoring = get_object_or_404(Monitoring, trajectory=trajectory)
    mine = follows(request.user, trajectory, at=at)
    form = StepForm(request.POST if request.method == "POST" else None, behalf=not mine)
    if form.is_valid():
        with refusal_as_message(request):
            asks = request.POST.get("act") == "ask"
            noticing.arrange_notice(trajectory, asks=asks, **form.cleaned_data, by=request.user, at=at)
            on = _("From now on everyone who contributed is asked too what they notice.")
            messages.success(request, on if asks else _("Residents are not asked any more what they notice."))
            return redirect(request.path)
    page: dict[str, Any] = {
        "trajectory": trajectory,
        "form": form,
        "mine": mine,
        "asks": monitoring.asks_residents_since is not None,
        "open": trajectory.stage == Stage.MONITORING,
        "noticed": results(trajectory, on=today),
        "said": sentences(trajectory, on=today) if mine else [],
        "rule": rule("small-number-threshold", today),
    }
    return render(request, "followup/noticed.html", page)


@login_required
@require_POST
def quote(request: UserRequest, slug: str) -> HttpResponse:
    """Who follows what is done shows one sentence of a round to everyone, or none any more."""
    at = now()
    trajectory = enter(request.user, slug, follows, at=at)
    try:
        found = Notice.objects.filter(notice_round__trajectory=trajectory, pk=request.POST.get("notice", "")).first()
    except ValidationError:
        found = None
    if found is None or not is_over(found.notice_round, trajectory, on=localdate(at)):
        raise Http404
    shown = None if request.POST.get("act") == "hide" else found
    with refusal_as_message(request):
        noticing.choose_quote(found.notice_round, shown, by=request.user, at=at)
        yes, no = _("Everyone reads this sentence beside the numbers."), _("This sentence is not public any more.")
        messages.success(request, yes if shown else no)
    return redirect("followup:noticed", slug)


def _tell(request: HttpRequest, link: PersonalLink, about: QuerySet[Trajectory]) -> HttpResponse:
    at = now()
    rounds = NoticeRound.objects.filter(trajectory__in=about, noticers__person=person_of(link.email))
    found = rounds.select_related("trajectory").order_by("noticers__told", "-asked_at").first()
    if found is None:
        return render(request, "followup/notice_none.html", {"trajectory": about.first()})
    trajectory = found.trajectory
    told = found.noticers.filter(person=person_of(link.email), told=True).exists()
    if told or is_over(found, trajectory, on=localdate(at)):
        return render(request, "followup/notice_none.html", {"trajectory": trajectory, "told": told})
    form = NoticeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_as_message(request):
            noticing.tell_notice(found, **form.cleaned_data, by=link, at=at)
            messages.success(request, _("Thank you. Your answer counts."))
            return redirect(request.path)
    promises = [(each, each.late(localdate(at))) for each in progress(trajectory)]
    page = {"trajectory": trajectory, "asked": found, "form": form, "promises": promises}
    return render(request, "followup/notice.html", page)
