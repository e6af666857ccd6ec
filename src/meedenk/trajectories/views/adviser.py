"""The page of the policy adviser, behind a personal link."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meedenk.accounts.doors import address_behind, all_doors, door
from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.common.refusal import refusal_as_message
from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import rule
from meedenk.journal.happenings import HAPPENINGS
from meedenk.journal.kinds import Kind, Seen

from ..deals import deals
from ..flows import STEPS as FLOWS
from ..forms.asking import MoreForm
from ..forms.exploring import QuestionTogetherForm
from ..models import Trajectory
from ..operations import asking, exploring
from ..progress import COMING, NOW, STEPS, progress
from ..queries import open_request
from ..stages import NOT_CLOSED, OPEN, RUNNING_GROUP, Flow, Outcome, Stage
from ..waiting import Wait, adviser_waits, waits_of_adviser

WAYS = {
    "afspraken": (gettext_lazy("Our agreements"), gettext_lazy("What the group and you promise each other.")),
    "data": (gettext_lazy("Dates"), gettext_lazy("When we meet, and which dates suit you.")),
    "stukken": (gettext_lazy("Pieces"), gettext_lazy("Give and find information for the group.")),
}
BUNDLE = "bijlagepakket"


@door(Purpose.ADVISER)
def adviser(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Their question, where it stands, and what we ask of them now."""
    at = now()
    trajectory = get_object_or_404(Trajectory.objects.select_related("theme", "department"), pk=link.about)
    page = {
        "trajectory": trajectory,
        "link": link,
        "progress": progress(trajectory),
        "thread": _thread(trajectory, localdate(at)),
        "waits": [(wait, address_behind(request, wait.page)) for wait in waits_of_adviser(trajectory, at=at)],
        "ways": _ways(request, trajectory),
        "files": _files(request, trajectory),
        "agreements": deals(trajectory, localdate(at)) if trajectory.stage in RUNNING_GROUP else [],
        "facts": _facts(trajectory),
        "reply": rule("question-reply-days", trajectory.asked_on or localdate(at)),
        "asked": trajectory.stage == Stage.ASKED,
        "ended": _ended(trajectory),
        "colleagues": [each.official.name for each in trajectory.advisers.select_related("official")],
        "add": address_behind(request, "collega") if trajectory.stage in NOT_CLOSED else "",
        "end": address_behind(request, "collega-weg"),
    }
    return render(request, "trajectories/adviser.html", page)


