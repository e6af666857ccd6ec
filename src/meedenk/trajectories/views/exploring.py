"""The steering group looks into a subject of our own, and chooses how it goes on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.agenda.models import Concern, Theme
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_staff, is_steering

from ..audiences import group_readers, reached
from ..forms.exploring import (
    AgreeForm,
    ContactForm,
    ExploreForm,
    JoinOtherForm,
    LeaveForm,
    OfficialForm,
    OwnWayForm,
    TalkForm,
    TalkHeldForm,
    WeighForm,
    WordTogetherForm,
)
from ..models import Exploration, Trajectory
from ..operations import exploring
from .entrance import StepPage, enter_step

Act = Callable[..., None]


@login_required
@get_or_post
def explore(request: UserRequest) -> HttpResponse:
    """The steering group begins to look into something, because of a theme, of what people told, or once more."""
    at = now()
    is_staff.or_404(request.user, at=at)
    before = _left_before(request.GET.get("na", ""))
    named = request.GET.get("thema", "").replace("\0", "")
    theme = before.theme if before else Theme.objects.filter(slug=named).first()
    chosen = {"theme": theme, "title": before.title, "question": before.question, "lead": before.lead} if before else {}
    behalf = not is_steering(request.user, at=at)
    told = Concern.objects.filter(state=Concern.State.THEME, theme__isnull=False)
    told = told.filter(theme=theme) if theme else told
    form = ExploreForm(request.POST or None, initial={"theme": theme, **chosen}, behalf=behalf, concerns=told)
    if form.is_valid():
        with refusal_as_message(request):
            begun = exploring.explore(**form.cleaned_data, after=before, by=request.user, at=at)
            messages.success(request, _("Everyone can read that you look into this. First find out who is about it."))
            return redirect("trajectories:workspace", begun.slug)
    return render(request, "trajectories/explore.html", {"form": form, "theme": theme, "before": before})


def _left_before(slug: str) -> Trajectory | None:
    """What was left for later and is taken up again; 404 for anything else."""
    if not slug:
        return None
    left = Trajectory.objects.filter(exploration__look_again_on__isnull=False).select_related("theme")
    return get_object_or_404(left, slug=slug)


@login_required
@get_or_post
def official(request: UserRequest, slug: str) -> HttpResponse:
    """Who of the municipality is about this."""
    at = now()
    page = enter_step(request.user, slug, Kind.OFFICIAL_FOUND, at=at)
    form = OfficialForm(request.POST or None, initial={"official": _exploration(page).official_id})
    done = _("The steering group reads it in its next overview. Now you can write to the official.")
    return _step(page, "trajectories/official.html", form, exploring.find_official, done, request=request)


@login_required
@get_or_post
def contact_official(request: UserRequest, slug: str) -> HttpResponse:
    """A mail to the official with our question for a talk."""
    at = now()
    page = enter_step(request.user, slug, Kind.OFFICIAL_CONTACTED, at=at)
    form = ContactForm(request.POST or None)
    done = _("The mail goes to the official. Answers come to our own mailbox.")
    return _step(page, "trajectories/contact_official.html", form, exploring.contact_official, done, request=request)


@login_required
@get_or_post
def plan_talk(request: UserRequest, slug: str) -> HttpResponse:
    """When and where we talk with the official."""
    at = now()
    page = enter_step(request.user, slug, Kind.EXPLORING_TALK_PLANNED, at=at)
    form = TalkForm(request.POST or None)
    done = _("The official has a mail with the day. The steering group reads it in its next overview.")
    return _step(page, "trajectories/plan_talk.html", form, exploring.plan_talk, done, request=request)


@login_required
@get_or_post
def talk_held(request: UserRequest, slug: str) -> HttpResponse:
    """What came of the talk."""
    at = now()
    page = enter_step(request.user, slug, Kind.EXPLORING_TALK_HELD, at=at)
    form = TalkHeldForm(request.POST or None)
    done = _("The official has the same words by mail. Now weigh what we can do.")
    return _step(page, "trajectories/talk_held.html", form, exploring.hold_talk, done, request=request)


@login_required
@get_or_post
def weigh(request: UserRequest, slug: str) -> HttpResponse:
    """The four questions, with what members said about joining beside them."""
    at = now()
    page = enter_step(request.user, slug, Kind.INFLUENCE_WEIGHED, at=at)
    form = WeighForm(request.POST or None, behalf=page.behalf)
    done = _("Members can read your answers. Now choose how it goes on.")
    return _step(page, "trajectories/weigh.html", form, exploring.weigh, done, request=request)


@login_required
@get_or_post
def together(request: UserRequest, slug: str) -> HttpResponse:
    """The question in the words of both; who reads the words of the other side can agree with them."""
    at = now()
    page = enter_step(request.user, slug, Kind.QUESTION_WORDED, at=at)
    found = _exploration(page)
    agreeing = _agreeing(request, found, behalf=not is_steering(request.user, at=at))
    if page.possible and agreeing.is_valid():
        with refusal_as_message(request):
            exploring.agree(page.trajectory, **agreeing.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It goes on together. The next step is the call to all members."))
            return redirect("trajectories:workspace", slug)
    words = {"question": found.question or page.trajectory.question}
    form = WordTogetherForm(None if agreeing.is_bound else request.POST or None, initial=words, official=found.official)
    done = _("The other side has a mail with these words, and can agree or send other words.")
    more = {"found": found, "agreeing": agreeing}
    return _step(page, "trajectories/together.html", form, exploring.word_question, done, request=request, **more)


def _agreeing(request: UserRequest, found: Exploration, *, behalf: bool) -> AgreeForm:
    """The yes of our side, which support says for someone; or of the official, who said it by phone."""
    typed = request.POST.copy() if "agree" in request.POST else None
    if not found.worded_by_adviser and found.official:
        if typed is not None:
            typed["on_behalf_of"] = found.official.name
        behalf = True
    return AgreeForm(typed, behalf=behalf)


@login_required
@get_or_post
def own_way(request: UserRequest, slug: str) -> HttpResponse:
    """We make an advice of our own."""
    at = now()
    page = enter_step(request.user, slug, Kind.OWN_TRAJECTORY_CHOSEN, at=at)
    form = OwnWayForm(request.POST or None, behalf=page.behalf, ask_why=bool(page.missing))
    done = _("Everyone can read the plan. The next step is the call to all members.")
    return _step(page, "trajectories/own_way.html", form, exploring.go_own_way, done, request=request)


@login_required
@get_or_post
def join_other(request: UserRequest, slug: str) -> HttpResponse:
    """It goes on in a subject that runs already."""
    at = now()
    page = enter_step(request.user, slug, Kind.MERGED, at=at)
    form = JoinOtherForm(request.POST or None, behalf=page.behalf, trajectory=page.trajectory)
    hears = reached(page.trajectory)
    done = _joined(form.cleaned_data["into"], hears=hears, at=at) if form.is_valid() else ""
    act = exploring.join_other
    return _step(page, "trajectories/join_other.html", form, act, done, request=request, hears=hears)


def _joined(into: Trajectory, *, hears: bool, at: datetime) -> str:
    """What is true of the subject to which it is joined."""
    said = [_("This goes on in “%(into)s”; the page of that subject says so.") % {"into": into.title}]
    if any(group_readers(into, at)):
        said.append(_("The group has a mail."))
    else:
        said.append(_("There is no group yet: who joins it later reads it there."))
    if hears:
        said.append(_("Who told us about this hears from now on what becomes of that subject."))
    return " ".join(said)


@login_required
@get_or_post
def not_now(request: UserRequest, slug: str) -> HttpResponse:
    """We leave it for now and look again on a day; on that day it can be left longer."""
    at = now()
    page = enter_step(request.user, slug, Kind.NOT_NOW, at=at)
    waits = _exploration(page).look_again_on is not None
    form = LeaveForm(request.POST or None, behalf=page.behalf)
    act = exploring.leave_longer if waits else exploring.leave_for_now
    more: dict[str, Any] = {"waits": True, "possible": True} if waits else {}
    hears = reached(page.trajectory)
    done = _("Everyone can read why, and on that day it waits at the desk.")
    if hears:
        done += " " + _("Who told us about it is told.")
    return _step(page, "trajectories/not_now.html", form, act, done, request=request, hears=hears, **more)


def _step(
    page: StepPage, template: str, form: Any, act: Act, done: str, *, request: UserRequest, **more: Any
) -> HttpResponse:
    """The page of one step; back to the overview with `done` when it was taken. `more` is for the template."""
    if form.is_valid():
        with refusal_as_message(request):
            act(page.trajectory, **form.cleaned_data, by=request.user, at=now())
            messages.success(request, done)
            return redirect("trajectories:workspace", page.trajectory.slug)
    return render(request, template, page.filled(form=form, exploration=_exploration(page)) | more)


def _exploration(page: StepPage) -> Exploration:
    """What was found out so far; an empty one for a subject that was never looked into."""
    found = Exploration.objects.filter(trajectory=page.trajectory).select_related("official__department").first()
    return found or Exploration(trajectory=page.trajectory)
