"""Themes and advices for tests, as they are once they are public."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate, now

from meedenk.advice.models import Advice, Delivery, Recommendation
from meedenk.agenda.models import Theme
from meedenk.followup.models import Letter, Response
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

_numbers = count(1)


def a_theme(title: str = "Jeugdhulp", **more: Any) -> Theme:
    slug = more.pop("slug", f"thema-{next(_numbers)}")
    return Theme.objects.create(
        title=title,
        slug=slug,
        address=f"/agenda/{slug}/",
        summary=more.pop("summary", "Hulp voor kinderen en hun ouders."),
        origin=Theme.Origin.OWN,
        **more,
    )


def an_advice(
    title: str = "",
    *,
    recommendations: int = 2,
    at: datetime | None = None,
    published: bool = True,
    embargo: timedelta | None = None,
    trajectory: Trajectory | None = None,
    text: dict[str, Any] | None = None,
    due_in_days: int = 56,
) -> Advice:
    """An advice that was adopted and delivered at `at` (now), and is published unless told otherwise."""
    number, at = next(_numbers), at or now()
    trajectory = trajectory or a_trajectory(Stage.DELIVERED)
    advice = Advice.objects.create(
        trajectory=trajectory,
        number=f"ASDG-{localdate(at).year}-{number:03}",
        title=title or f"Advies {number}",
        begun_at=at,
        adopted_at=at,
        adopted={},
        published_at=at if published else None,
    )
    made = [
        Recommendation.objects.create(advice=advice, order=place, title=f"Doe dit: {place}", text="Omdat het helpt.")
        for place in range(1, recommendations + 1)
    ]
    advice.adopted = {
        "title": advice.title,
        "question": "Wat vinden inwoners?",
        "summary": "Wij vinden dat het eenvoudiger kan.",
        "goes_well": "",
        "attention": "",
        "came_about": "",
        "recommendations": [
            {"key": r.pk, "number": r.order, "title": r.title, "text": r.text, "reason": "", "sources": ""}
            for r in made
        ],
        "perspectives": [{"title": "Het kan anders", "text": "Twee mensen zien het anders.", "count": 2}],
        "members": 8,
    } | (text or {})
    advice.save(update_fields=["adopted"])
    Delivery.objects.create(
        advice=advice,
        to=Delivery.To.EXECUTIVE,
        at=at,
        due_on=localdate(at) + timedelta(days=due_in_days),
        embargo_until=at + embargo if embargo else None,
    )
    return advice


def answered(advice: Advice, *answers: str, at: datetime | None = None) -> Letter:
    """The executive has answered the recommendations of `advice` in their order."""
    at = at or now()
    letter = Letter.objects.create(advice=advice, saved_at=at, received_at=at)
    for each, answer in zip(advice.recommendations.all(), answers, strict=True):
        Response.objects.create(letter=letter, recommendation=each, answer=answer, quote="Dat gaan we doen.")
    Trajectory.objects.filter(pk=advice.trajectory_id).update(stage=Stage.ANSWERED)
    return letter