@door(Purpose.ADVISER, "antwoord")
def answer_more(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The adviser answers what we asked before the decision."""
    at = now()
    trajectory = get_object_or_404(Trajectory, pk=link.about)
    form = MoreForm(request.POST or None, label=_("Your answer"))
    if form.is_valid():
        with refusal_as_message(request):
            asking.give_more(trajectory, **form.cleaned_data, by=link, at=at)
            messages.success(request, _("The steering group has your answer. You hear from us when it has decided."))
            return redirect(address_behind(request))
    asked = open_request(trajectory)
    page = {
        "trajectory": trajectory,
        "form": form,
        "request_text": asked.facts["text"] if asked and trajectory.stage == Stage.ASKED else "",
        "back": address_behind(request),
    }
    return render(request, "trajectories/answer_more.html", page)


@door(Purpose.ADVISER, "vraag")
def question_together(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The question in our words: the adviser agrees with it, or sends other words."""
    at = now()
    trajectory = get_object_or_404(Trajectory.objects.select_related("exploration"), pk=link.about)
    found = getattr(trajectory, "exploration", None)
    if found is None or not found.question:
        raise Http404
    form = QuestionTogetherForm(request.POST or None, initial={"question": found.question})
    if "agree" in request.POST:
        with refusal_as_message(request):
            exploring.agree(trajectory, question=request.POST["agree"], by=link, at=at)
            messages.success(request, _("It goes on together. All members hear it, and are asked who joins."))
            return redirect(address_behind(request))
    elif form.is_valid():
        with refusal_as_message(request):
            exploring.word_question(trajectory, **form.cleaned_data, by=link, at=at)
            messages.success(request, _("The steering group reads your words, and agrees or sends other words."))
            return redirect(address_behind(request))
    page = {
        "trajectory": trajectory,
        "found": found,
        "form": form,
        "open": trajectory.stage == Stage.EXPLORING,
        "back": address_behind(request),
    }
    return render(request, "trajectories/question_together.html", page)


@adviser_waits
def question_is_worded(trajectory: Trajectory, at: datetime) -> list[Wait]:
    """Words of ours that the adviser has not answered yet."""
    found = getattr(trajectory, "exploration", None) if trajectory.stage == Stage.EXPLORING else None
    if found is None or not found.question or found.worded_by_adviser:
        return []
    return [Wait(_("Do you agree with our question?"), "vraag", _("Read and answer"))]


@adviser_waits
def more_is_asked(trajectory: Trajectory, at: datetime) -> list[Wait]:
    """Before the decision we may want to know more."""
    asked = open_request(trajectory) if trajectory.stage == Stage.ASKED else None
    if asked is None:
        return []
    meta = _("Asked on %(day)s") % {"day": day(localdate(asked.at))}
    return [Wait(_("We want to know more about your question"), "antwoord", _("Give your answer"), meta)]


def _ways(request: HttpRequest, trajectory: Trajectory) -> list[dict[str, Any]]:
    """The other pages behind the link, as far as they exist and a group has begun."""
    if trajectory.stage not in OPEN or trajectory.stage in {Stage.TAKEN_UP, Stage.CALLING, Stage.FORMING}:
        return []
    doors = all_doors()
    return [
        {"title": title, "text": text, "url": address_behind(request, name)}
        for name, (title, text) in WAYS.items()
        if (Purpose.ADVISER, name) in doors
    ]


def _files(request: HttpRequest, trajectory: Trajectory) -> list[tuple[str, str, str]]:
    """What can be taken along once the advice was delivered."""
    if not trajectory.entries.filter(kind=Kind.DELIVERED).exists() or (Purpose.ADVISER, BUNDLE) not in all_doors():
        return []
    return [(_("The advice with everything to attach it to a proposal"), address_behind(request, BUNDLE), "ZIP")]


def _facts(trajectory: Trajectory) -> list[tuple[str, str]]:
    facts = [
        (_("Asked on"), day(trajectory.asked_on)),
        (_("Department"), str(trajectory.department or "")),
        (_("Belongs to"), trajectory.policy_document),
        (_("Phase of the policy"), str(trajectory.get_policy_phase_display() if trajectory.policy_phase else "")),
        (_("Decided in"), trajectory.decision_on),
        (_("Item on the long-term agenda"), trajectory.agenda_item),
        (_("Advice wished by"), day(trajectory.wished_on)),
        (_("Theme"), str(trajectory.theme or "")),
    ]
    return [(name, value) for name, value in facts if value]


def _thread(trajectory: Trajectory, on: date) -> list[dict[str, str]]:
    """The seven steps of the question, each with the day on which it began."""
    far, reached = progress(trajectory), _reached(trajectory)
    term = rule("weeks-to-respond", on).in_words
    rows = []
    for number, (label, stages) in enumerate(STEPS, 1):
        began = min((reached[stage] for stage in stages if stage in reached), default=None)
        row = {"title": capfirst(str(label)), "state": "done", "when_label": day(began)}
        if number == far.step:
            row |= {"state": "now", "text": str(NOW[Stage(trajectory.stage)])}
        elif far.step and number > far.step:
            row |= {"state": "next", "when_label": "", "text": str(COMING[number]) % {"term": term}}
        if far.step or began:
            rows.append(row)
    if not far.step:
        rows.append({"title": capfirst(far.label), "state": "now", "when_label": day(reached.get(Stage.CLOSED))})
    return rows


def _reached(trajectory: Trajectory) -> dict[Stage, date]:
    leads = {step.kind: step.to for step in FLOWS[Flow(trajectory.flow)] if step.to}
    found: dict[Stage, date] = {}
    for kind, at in trajectory.entries.filter(kind__in=leads).values_list("kind", "at"):
        if to := leads[Kind(kind)]:
            found[to] = localdate(at)
    return found


def _ended(trajectory: Trajectory) -> str:
    """Why the question was closed without a trajectory, in one sentence."""
    if trajectory.outcome not in {Outcome.DECLINED, Outcome.REFERRED, Outcome.STOPPED}:
        return ""
    entry = trajectory.entries.filter(kind__in=[Kind.DECLINED, Kind.REFERRED, Kind.STOPPED]).last()
    return HAPPENINGS[Kind(entry.kind)].told(entry.facts, Seen.PUBLIC) if entry else ""
