"""The page on which the office answers, and the pages of staff around it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.doors import address_behind, door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.advice.models import Advice
from meedenk.common.refusal import refusal_as_message
from meedenk.common.templatetags.pieces import day
from meedenk.gathering.serving import download
from meedenk.handbook.queries import length, number
from meedenk.journal.kinds import Kind
from meedenk.trajectories.forms.steps import StepForm
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.views.entrance import StepPage, enter_step

from ..forms.responding import ReminderForm, ResponseForm, WhenForm
from ..models import Letter
from ..operations import responding as operations
from ..operations.planning import call_back, plan_response
from ..paper import reminder_letter
from ..queries import days_late, draft, fingerprint, given_letter, reminders, responses, stayed_silent

PAGES = ("followup:respond", "followup:look", "followup:draft-file", "followup:answer-anew")
RUNNING = (Stage.ANSWERED, Stage.MONITORING)


@dataclass(frozen=True)
class Desk:
    """Where an answer is written: who writes, about which advice, and where the form and the last look are."""

    person: User | PersonalLink
    advice: Advice
    base: str
    form_at: str
    look_at: str
    file_at: str
    anew_at: str
    bundle_at: str

    @property
    def silent(self) -> bool:
        """Whether we concluded that no answer comes, and it can come after all."""
        return self.advice.trajectory.stage in RUNNING and stayed_silent(self.advice)

    @property
    def open(self) -> bool:
        """Whether an answer can be written here."""
        return self.advice.trajectory.stage == Stage.DELIVERED or self.silent

    def page(self, **more: Any) -> dict[str, Any]:
        """What the templates of this desk are given."""
        given = {"advice": self.advice, "trajectory": self.advice.trajectory, "base": self.base}
        ways = {name: getattr(self, name) for name in ("form_at", "look_at", "file_at", "anew_at", "bundle_at")}
        return given | ways | more


@door(Purpose.OFFICE)
def respond_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The office of the executive answers each recommendation on one page."""
    return _respond(request, _of_office(request, link), now())


