"""Advices that wait for an answer."""

from datetime import date, timedelta
from itertools import count

from django.utils.timezone import localdate, now

from meedenk.advice.models import Addressee, Advice, Body, Delivery, Recommendation
from meedenk.followup.operations import Reply
from meedenk.people.tests.factories import an_official
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
