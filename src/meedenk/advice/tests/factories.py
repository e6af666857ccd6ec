"""Advices for tests, in whatever state."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils.timezone import now
from pypdf import PdfReader

from meedenk.advice.addressing import Office
from meedenk.advice.models import Advice, Body, Delivery, DraftRound
from meedenk.advice.operations import adopting, delivering, publishing, rounds
from meedenk.journal.operations import Actor
from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat, a_trajectory

OFFICES = {
    Body.EXECUTIVE: Office(Body.EXECUTIVE, "Bureau Wethouder", "bureau@gemeente.voorbeeld.nl"),
    Body.COUNCIL: Office(Body.COUNCIL, "Griffie", "griffie@gemeente.voorbeeld.nl"),
}
USUAL_DAYS = 10


def an_advice(trajectory: Trajectory | None = None, *, recommendations: int = 2, **more: Any) -> Advice:
    """An advice that is being written; its trajectory is brought to that stage."""
    trajectory = trajectory or a_trajectory(Stage.ADVISING)
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.ADVISING, outcome="")
    trajectory.stage, trajectory.outcome = Stage.ADVISING, ""
    advice = Advice.objects.create(
        trajectory=trajectory,
        title=more.pop("title", "Begin bij de persoon"),
        summary=more.pop("summary", "Kijk wat iemand nodig heeft."),
        begun_at=more.pop("begun_at", now() - timedelta(days=30)),
        **more,
    )
    for order in range(1, recommendations + 1):
        advice.recommendations.create(
            order=order, title=f"Aanbeveling {order}", text="Uitleg.", reason="Gehoord.", sources="Gesprek"
        )
    return advice


def a_contact(advice: Advice) -> GroupSeat:
    """The contact of the group, who is found or made."""
    seat = GroupSeat.objects.filter(trajectory=advice.trajectory, is_contact=True).first()
    return seat or a_seat(advice.trajectory, contact=True)


def by(advice: Advice) -> Actor:
    return a_contact(advice).member.user


def a_round(advice: Advice | None = None, *, at: datetime | None = None, days: int = 10, **more: Any) -> DraftRound:
    """The draft went round at `at` (now) and the group may respond for `days`."""
    advice, at = advice or an_advice(), at or now()
    if days < USUAL_DAYS:
        more.setdefault("because", "Haast.")
    return rounds.send_round(advice, closes_at=at + timedelta(days=days), by=by(advice), at=at, **more)


def an_adopted_advice(trajectory: Trajectory | None = None, *, at: datetime | None = None, **more: Any) -> Advice:
    """Adopted by the contact after a round to which nobody responded."""
    advice, at = an_advice(trajectory, **more), at or now()
    a_round(advice, at=at)
    adopting.adopt(advice, by=by(advice), at=at, because="Iedereen was erbij.")
    return advice


def a_delivered_advice(
    trajectory: Trajectory | None = None,
    *,
    staff: Actor,
    at: datetime | None = None,
    to: str = "executive",
    **more: Any,
) -> Advice:
    advice = an_adopted_advice(trajectory, at=at)
    deliver(advice, by=staff, at=at, to=to, **more)
    return advice


def deliver(advice: Advice, *, by: Actor, at: datetime | None = None, to: str = "executive", **more: Any) -> Delivery:
    bodies = list(OFFICES) if to == Delivery.To.BOTH else [Body(to)]
    return delivering.deliver(advice, to=to, offices=[OFFICES[body] for body in bodies], by=by, at=at or now(), **more)


def a_published_advice(trajectory: Trajectory | None = None, *, staff: Actor, **more: Any) -> Advice:
    advice = a_delivered_advice(trajectory, staff=staff, **more)
    publishing.publish(advice, checked=True, by=staff, at=more.get("at") or now())
    return advice


def text_of(pdf: FieldFile) -> str:
    """All words on the pages of a kept PDF."""
    with pdf.open("rb") as file:
        pages = PdfReader(BytesIO(file.read())).pages
    return "".join(page.extract_text() for page in pages)
