"""An advice and a trajectory, ready to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.advice.clocks import Clock, time_to_advise, time_to_respond
from meedenk.advice.content import PerspectiveText, held_by, stood
from meedenk.advice.models import Advice, Delivery
from meedenk.advice.question import asked
from meedenk.common.templatetags.pieces import MARKS, moment
from meedenk.documents.html import html
from meedenk.documents.tree import parse
from meedenk.followup.models import Account, Letter, Weighing
from meedenk.followup.noticed import noticed
from meedenk.followup.queries import Progress, known_letter
from meedenk.gathering.models import Activity, Finding
from meedenk.handbook.queries import length, numbers
from meedenk.trajectories.models import Agreement, Trajectory
from meedenk.trajectories.progress import progress
from meedenk.trajectories.stages import Flow, Outcome, Stage

from . import subjects, threads
from .answers import Answer, answers_of
from .days import written
from .register import day_of, flow_name
from .searching.plain import plain_text


@dataclass(frozen=True)
class Asked:
    """One recommendation with what became of it."""

    number: int
    title: str
    text: SafeString
    reason: SafeString
    sources: SafeString
    answer: Answer
    promises: list[tuple[Progress, bool]]


@dataclass(frozen=True)
class View:
    """A differing view, and how many hold it."""

    title: str
    text: SafeString
    held: str


@dataclass(frozen=True)
class Face:
    """A clock with the words beside it."""

    used: int
    agreed: int
    title: str
    sentence: str
    hurts: bool


@dataclass(frozen=True)
class Promise:
    """Whether something was agreed; what exactly is for the two sides."""

    text: str
    made: bool
    meta: str


@dataclass(frozen=True)
class Voice:
    """What someone said, and what kind of person said it where."""

    quote: str
    who: str


def advice_page(advice: Advice, *, at: datetime) -> dict[str, Any]:
    """What the page of an adopted advice shows."""
    text: dict[str, Any] = advice.adopted or {}
    recommendations = list(text.get("recommendations", []))
    letter = known_letter(advice)
    silent = letter is not None and letter.silent
    given = answers_of(advice, recommendations, silent=silent)
    trajectory = subjects.shown_to(None, at=at).filter(pk=advice.trajectory_id).first()
    delivery: Delivery | None = getattr(advice, "delivery", None)
    public = Advice.objects.public(at).filter(pk=advice.pk).exists()
    summary = parse(text.get("summary", ""), top=3)
    promises = threads.promised(advice, at=at)
    weighing = Weighing.objects.filter(trajectory=advice.trajectory, public=True).last()
    return {
        "advice": advice,
        "public": public,
        "delivery": delivery,
        "day": day_of(advice),
        "flow": flow_name(advice),
        "lead": Truncator(plain_text(summary)).chars(280),
        "question": text.get("question", ""),
        "summary": html(summary) if len(plain_text(summary)) > 280 else "",
        "goes_well": html(parse(text.get("goes_well", ""), top=3)),
        "attention": html(parse(text.get("attention", ""), top=3)),
        "came_about": html(parse(text.get("came_about", ""), top=3)),
        "recommendations": [
            _asked(each, answer, promises.get(each["key"], []))
            for each, answer in zip(recommendations, given, strict=True)
        ],
        "promises": promises.get(None, []),
        "answers": [answer.kind if answer.kind in MARKS else "awaiting" for answer in given],
        "letter": None if silent else letter,
        "silent": silent,
        "weighing": weighing,
        "views": [_view(each, text.get("members", 0)) for each in text.get("perspectives", [])],
        "stood": stood(text.get("stand")),
        "facts": list(_facts(advice, delivery)),
        "clocks": list(_clocks(advice.trajectory, delivery, at=at)),
        "thread": subjects.happened(trajectory, at=at) if trajectory else [],
        "files": list(_files(advice, None if silent else letter, public=public)),
        "address": f"{settings.HOUSE.base_url}{advice.get_absolute_url()}",
        "data": _data(advice, text) if public else None,
    }


def _asked(each: dict[str, Any], answer: Answer, promises: list[tuple[Progress, bool]]) -> Asked:
    text, reason, sources = (html(parse(each.get(part, ""), top=4)) for part in ("text", "reason", "sources"))
    return Asked(each["number"], each["title"], text, reason, sources, answer, promises)


def _view(each: PerspectiveText, members: int) -> View:
    return View(each["title"], html(parse(each["text"], top=4)), held_by(each, members))


def _facts(advice: Advice, delivery: Delivery | None) -> Iterator[tuple[str, str, str]]:
    if delivery:
        yield _("To"), capfirst(delivery.get_to_display()), ""
        yield _("Delivered on"), written(localdate(delivery.at)), ""
    for proposal in advice.proposals.all():
        yield _("Belongs to"), str(proposal), proposal.link
    theme = advice.trajectory.theme
    if theme:
        yield _("Theme"), theme.title, theme.get_absolute_url()
    yield _("Trajectory"), advice.trajectory.title, advice.trajectory.get_absolute_url()


def _clocks(trajectory: Trajectory, delivery: Delivery | None, *, at: datetime) -> Iterator[Face]:
    """How long we got to advise, and how long the answer takes; a clock that has not begun stands at nought.

    Of what ended before it was delivered or answered no clock runs on.
    """
    today = localdate(at)
    delivered = localdate(delivery.at) if delivery else None
    if trajectory.flow == Flow.REQUESTED and trajectory.asked_on:
        agreed = trajectory.days_agreed or length("weeks-to-advise", trajectory.asked_on).days
        if trajectory.days_given is not None:
            yield _face(Clock(max(trajectory.days_given, 0), agreed, True), _("Time we get to advise"), ours=True)
        elif delivered or trajectory.stage != Stage.CLOSED:
            clock = time_to_advise(asked_on=trajectory.asked_on, agreed=agreed, delivered_on=delivered, today=today)
            yield _face(clock, _("Time we take to advise"), ours=True)
    answered = _answered_on(trajectory) if delivery else None
    stopped = trajectory.outcome == Outcome.STOPPED and answered is None
    if delivery and delivered and not stopped:
        clock = time_to_respond(delivered_on=delivered, due_on=delivery.due_on, answered_on=answered, today=today)
        yield _face(clock, _("Time until the answer"), ours=False)
    elif trajectory.stage != Stage.CLOSED:
        days = length("weeks-to-respond", today).days
        sentence = _("The executive has %(days)d days. This clock begins when we deliver our advice.") % {"days": days}
        yield Face(0, days, _("Time until the answer"), sentence, hurts=False)


def _face(clock: Clock, title: str, *, ours: bool) -> Face:
    parts = [_("Agreed: %(days)d days.") % {"days": clock.agreed}]
    if clock.over:
        more = (
            ngettext("%(days)d day more.", "%(days)d days more.", clock.over)
            if ours
            else ngettext("%(days)d day late.", "%(days)d days late.", clock.over)
        )
        parts.append(more % {"days": clock.over})
    if not clock.stopped:
        parts.append(_("This clock still runs."))
    return Face(clock.used, clock.agreed, title, " ".join(parts), hurts=not ours)


def _answered_on(trajectory: Trajectory) -> date | None:
    entry = trajectory.entries.filter(kind__in=["response-received", "no-response"]).first()
    return localdate(entry.at) if entry else None


def _files(advice: Advice, letter: Letter | None, *, public: bool) -> Iterator[tuple[str, str, str]]:
    yield _("Advice"), reverse("advice:pdf", args=[advice.number]), "PDF"
    if asked(advice):
        yield _("The question"), reverse("advice:question", args=[advice.number]), "PDF"
    if letter and letter.file:
        size = filesizeformat(letter.size)
        yield _("Letter of the executive"), reverse("followup:letter", args=[advice.number]), f"PDF, {size}"
    if public:
        yield _("Everything to attach it to a proposal"), reverse("advice:bundle", args=[advice.number]), "ZIP"


def _data(advice: Advice, text: dict[str, Any]) -> dict[str, Any]:
    """The advice for search engines, in the words of schema.org."""
    house = settings.HOUSE
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": f"{house.base_url}{advice.get_absolute_url()}",
        "identifier": advice.number,
        "reportNumber": advice.number,
        "name": advice.title,
        "abstract": plain_text(parse(text.get("summary", ""))),
        "datePublished": localdate(advice.published_at).isoformat() if advice.published_at else None,
        "inLanguage": "nl",
        "author": {"@type": "Organization", "name": house.name, "url": house.base_url},
        "spatialCoverage": house.municipality,
        "hasPart": [
            {
                "@type": "Recommendation",
                "@id": f"{house.base_url}{advice.get_absolute_url()}#aanbeveling-{each['number']}",
                "position": each["number"],
                "name": each["title"],
            }
            for each in text.get("recommendations", [])
        ],
    }


def subject_page(trajectory: Trajectory, *, at: datetime) -> dict[str, Any]:
    """What the page of a trajectory shows."""
    today = localdate(at)
    shown = subjects.as_shown(trajectory)
    advice = Advice.objects.public(at).filter(trajectory=trajectory).select_related("delivery", "trajectory").first()
    sizes = {} if advice or shown.stage == Stage.CLOSED else numbers("project-group-min", "project-group-max", on=today)
    counted = threads.counted(trajectory, today)
    done = threads.promised(advice, at=at) if advice else {}
    return {
        "trajectory": trajectory,
        "shown": shown,
        "progress": progress(shown),
        "origin": subjects.origin(trajectory),
        "thread": subjects.thread(trajectory, at=at),
        "agreements": _promises(trajectory, shown),
        "clocks": list(_clocks(shown, getattr(advice, "delivery", None), at=at)),
        "advice": advice,
        "account": Account.objects.filter(trajectory=trajectory, published_at__isnull=False).first(),
        "seats": counted.seats,
        "least": sizes.get("project-group-min"),
        "most": sizes.get("project-group-max"),
        "gathers": shown.stage in GATHERING,
        "told": counted.told_in_words(today),
        "became": threads.became(advice, done),
        "whole": done.get(None, []),
        "effect": threads.effect(chain.from_iterable(done.values())),
        "noticed": noticed(trajectory, on=today) if advice and counted.asked else [],
        "choices": threads.choices(shown),
        "heard": list(_heard(trajectory)),
        "data": threads.structured(trajectory, advice) if shown.stage != Stage.ASKED else None,
        "coming": coming(Activity.objects.public(at).filter(trajectory=trajectory), at=at),
    }


def _heard(trajectory: Trajectory) -> Iterator[Voice]:
    found = Finding.objects.public().filter(activity__trajectory=trajectory).select_related("activity")
    for each in found.order_by("activity__starts_at", "pk")[:MOST_VOICES]:
        held = each.activity.starts_at
        what = each.activity.get_kind_display()
        where = _("%(what)s on %(day)s") % {"what": what, "day": written(localdate(held))} if held else what
        yield Voice(each.text, f"{each.who}, {where}")


def coming(activities: QuerySet[Activity], *, at: datetime) -> list[subjects.Moment]:
    """What is planned and has a date, the nearest first."""
    planned: Any = activities
    found = planned.coming(at).filter(starts_at__isnull=False).select_related("trajectory")[:MOST_COMING]
    return [
        subjects.Moment(
            each.title, f"{each.trajectory.title} · {each.place}".removesuffix(" · "), moment(each.starts_at), "next"
        )
        for each in found
    ]


MOST_VOICES, MOST_COMING = 6, 6
GATHERING = (Stage.TAKEN_UP, Stage.CALLING, Stage.FORMING, Stage.STARTING, Stage.WORKING)
BEFORE_AGREEMENTS = (Stage.EXPLORING, Stage.ASKED, Stage.TAKEN_UP, Stage.CALLING, Stage.FORMING)


def _promises(trajectory: Trajectory, shown: Trajectory) -> list[Promise]:
    """Each topic of the agreements and whether it is agreed; none before there is a group, or without an adviser."""
    if trajectory.flow != Flow.REQUESTED or shown.stage in BEFORE_AGREEMENTS:
        return []
    made: dict[str, datetime] = {}
    for agreement in trajectory.agreements.all():
        if agreement.replaced_at is None and agreement.group_agreed_at and agreement.adviser_agreed_at:
            made[agreement.topic] = max(agreement.group_agreed_at, agreement.adviser_agreed_at)
    if not made and shown.stage == Stage.CLOSED:
        return []
    return [
        Promise(
            capfirst(str(topic.label)),
            topic in made,
            _("Confirmed by both sides, %(day)s") % {"day": written(localdate(made[topic]))}
            if topic in made
            else _("Not agreed yet"),
        )
        for topic in Agreement.Topic
    ]
