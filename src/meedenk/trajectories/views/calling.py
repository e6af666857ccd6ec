"""The call and its answers, as a member sees them and as staff write it."""

from datetime import datetime

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
from meedenk.handbook.queries import length, rule
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_staff, is_support

from ..forms.calling import CallForm, SignUpForm
from ..mails.calling import call_letter
from ..models import Call, SignUp, Trajectory
from ..operations import calling
from ..rules import called_member
from ..stages import Stage


@login_required
@get_or_post
def call(request: UserRequest, slug: str) -> HttpResponse:
    """Staff write the call, look at it, and open it."""
    at = now()
    trajectory = get_object_or_404(Trajectory.objects.visible_to(request.user, at=at), slug=slug)
    is_staff.or_404(request.user, trajectory, at=at)
    if trajectory.stage != Stage.TAKEN_UP and hasattr(trajectory, "call"):
        return redirect("trajectories:sign-ups", slug)
    form = CallForm(request.POST or None, initial=_first_words(trajectory, at), wished_on=trajectory.wished_on)
    letter = None
    if form.is_valid():
        if "look" in request.POST:
            draft = form.save(commit=False)
            draft.trajectory = trajectory
            letter = call_letter(draft, Kind.CALL_OPENED)
        else:
            with refusal_as_message(request):
                calling.open_call(trajectory, **form.cleaned_data, by=request.user, at=at)
                messages.success(request, _("Every member gets the call by mail. You can follow the answers here."))
                return redirect("trajectories:sign-ups", slug)
    page = {"trajectory": trajectory, "form": form, "letter": letter, "rule": rule("call-days", localdate(at))}
    return render(request, "trajectories/call.html", page)


def _first_words(trajectory: Trajectory, at: datetime) -> dict[str, object]:
    """What the call says until staff change it: the question, and the days that the handbook gives."""
    closes = localtime(at + length("call-days", localdate(at))).replace(hour=20, minute=0, second=0, microsecond=0)
    return {"text": trajectory.question, "closes_at": closes}


@login_required
@get_or_post
def answer(request: UserRequest, slug: str) -> HttpResponse:
    """A member answers the call after signing in; support chooses first for whom it answers."""
    at = now()
    trajectory = get_object_or_404(Trajectory.objects.visible_to(request.user, at=at), slug=slug)
    if is_support(request.user, at=at) and called_member(request.user, trajectory, at=at) is None:
        return redirect(f"{reverse('trajectories:sign-ups', args=[slug])}?toon=stil")
    return _answer(request, request.user, trajectory, at)


@door(Purpose.CALL)
def answer_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """A member answers the call from the mail."""
    return _answer(request, link, get_object_or_404(Trajectory, pk=link.about), now())


def _answer(request: HttpRequest, person: User | PersonalLink, trajectory: Trajectory, at: datetime) -> HttpResponse:
    the_call = get_object_or_404(Call.objects.select_related("trajectory"), trajectory=trajectory)
    member = called_member(person, trajectory, at=at)
    if member is None:
        raise Http404
    given = SignUp.objects.filter(call=the_call, member=member).first()
    said = given.get_answer_display() if given else ""
    form = SignUpForm(request.POST or None, instance=given)
    if form.is_valid():
        with refusal_as_message(request):
            calling.answer_call(the_call, member=member, **form.cleaned_data, by=person, at=at)
            messages.success(request, _("Your answer has been kept. You can change it until the call closes."))
            return redirect(request.path)
    page = {
        "trajectory": trajectory,
        "call": the_call,
        "form": form,
        "said": said,
        "open": the_call.is_open(at),
        "yes": the_call.sign_ups.filter(answer=SignUp.Answer.YES).count(),
        "rule": rule("project-group-max", localdate(at)),
    }
    return render(request, "trajectories/answer.html", page)
