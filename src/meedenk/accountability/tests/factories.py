"""Advices with answers, clocks that ran, and notes on our position."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate, now

from meedenk.accountability.models import Position
from meedenk.advice.models import Advice, Delivery, Recommendation
from meedenk.followup.models import Letter, Response
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

_numbers = count(1)


def an_advice(
    *answers: str, at: datetime | None = None, due_in: int = 42, answered_after: int | None = 30, **more: Any
) -> Advice:
    """A public advice delivered at `at` (100 days ago), its recommendations answered with `answers`.

    Empty answers, or `answered_after` None, make an advice without an answer.
    """
    at = at or now() - timedelta(days=100)
    trajectory: Trajectory = more.pop("trajectory", None) or a_trajectory(Stage.DELIVERED, **more)
    advice = Advice.objects.create(
        trajectory=trajectory,
        number=f"ASDG-{at:%Y}-{next(_numbers):03}",
        title="Begin bij de persoon",
        begun_at=at,
        adopted_at=at,
        adopted={"title": "Begin bij de persoon", "recommendations": []},
        published_at=at,
    )
    Delivery.objects.create(
        advice=advice, to=Delivery.To.EXECUTIVE, at=at, due_on=localdate(at) + timedelta(days=due_in)
    )
    received = at + timedelta(days=answered_after) if answers and answered_after is not None else None
    letter = Letter.objects.create(advice=advice, saved_at=at, received_at=received)
    for order, answer in enumerate(answers or ("", ""), 1):
        recommendation = Recommendation.objects.create(advice=advice, order=order, title=f"Aanbeveling {order}")
        Response.objects.create(letter=letter, recommendation=recommendation, answer=answer)
    return advice


def a_position(asked: str = "in-time", *, on: date | None = None, **more: Any) -> Position:
    subject = more.pop("subject", f"Besluit {next(_numbers)}")
    return Position.objects.create(
        subject=subject, on=on or localdate() - timedelta(days=10), asked=asked, source="Besluitenlijst", **more
    )
