"""Every page opens, for whom it may, empty and full, in a few queries."""

import pytest
from conftest import Cast
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meedenk.accounts.models import User
from meedenk.agenda.models import Theme
from meedenk.handbook.models import Chapter
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .access import ACCESS
from .factories import a_theme, an_advice, answered

OF_ONE_THING = {"site:advice", "site:trajectory", "site:subject-feed", "site:theme", "site:theme-feed", "site:chapter"}
MAIL = {name for name in ACCESS if name.endswith(("message", "message-preview", "mailing"))}
NUMBERED = {"site:diwoo-page": [1]}
PLAIN = [name for name in ACCESS if name not in OF_ONE_THING | MAIL]
OPEN = [name for name in PLAIN if ACCESS[name] == "everyone"]


def address_of(name: str, trajectory: Trajectory) -> str:
    if name == "site:trajectory":
        return trajectory.get_absolute_url()
    if name == "site:subject-feed":
        return reverse(name, args=[trajectory.slug])
    if name == "site:chapter":
        return Chapter.objects.all()[0].get_absolute_url()
    if name in {"site:theme", "site:theme-feed"}:
        return reverse(name, args=[(Theme.objects.first() or a_theme()).slug])
    if name == "site:advice":
        return an_advice().get_absolute_url()
    return plain(name)


def plain(name: str) -> str:
    return reverse(name, args=NUMBERED.get(name, []))


@pytest.mark.parametrize("name", [*PLAIN, *sorted(OF_ONE_THING)])
def test_a_page_opens_for_whom_it_may_and_for_nobody_else(name: str, cast: Cast, trajectory: Trajectory) -> None:
    address, allowed = address_of(name, trajectory), ACCESS[name]
    for who, person in cast.items():
        client = Client()
        if isinstance(person, User):
            client.force_login(person)
        elif not isinstance(person, AnonymousUser):
            continue
        found = client.get(address).status_code
        if allowed == "everyone" or who in allowed:
            assert found == 200, who
        else:
            assert found == (302 if who == "outsider" else 404), who


@pytest.mark.parametrize("name", OPEN)
def test_a_page_opens_while_there_is_nothing_yet(name: str, db: None, client: Client) -> None:
    assert client.get(plain(name)).status_code == 200


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_takes_no_other_method(name: str, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.steering)
    assert client.delete(plain(name)).status_code == 405
    assert client.generic("TRACE", plain(name)).status_code == 405


def a_full_site() -> None:
    for _ in range(3):
        answered(an_advice(recommendations=3), "adopted", "partly", "rejected")
        a_trajectory(Stage.WORKING, theme=a_theme(chosen=True))


def asked(client: Client, address: str) -> int:
    """How many queries the page at `address` needs once it is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", OPEN)
def test_a_public_page_asks_at_most_twelve_things_of_the_database(name: str, rules: None, client: Client) -> None:
    a_full_site()
    assert asked(client, plain(name)) <= 12


def test_an_advice_and_a_trajectory_ask_at_most_twelve_things_too(rules: None, client: Client) -> None:
    advice = an_advice(recommendations=6)
    answered(advice, *["adopted"] * 6)
    assert asked(client, advice.get_absolute_url()) <= 12
    assert asked(client, advice.trajectory.get_absolute_url()) <= 12


@pytest.mark.parametrize("name", ["home", "advices", "trajectories", "agenda", "feed", "sitemap", "open-data"])
def test_a_list_asks_no_more_when_it_grows(name: str, rules: None, client: Client) -> None:
    address = reverse(f"site:{name}")
    answered(an_advice(recommendations=3), "adopted", "partly", "rejected")
    a_trajectory(Stage.WORKING, theme=a_theme(chosen=True))
    before = asked(client, address)
    a_full_site()
    assert asked(client, address) == before
