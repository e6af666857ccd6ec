"""The choice of a contact and the start of the work."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.people.models import Member
from meedenk.people.standing import standing

from ..forms.starting import VoteForm
from ..forms.steps import WhyForm
from ..models import ContactVote, Trajectory
from ..operations import starting
from ..seats import sitting
from .entrance import StepPage, enter_step


@login_required
@get_or_post
def contact(request: UserRequest, slug: str) -> HttpResponse:
    """The group chooses its contact: one vote each, or all at once when everyone agrees."""
    at = now()
    page = enter_step(request.user, slug, Kind.CONTACT_NOMINATED, at=at)
    group = _group(page.trajectory, at)
    me = standing(request.user, localdate(at)).member
    votes = ContactVote.objects.filter(trajectory=page.trajectory, voter__in=group, choice__in=group)
    given = {vote.voter_id: vote.choice_id for vote in votes}
    nominees = [member for member in group if member.pk in given.values()]
    together = request.POST.get("act") == "together" and len(nominees) == 1
    mine = {"choice": given.get(me.pk)} if me else {}
    form = VoteForm(None if together else request.POST or None, initial=mine, group=group, behalf=page.behalf)
    if together:
        with refusal_as_message(request):
            behalf = _("the project group") if page.behalf else ""
            chosen = starting.choose_together(
                page.trajectory, choice=nominees[0], by=request.user, at=at, on_behalf_of=behalf
            )
            _say_chosen(request, chosen)
            return redirect("trajectories:workspace", slug)
    elif form.is_valid():
        with refusal_as_message(request):
            if (elected := _vote(request, page, form.cleaned_data, me, at)) is None:
                messages.success(request, _("Your vote has been kept. You can change it until everyone has voted."))
                return redirect("trajectories:contact", slug)
            _say_chosen(request, elected)
            return redirect("trajectories:workspace", slug)
    counts = Counter(given.values())
    context = page.filled(
        form=form,
        group=group,
        voted=len(given),
        may_agree=starting.are_most(len(given), len(group)),
        nominees=[(member, counts[member.pk]) for member in nominees],
        contact=sitting(page.trajectory, localdate(at)).filter(is_contact=True).select_related("member").first(),
        my_choice=next((member for member in group if me and member.pk == given.get(me.pk)), None),
    )
    return render(request, "trajectories/contact.html", context)


def _group(trajectory: Trajectory, at: datetime) -> list[Member]:
    return [seat.member for seat in sitting(trajectory, localdate(at)).select_related("member")]


def _vote(request: UserRequest, page: StepPage, said: dict[str, Any], me: Member | None, at: datetime) -> Member | None:
    voter: Member | None = said["voter"] if page.behalf else me
    assert voter is not None  # who votes for themselves has a seat
    return starting.vote_for_contact(
        page.trajectory,
        voter=voter,
        choice=said["choice"],
        by=request.user,
        at=at,
        on_behalf_of=voter.name if page.behalf else "",
    )


def _say_chosen(request: UserRequest, chosen: Member) -> None:
    messages.success(
        request, _("%(name)s is the contact of the group. Everyone hears it by mail.") % {"name": chosen.name}
    )


@login_required
@get_or_post
def begin(request: UserRequest, slug: str) -> HttpResponse:
    """The contact begins the work; what is missing and does not stop it is passed with a reason."""
    at = now()
    page = enter_step(request.user, slug, Kind.WORK_BEGUN, at=at)
    form = WhyForm(request.POST or None, behalf=page.behalf, ask_why=bool(page.missing))
    if form.is_valid():
        with refusal_as_message(request):
            starting.begin_work(page.trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The work has begun. All members read it in their mail overview."))
            return redirect("trajectories:workspace", slug)
    return render(request, "trajectories/begin.html", page.filled(form=form))
