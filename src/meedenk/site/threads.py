"""A subject from the question to the effect: what was advised, answered, promised and done; also for machines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice
from meedenk.followup.models import Check, Letter, NoticeRound, Response
from meedenk.followup.queries import Progress, progress
from meedenk.handbook.queries import number
from meedenk.trajectories.audiences import who_told
from meedenk.trajectories.models import Choice, Trajectory
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.stages import Flow, Outcome

Promised = dict[int | None, list[tuple[Progress, bool]]]


@dataclass(frozen=True)
class Became:
    """One recommendation and what became of it. `promises` are pairs of a promise and whether it is late."""

    number: int
    title: str
    url: str
    kind: str
    quote: str
    promises: list[tuple[Progress, bool]]


@dataclass(frozen=True)
class Counted:
    """How many people told what led to a subject, how many sit in its group, and whether residents were asked."""

    told: int
    seats: int
    asked: bool

    def told_in_words(self, on: date) -> str:
        """Few are not counted."""
        if not self.told:
            return ""
        if self.told < number("small-number-threshold", on):
            return _("A few people told us about this.")
        return _("%(number)d people told us about this.") % {"number": self.told}


def counted(trajectory: Trajectory, on: date) -> Counted:
    """In one query."""
    rounds = NoticeRound.objects.filter(trajectory=trajectory)
    found = Trajectory.objects.filter(pk=trajectory.pk).values_list(
        _count(who_told(trajectory)), _count(sitting(trajectory, on)), Exists(rounds)
    )
    return Counted(*found.get())


def _count(rows: QuerySet[Any]) -> Coalesce:
    every = rows.order_by().annotate(every=Value(1)).values("every").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(every), 0)


def became(advice: Advice | None, done: Promised) -> list[Became]:
    """Each recommendation of a public `advice` with its answer and what was `done`; nothing without one."""
    if advice is None:
        return []
    asked: list[dict[str, Any]] = (advice.adopted or {}).get("recommendations", [])
    given = {each.recommendation_id: each for each in Response.objects.given().filter(recommendation__advice=advice)}
    silent = not given and Letter.objects.filter(advice=advice, silent=True).exists()
    return [
        Became(
            number=each["number"],
            title=each["title"],
            url=f"{advice.get_absolute_url()}#aanbeveling-{each['number']}",
            kind=given[each["key"]].shown if each["key"] in given else "none" if silent else "awaiting",
            quote=given[each["key"]].quote if each["key"] in given else "",
            promises=done.get(each["key"], []),
        )
        for each in asked
    ]


def effect(promises: Iterable[tuple[Progress, bool]]) -> list[tuple[str, int]]:
    """How many promises are done, under way, stuck, dropped, silent or not asked about yet; only what there is."""
    said = Counter(each.state for each, _late in promises)
    words = {
        **{state.value: str(state.label) for state in Check.State},
        "silent": _("We asked and heard nothing"),
        "": _("Not asked yet"),
    }
    return [(words[state], said[state]) for state in words if said[state]]


def promised(advice: Advice, *, at: datetime) -> Promised:
    """What was promised and whether it is late, by the key of the recommendation; under None for the whole advice."""
    found: Promised = {}
    for each in progress(advice.trajectory):
        found.setdefault(each.commitment.recommendation_id, []).append((each, each.late(localdate(at))))
    return found


def choices(trajectory: Trajectory) -> list[Choice]:
    """The choices on the way, once the final account has made them public."""
    return list(trajectory.choices.all()) if trajectory.outcome == Outcome.ADVISED else []


def structured(trajectory: Trajectory, advice: Advice | None) -> dict[str, Any]:
    """The subject for search engines, in the words of schema.org: a question that was asked, or an own project."""
    house = settings.HOUSE
    group = {"@type": "Organization", "name": house.name, "url": house.base_url}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": f"{house.base_url}{trajectory.get_absolute_url()}",
        "name": trajectory.title,
        "description": trajectory.lead or trajectory.question,
    }
    return said | dict(_asked(trajectory, advice, group))


def _asked(trajectory: Trajectory, advice: Advice | None, group: dict[str, str]) -> Iterator[tuple[str, Any]]:
    house = settings.HOUSE
    report = {"@type": "Report", "@id": f"{house.base_url}{advice.get_absolute_url()}"} if advice else None
    if trajectory.flow != Flow.REQUESTED:
        yield "@type", "Project"
        yield "founder", group
        if report:
            yield "subjectOf", report
        return
    yield "@type", "AskAction"
    yield "agent", {"@type": "GovernmentOrganization", "name": house.municipality}
    yield "recipient", group
    yield "question", {"@type": "Question", "name": trajectory.question}
    if trajectory.asked_on:
        yield "startTime", trajectory.asked_on.isoformat()
    if report:
        yield "result", report
