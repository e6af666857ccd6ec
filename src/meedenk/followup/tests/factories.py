"""Advices that wait for an answer."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import invite
from meedenk.advice.models import Addressee, Advice, Body, Delivery, Recommendation
from meedenk.followup.models import Commitment, Monitoring
from meedenk.followup.moments import days_of_the_rules
from meedenk.followup.operations import monitoring, responding
from meedenk.followup.operations.monitoring import Promise
from meedenk.followup.operations.responding import Reply
from meedenk.followup.queries import fingerprint
from meedenk.journal.operations import Actor
from meedenk.people.models import Member
from meedenk.people.tests.factories import a_department, an_official
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

GIVEN = ("adopted", "partly", "later")

_numbers = count(1)


def a_delivered_advice(
    trajectory: Trajectory | None = None, *, due_on: date | None = None, recommendations: int = 3
) -> Advice:
    """An advice that was delivered to the executive; the answer is due in 30 days unless told otherwise."""
    trajectory = trajectory or a_trajectory(Stage.DELIVERED, adviser=an_official())
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.DELIVERED)
    trajectory.stage = Stage.DELIVERED
    at = now() - timedelta(days=20)
    advice = Advice.objects.create(
        trajectory=trajectory,
        number=f"ASDG-2026-{next(_numbers):02}",
        title="Begin bij de persoon",
        summary="Kijk wat iemand nodig heeft.",
        begun_at=at,
        adopted_at=at,
        adopted={"title": "Begin bij de persoon"},
        published_at=at,
    )
    Recommendation.objects.bulk_create(
        Recommendation(advice=advice, order=order, title=f"Aanbeveling {order}")
        for order in range(1, recommendations + 1)
    )
    delivery = Delivery.objects.create(
        advice=advice,
        to=Delivery.To.EXECUTIVE,
        at=at,
        due_on=due_on or localdate() + timedelta(days=30),
    )
    Addressee.objects.create(
        delivery=delivery, body=Body.EXECUTIVE, name="Bureau Wethouder", email="bureau@voorbeeld.nl", answers=True
    )
    return advice


def replies(advice: Advice, given: tuple[str, ...] = GIVEN, *, reason: str = "Omdat het kan.") -> dict[int, Reply]:
    """The answers `given` to its recommendations, each for the same reason."""
    return {each.pk: Reply(answer, reason) for each, answer in zip(advice.recommendations.all(), given, strict=True)}


def typed(advice: Advice, given: tuple[str, ...] = GIVEN, *, reason: str = "Omdat het kan.") -> dict[str, str]:
    """The same, as someone fills in the form."""
    said = zip(advice.recommendations.all(), given, strict=True)
    return {
        name: value
        for each, answer in said
        for name, value in ((f"answer-{each.pk}", answer), (f"reason-{each.pk}", reason))
    }


def an_answered_advice(
    trajectory: Trajectory | None = None, *, by: PersonalLink | None = None, at: datetime | None = None
) -> Advice:
    """An advice that the office answered at `at` (now), every recommendation in another way."""
    advice, at = a_delivered_advice(trajectory), at or now()
    office = by or invite(
        Purpose.OFFICE, advice.trajectory, email="b@voorbeeld.nl", name="B", at=at, until=at + timedelta(days=9)
    )
    letter = responding.keep_draft(advice, replies=replies(advice), reference="", text="", at=at)
    responding.respond(advice, seen=fingerprint(letter), by=office, at=at)
    advice.adopted = {
        "title": advice.title,
        "recommendations": [
            {"key": each.pk, "number": each.order, "title": each.title} for each in advice.recommendations.all()
        ],
    }
    advice.save(update_fields=["adopted"])
    return advice


def a_promise(advice: Advice, **more: Any) -> Promise:
    """A promise of the department about the first recommendation."""
    given: dict[str, Any] = {
        "text": "Iedereen bellen",
        "name": "Wim Wmo",
        "email": "executor@voorbeeld.nl",
        "recommendation": advice.recommendations.first(),
        "department": a_department("Afdeling Wmo"),
    }
    return Promise(**given | more)


def a_commitment(advice: Advice, *, by: Actor, at: datetime | None = None, **more: Any) -> Commitment:
    return monitoring.record_commitment(advice.trajectory, a_promise(advice, **more), by=by, at=at or now())


def agreed(
    advice: Advice, *, by: Actor, at: datetime | None = None, members: Sequence[Member] = (), owner: str = ""
) -> Monitoring:
    """Followed by `members`, or by the steering group when there are none, on the days of the handbook."""
    at = at or now()
    return monitoring.agree_monitoring(
        advice.trajectory,
        owner=owner or ("group" if members else "steering"),
        members=members,
        what="Of er gebeld wordt.",
        days=days_of_the_rules(localdate(at), localdate(at)),
        by=by,
        at=at,
    )
