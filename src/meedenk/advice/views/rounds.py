"""The draft goes round."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from meedenk.accounts.doors import door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.documents.html import html
from meedenk.handbook.queries import rule
from meedenk.journal.kinds import Kind
from meedenk.people.models import Member
from meedenk.people.standing import standing
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.rules import has_draft, in_group
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.views.entrance import enter_step

from ..conditions import this_round
from ..content import blocks
from ..forms.rounds import RespondForm, RoundForm
from ..models import Advice, DraftResponse, DraftRound
from ..operations import rounds
from ..tally import tally
from .entrance import advice_of


@login_required
@get_or_post
def send(request: UserRequest, slug: str) -> HttpResponse:
    """The contact sends the draft round, and sees who responded."""
    at = now()
    page = enter_step(request.user, slug, Kind.DRAFT_IN_ROUND, at=at)
    advice = advice_of(page)
    days = rule("draft-round-days", localdate(at))
    closes_at = localtime(at).replace(hour=20, minute=0, second=0, microsecond=0) + timedelta(days=days.value)
    form = RoundForm(
        request.POST or None, initial={"closes_at": closes_at}, behalf=page.behalf, usual=rounds.usual_close(at)
    )
    if form.is_valid():
        with refusal_as_message(request):
            rounds.send_round(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The draft went round. Here you see who has responded."))
            return redirect("advice:round", slug)
    found = this_round(page.trajectory)
    context = page.filled(
        form=form,
        advice=advice,
        round=found,
        responses=found.responses.select_related("member", "draft_round") if found else [],
        tally=tally(found, at) if found else None,
        rule=days,
    )
    return render(request, "advice/round.html", context)


@login_required
@get_or_post
def respond(request: UserRequest, slug: str) -> HttpResponse:
    """A member of the group responds after signing in; support writes down a response for someone."""
    at = now()
    page = enter_step(request.user, slug, Kind.DRAFT_ANSWERED, at=at)
    found = _round(page.trajectory)
    if in_group(request.user, page.trajectory, at=at):
        return _respond(request, request.user, found, _member(request.user, at), at)
    form = RespondForm(request.POST or None, others=found.asked.all())
    if form.is_valid():
        member = form.cleaned_data["member"]
        with refusal_as_message(request):
            rounds.respond(found, **form.cleaned_data, by=request.user, at=at, on_behalf_of=member.name)
            messages.success(request, _("The response of %(name)s has been kept.") % {"name": member.name})
            return redirect("advice:round", slug)
    return _draft(request, found, form, None, at)


@door(Purpose.DRAFT)
def respond_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """A member reads the draft and responds from the mail."""
    at = now()
    trajectory = get_object_or_404(Trajectory, pk=link.about)
    has_draft.or_404(link, trajectory, at=at)
    member, found = _member(link.user, at), this_round(trajectory)
    if found is None or trajectory.stage != Stage.ADVISING:
        return _round_is_over(request, trajectory, member, at)
    return _respond(request, link, found, member, at)


def _round_is_over(request: HttpRequest, trajectory: Trajectory, member: Member, at: datetime) -> HttpResponse:
    """What became of the draft, for who was asked to respond to it; with the way to what they may read."""
    asked = DraftRound.objects.filter(advice__trajectory=trajectory, asked=member).select_related("advice").last()
    if asked is None:
        raise Http404
    advice = asked.advice
    if Advice.objects.public(at).filter(pk=advice.pk).exists():
        address = advice.get_absolute_url()
    elif advice.adopted_at and sitting(trajectory, localdate(at)).filter(member=member).exists():
        address = reverse("advice:write", args=[trajectory.slug])
    else:
        address = reverse("advice:pdf", args=[advice.number]) if advice.adopted_at else ""
    page = {"trajectory": trajectory, "advice": advice, "address": address, "open": trajectory.stage == Stage.ADVISING}
    return render(request, "advice/round_over.html", page)


def _respond(
    request: HttpRequest, person: User | PersonalLink, found: DraftRound, member: Member, at: datetime
) -> HttpResponse:
    if not rounds.may_respond(found, member, at):
        raise Http404
    given = DraftResponse.objects.filter(draft_round=found, member=member).select_related("perspective").first()
    said = (
        {"stance": given.stance, "text": given.text, "view": given.perspective.title if given.perspective else ""}
        if given
        else {}
    )
    form = RespondForm(request.POST or None, initial=said)
    if form.is_valid():
        with refusal_as_message(request):
            rounds.respond(found, member=member, **form.cleaned_data, by=person, at=at)
            messages.success(request, _("Your response has been kept. You can change it until the advice is adopted."))
            return redirect(request.path)
    return _draft(request, found, form, given, at)


def _draft(
    request: HttpRequest, found: DraftRound, form: RespondForm, given: DraftResponse | None, at: datetime
) -> HttpResponse:
    trajectory = found.advice.trajectory
    page = {
        "trajectory": trajectory,
        "round": found,
        "form": form,
        "given": given,
        "text": html(blocks(found.draft, top=2)),
        "open": trajectory.stage == Stage.ADVISING,
        "late": at >= found.closes_at,
        "rule": rule("draft-round-days", localdate(found.opened_at)),
        "shorter": localdate(found.closes_at) < rounds.usual_close(found.opened_at),
        "why": found.why,
    }
    return render(request, "advice/respond.html", page)


def _round(trajectory: Trajectory) -> DraftRound:
    if (found := this_round(trajectory)) is None:
        raise Http404
    return found


def _member(person: User | None, at: datetime) -> Member:
    if (member := standing(person, localdate(at)).member) is None:
        raise Http404
    return member
