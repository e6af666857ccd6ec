"""Trajectories for tests, in whatever stage."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import invite
from meedenk.agenda.models import Concern
from meedenk.agenda.tests.factories import a_concern, a_listed_theme
from meedenk.mail.models import Message
from meedenk.people.models import Member, Official
from meedenk.people.tests.factories import a_department, a_member
from meedenk.trajectories.models import Call, Exploration, GroupSeat, PolicyAdviser, SignUp, Trajectory
from meedenk.trajectories.stages import Flow, Outcome, Stage

_numbers = count(1)


def a_trajectory(stage: Stage = Stage.ASKED, *, adviser: Official | None = None, **more: Any) -> Trajectory:
    number = next(_numbers)
    slug = more.pop("slug", f"onderwerp-{number}")
    trajectory = Trajectory.objects.create(
        title=more.pop("title", f"Onderwerp {number}"),
        slug=slug,
        address=f"/trajecten/{slug}/",
        flow=more.pop("flow", Flow.REQUESTED),
        stage=stage,
        outcome=more.pop("outcome", Outcome.ADVISED if stage == Stage.CLOSED else ""),
        question="Wat vinden inwoners van dit plan?",
        department=a_department(),
        asked_on=localdate(),
        **more,
    )
    if adviser:
        PolicyAdviser.objects.create(trajectory=trajectory, official=adviser)
    return trajectory


def a_call(trajectory: Trajectory | None = None, *, at: datetime | None = None, days: int = 14) -> Call:
    """An open call that began at `at` (now) and lasts `days`."""
    at = at or now()
    return Call.objects.create(
        trajectory=trajectory or a_trajectory(Stage.CALLING),
        text="Veel mensen zorgen voor een ander en werken ook.",
        time_asked="3 uur per week",
        size_min=5,
        size_max=10,
        opened_at=at,
        closes_at=at + timedelta(days=days),
    )


def a_sign_up(call: Call, member: Member | None = None, *, answer: str = "yes", **more: Any) -> SignUp:
    return SignUp.objects.create(
        call=call, member=member or a_member(), answer=answer, answered_at=more.pop("answered_at", now()), **more
    )


def a_seat(trajectory: Trajectory, member: Member | None = None, *, contact: bool = False) -> GroupSeat:
    return GroupSeat.objects.create(
        trajectory=trajectory, member=member or a_member(), since=localdate() - timedelta(days=30), is_contact=contact
    )


FOUR_ANSWERS = {"can": "Ja.", "where": "Bij de raad.", "when": "Voor de zomer.", "how": "Met een advies."}
OWN_PLAN = {
    "plan": "We spreken vijftig mantelzorgers.",
    "ready": "voor juni",
    "towards": "het college",
    "because": "Er is haast.",
}
LATER = {"reason": "De gemeente begint er later mee.", "look_on": localdate() + timedelta(days=90)}


def explored(*, official: Official | None = None, **more: Any) -> Trajectory:
    """A subject of our own that the steering group looks into, with a concern that led to it."""
    trajectory = a_trajectory(Stage.EXPLORING, flow=Flow.UNREQUESTED, begun_as=Flow.UNREQUESTED, **more)
    theme = trajectory.theme or a_listed_theme()
    trajectory.concerns.add(a_concern(state=Concern.State.THEME, theme=theme))
    Exploration.objects.create(trajectory=trajectory, official=official)
    return trajectory


def the_adviser_of(trajectory: Trajectory) -> PersonalLink:
    """The link of the official with whom `trajectory` is looked into."""
    official = trajectory.exploration.official
    until = now() + timedelta(days=9)
    return invite(Purpose.ADVISER, trajectory, email=official.email, name=official.name, at=now(), until=until)


def told_whom(kind: str) -> set[tuple[str, str, bool]]:
    """Who hears of `kind`: the audience, the address, and whether it can wait for the overview."""
    return set(Message.objects.filter(kind=kind).values_list("audience", "email", "digest"))
