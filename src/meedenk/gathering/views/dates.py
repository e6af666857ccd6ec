"""Finding a date: proposing, answering by page or by link, choosing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.doors import address_behind, door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_support
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.rules import is_invited

from ..forms.activities import FixForm
from ..forms.dates import AnswerForm, FirstTalkForm, MomentsForm, SeekDateForm, filled
from ..models import Activity, DatePoll
from ..operations import dates as acts
from ..queries import answers_of, polls_of, still_to_hear, who_can_when
from ..voters import Voter, voter, voters
from .entrance import enter, enter_activity, for_whom


@login_required
@get_or_post
def first_talk(request: UserRequest, slug: str) -> HttpResponse:
    """The first talk: its own page once there is one, before that the dates to propose."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    there = trajectory.activities.standing().filter(kind=Activity.Kind.FIRST_TALK).first()
    if there:
        return redirect(there)
    for_whom(request.user, trajectory, Kind.DATES_ASKED, at=at)
    form = FirstTalkForm(request.POST or None)
    if form.is_valid():
        about: dict[str, Any] = {"kind": Activity.Kind.FIRST_TALK, "title": _("First talk"), "with_adviser": True}
        with refusal_as_message(request):
            poll = acts.ask_dates(trajectory, **about, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone gets the dates by mail. Here you see who can come when."))
            return redirect(poll.activity)
    return render(request, "gathering/first_talk.html", {"trajectory": trajectory, "form": form})


@login_required
@get_or_post
def seek_date(request: UserRequest, slug: str) -> HttpResponse:
    """An activity for which a date is sought with everyone."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    for_whom(request.user, trajectory, Kind.ACTIVITY_PLANNED, at=at)
    names = for_whom(request.user, trajectory, Kind.DATES_ASKED, at=at)
    form = SeekDateForm(request.POST or None, names=names, has_adviser=trajectory.advisers.exists())
    if form.is_valid():
        with refusal_as_message(request):
            poll = acts.ask_dates(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone gets the dates by mail. Here you see who can come when."))
            return redirect(poll.activity)
    return render(
        request,
        "gathering/seek_date.html",
        {"trajectory": trajectory, "form": form, "missing": still_to_hear(trajectory)},
    )


@login_required
@get_or_post
def change_dates(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """Other dates; answers to those that stay are kept."""
    at = now()
    activity, poll = _sought(request.user, slug, number, at)
    names = for_whom(request.user, activity.trajectory, Kind.DATES_CHANGED, at=at)
    options = poll.options.filter(withdrawn_at=None)
    form = MomentsForm(request.POST or None, names=names, initial=filled(options, poll.minutes, poll.closes_at))
    if form.is_valid():
        with refusal_as_message(request):
            acts.change_dates(poll, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone gets the new dates by mail. Answers to dates that stayed are kept."))
            return redirect(activity)
    page = {"trajectory": activity.trajectory, "activity": activity, "form": form}
    return render(request, "gathering/change_dates.html", page)


@login_required
@get_or_post
def fix_date(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """Which of the dates it becomes."""
    at = now()
    activity, poll = _sought(request.user, slug, number, at)
    names = for_whom(request.user, activity.trajectory, acts.planned_as(activity), at=at)
    table = who_can_when(poll, at=at)
    form = FixForm(request.POST or None, names=names, table=table, initial={"place": activity.place})
    if form.is_valid():
        with refusal_as_message(request):
            acts.fix_date(poll, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The date is chosen. Everyone gets it by mail, with a file for the calendar."))
            return redirect(activity)
    page = {"trajectory": activity.trajectory, "activity": activity, "form": form, "table": table}
    return render(request, "gathering/fix_date.html", page)


@login_required
@get_or_post
def answer(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """Someone of the group says which dates suit, or support does so for anyone who is asked."""
    at = now()
    activity, poll = _sought(request.user, slug, number, at)
    who = voter(request.user, poll, at=at)
    if who is None:
        is_support.or_404(request.user, activity.trajectory, at=at)
    page = {"trajectory": activity.trajectory, "frame": "gathering/page.html", "back": activity.get_absolute_url()}
    return _answer(request, request.user, poll, who, at=at, page=page)


@door(Purpose.DATES)
def answer_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """A group member or a guest says which dates suit, from the mail."""
    return _by_link(request, link, now())


@door(Purpose.ADVISER, "data")
def answer_as_adviser(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The adviser says which dates suit, and sees what is planned with them."""
    return _by_link(request, link, now())


def _by_link(request: HttpRequest, link: PersonalLink, at: datetime) -> HttpResponse:
    trajectory = get_object_or_404(Trajectory, pk=link.about)
    is_invited.or_404(link, trajectory, at=at)
    asked = [(poll, who) for poll in polls_of(trajectory, at=at) if (who := voter(link, poll, at=at))]
    planned = trajectory.activities.coming(at).filter(starts_at__isnull=False)
    if link.user is None:
        invited = (
            planned.filter(with_adviser=True)
            if link.purpose == Purpose.ADVISER
            else planned.filter(guests__email=link.email)
        )
        planned = invited
    page: dict[str, Any] = {"trajectory": trajectory, "frame": "bare.html", "planned": planned, "link": link}
    if link.purpose == Purpose.ADVISER:
        page["back"] = address_behind(request)
    if not asked:
        return render(request, "gathering/no_dates.html", page)
    poll, who = _chosen(asked, request.GET.get("datum", ""))
    page["others"] = [each for each, _who in asked if each != poll]
    return _answer(request, link, poll, who, at=at, page=page)


def _chosen(asked: list[tuple[DatePoll, Voter]], number: str) -> tuple[DatePoll, Voter]:
    """The poll that was asked for, else the first without an answer, else the first."""
    for poll, who in asked:
        if str(poll.pk) == number:
            return poll, who
    return next(((poll, who) for poll, who in asked if not answers_of(who, poll)), asked[0])


def _answer(
    request: HttpRequest,
    person: User | PersonalLink,
    poll: DatePoll,
    who: Voter | None,
    *,
    at: datetime,
    page: dict[str, Any],
) -> HttpResponse:
    """The question itself. Without `who` support says for whom."""
    options = list(poll.options.filter(withdrawn_at=None))
    given = answers_of(who, poll) if who else {}
    choices = voters(poll, at=at) if who is None else []
    form = AnswerForm(request.POST or None, options=options, given=given, voters=choices)
    if form.is_valid():
        chosen = who or next(each for each in choices if each.key == form.cleaned_data["who"])
        behalf = "" if who else chosen.name
        with refusal_as_message(request):
            acts.answer_dates(poll, who=chosen, answers=form.answers, by=person, at=at, on_behalf_of=behalf)
            messages.success(request, _("Your answer is kept. You can change it until the date is chosen."))
            return redirect(request.get_full_path() if "datum" in request.GET else f"{request.path}?datum={poll.pk}")
    page |= {
        "poll": poll,
        "activity": poll.activity,
        "form": form,
        "given": given,
        "open": poll.is_open(at),
        "who": who,
    }
    return render(request, "gathering/answer.html", page)


def _sought(user: User, slug: str, number: int, at: datetime) -> tuple[Activity, DatePoll]:
    """An activity whose date is still sought, and its poll."""
    activity = enter_activity(user, slug, number, at=at)
    poll = getattr(activity, "poll", None)
    if poll is None or activity.starts_at is not None or not activity.is_open():
        raise Http404
    return activity, poll