@door(Purpose.OFFICE, "klopt")
def look_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The office looks at its answer once more, and sends it."""
    return _look(request, _of_office(request, link), now())


@login_required
@get_or_post
def respond(request: UserRequest, slug: str) -> HttpResponse:
    """Support enters an answer that came by letter."""
    at = now()
    return _respond(request, _of_support(request, slug, at), at)


@login_required
@get_or_post
def look(request: UserRequest, slug: str) -> HttpResponse:
    """Support looks at the answer it wrote down, and sends it."""
    at = now()
    return _look(request, _of_support(request, slug, at), at)


@door(Purpose.OFFICE, "brief")
def draft_file_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponseBase:
    """The office sees which letter goes with its answer."""
    return _file_of(draft(_of_office(request, link).advice))


@login_required
@require_safe
def draft_file(request: UserRequest, slug: str) -> HttpResponseBase:
    """Support sees which letter goes with the answer it wrote down."""
    return _file_of(draft(_of_support(request, slug, now()).advice))


@require_safe
def letter_file(request: HttpRequest, number: str) -> HttpResponseBase:
    """The letter of the executive, for everyone who may read the advice."""
    advice = get_object_or_404(Advice.objects.visible_to(request.user, at=now()), number=number)
    return _file_of(given_letter(advice))


@login_required
@get_or_post
def remind(request: UserRequest, slug: str) -> HttpResponse:
    """Staff remind the executive, with own words if they like; as a letter to print it is made and not kept."""
    at = now()
    page = enter_step(request.user, slug, Kind.RESPONSE_REMINDED, at=at)
    advice = _awaited(page)
    form = ReminderForm(request.POST if request.method == "POST" else None, behalf=page.behalf)
    if form.is_valid() and request.POST.get("act") == "paper":
        response = HttpResponse(
            reminder_letter(advice, text=form.cleaned_data["text"], on=localdate(at)), content_type="application/pdf"
        )
        response["Content-Disposition"] = f'inline; filename="herinnering-{advice.number}.pdf"'
        return response
    if form.is_valid():
        with refusal_as_message(request):
            operations.remind(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The reminder is on its way, and the timeline says that it was sent."))
            return redirect("trajectories:workspace", slug)
    return render(request, "followup/remind.html", _waiting(advice, at) | {"form": form})


@login_required
@get_or_post
def no_response(request: UserRequest, slug: str) -> HttpResponse:
    """The steering group concludes that no answer comes."""
    at = now()
    page = enter_step(request.user, slug, Kind.NO_RESPONSE, at=at)
    advice = _awaited(page)
    form = StepForm(request.POST if request.method == "POST" else None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            operations.conclude_no_response(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone can read now that no answer came."))
            return redirect("trajectories:workspace", slug)
    needed = number("response-reminders-needed", localdate(at))
    return render(request, "followup/no_response.html", _waiting(advice, at) | {"form": form, "needed": needed})


def _of_office(request: HttpRequest, link: PersonalLink) -> Desk:
    advice = get_object_or_404(_delivered(), trajectory=link.about)
    pages = ("", "klopt", "brief", "opnieuw", "bijlagepakket")
    return Desk(link, advice, "bare.html", *(address_behind(request, page) for page in pages))


def _of_support(request: UserRequest, slug: str, at: datetime) -> Desk:
    page = enter_step(request.user, slug, Kind.RESPONSE_RECEIVED, at=at)
    advice = get_object_or_404(_delivered(), trajectory=page.trajectory)
    pages = [*(reverse(name, args=[slug]) for name in PAGES), reverse("advice:bundle", args=[advice.number])]
    return Desk(request.user, advice, "base.html", *pages)


def _respond(request: HttpRequest, desk: Desk, at: datetime) -> HttpResponse:
    advice = desk.advice
    recommendations = list(advice.recommendations.filter(removed_at=None))
    if not desk.open:
        given = responses(advice)
        rows = [(each, given.get(each.pk)) for each in recommendations]
        changes = bool(given) and advice.trajectory.stage in RUNNING
        page = desk.page(rows=rows, public=_is_public(advice, at), changes=changes)
        return render(request, "followup/responded.html", page)
    sending = request.POST.get("act") == "send"
    kept = draft(advice)
    if kept and kept.goes_out_at and request.POST.get("act") in {None, "back"}:
        return _planned(request, desk, kept, at)
    form = ResponseForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        recommendations=recommendations,
        draft=kept,
        megabytes=min(number("upload-max-megabytes", localdate(at)), settings.UPLOAD_LIMIT_MB),
        complete=sending,
        today=localdate(at),
        behalf=isinstance(desk.person, User),
    )
    if form.is_valid():
        with refusal_as_message(request):
            operations.keep_draft(advice, **form.said(), at=at)
            if sending:
                return redirect(desk.look_at)
            messages.success(request, _("Kept as a draft. Only you can see it, until you send it."))
            return redirect(desk.form_at)
    if form.is_bound:
        form.stand_beside(draft(advice))
    page = desk.page(form=form, draft=kept, late=days_late(advice, localdate(at)), silent=desk.silent)
    return render(request, "followup/respond.html", page)


def _planned(request: HttpRequest, desk: Desk, letter: Letter, at: datetime) -> HttpResponse:
    """The answer waits for its day, and can be taken back until then."""
    if request.POST.get("act") == "back":
        with refusal_as_message(request):
            call_back(desk.advice, by=desk.person, at=at)
            messages.success(request, _("The answer is a draft again. Nobody reads it until you send it."))
            return redirect(desk.form_at)
    return render(request, "followup/planned.html", desk.page(letter=letter, facts=_facts(letter, ""), may_change=True))


def _look(request: HttpRequest, desk: Desk, at: datetime) -> HttpResponse:
    advice, seen = desk.advice, request.POST.get("seen", "")
    letter = draft(advice)
    waits = letter is not None and letter.goes_out_at is not None
    today = localdate(at)
    form = WhenForm(
        request.POST if request.POST.get("when") == "day" else None,
        last=today + length("weeks-to-respond", today),
        initial={"on": localdate(letter.goes_out_at) if letter and letter.goes_out_at else None},
    )
    if form.is_valid():
        with refusal_as_message(request):
            plan_response(advice, on=form.cleaned_data["on"], seen=seen, by=desk.person, at=at)
            messages.success(request, _("Your answer is ready. Until that day you can change it or take it back."))
            return redirect(desk.form_at)
    elif request.method == "POST" and not form.is_bound:
        with refusal_as_message(request):
            operations.respond(advice, seen=seen, by=desk.person, at=at)
            messages.success(request, _("The answer has been sent. Everyone who worked on this is told."))
            return redirect(desk.form_at)
    if request.method == "POST":
        letter = draft(advice)
    if letter is None or not letter.responses.all() or not desk.open:
        return redirect(desk.form_at)
    whose = desk.person.name if isinstance(desk.person, PersonalLink) else letter.on_behalf_of
    page = desk.page(
        form=form,
        waits=waits,
        silent=desk.silent,
        letter=letter,
        seen=fingerprint(letter),
        whose=whose,
        facts=_facts(letter, whose),
        public=_is_public(advice, at),
        public_from=advice.delivery.public_from(at),
    )
    return render(request, "followup/look.html", page)


def _file_of(letter: Letter | None) -> HttpResponseBase:
    if letter is None or not letter.file:
        raise Http404
    title = _("Answer to %(number)s") % {"number": letter.advice.number}
    return download(str(letter.file.name), title=title, found="pdf")


def _facts(letter: Letter, whose: str) -> list[tuple[str, str]]:
    facts = [
        (_("Answer of"), whose),
        (_("Letter of"), day(letter.dated_on)),
        (_("Received on"), day(letter.received_on)),
        (_("Reference"), letter.reference),
    ]
    return [(name, value) for name, value in facts if value]


def _is_public(advice: Advice, at: datetime) -> bool:
    return Advice.objects.public(at).filter(pk=advice.pk).exists()


def _delivered() -> QuerySet[Advice]:
    return Advice.objects.filter(delivery__isnull=False).select_related("trajectory", "delivery")


def _awaited(page: StepPage) -> Advice:
    """The advice of the page, while its answer is awaited."""
    return get_object_or_404(_delivered(), trajectory=page.trajectory, trajectory__stage=Stage.DELIVERED)


def _waiting(advice: Advice, at: datetime) -> dict[str, Any]:
    return {
        "advice": advice,
        "trajectory": advice.trajectory,
        "late": days_late(advice, localdate(at)),
        "reminders": reminders(advice.trajectory, localdate(at)),
    }
