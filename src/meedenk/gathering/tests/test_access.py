"""Who may open which page: the whole table, against one planned activity, one that seeks a date, and one piece."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, User
from meedenk.trajectories.models import Trajectory

from .access import ACCESS
from .factories import a_poll, a_source, an_activity

SEEKING = {"change-dates", "answer-dates", "fix-date"}
PIECES = {"give-source", "remove-source"}
OVER = {"held", "report", "finding"}


def address(page: str, trajectory: Trajectory) -> str:
    """The address of a page, with whatever it is about."""
    if page in SEEKING:
        return reverse(f"gathering:{page}", args=[trajectory.slug, a_poll(trajectory).activity_id])
    if page in PIECES:
        asked = a_source(trajectory, received_at=None, text="", promised_by_on=localdate())
        return reverse(f"gathering:{page}", args=[trajectory.slug, asked.pk])
    if page in {"activity", "change", "cancel", "calendar"} | OVER:
        days = -1 if page in OVER else 7
        return reverse(f"gathering:{page}", args=[trajectory.slug, an_activity(trajectory, days=days).pk])
    return reverse(f"gathering:{page}", args=[trajectory.slug])


@pytest.mark.parametrize(
    "name", [name for name in ACCESS if name.startswith("gathering:") and name != "gathering:source-file"]
)
def test_attack_06_only_who_may_opens_the_page(name: str, trajectory: Trajectory, cast: Cast, client: Client) -> None:
    there = address(name.removeprefix("gathering:"), trajectory)
    for who, person in cast.items():
        if isinstance(person, PersonalLink):
            continue
        client.logout()
        if isinstance(person, User):
            client.force_login(person)
        response = client.get(there)
        if who == "outsider":
            assert response.status_code == 302, who
            assert response["Location"].startswith("/inloggen/"), who
        else:
            assert response.status_code == (200 if who in ACCESS[name] else 404), who
