"""One list of all subjects: whether a theme was chosen, and how far what has begun is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedenk.agenda.models import Theme
from meedenk.trajectories.stages import Flow, Outcome, Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import a_theme

pytestmark = pytest.mark.usefixtures("rules")
ALL = "/trajecten/?stand=alles"


def lines(client: Client, address: str = ALL) -> dict[str, str]:
    """The titles of the list, each with the small line above it."""
    return {row.title: row.above for row in client.get(address).context["rows"]}


def test_what_runs_what_ended_and_what_never_began_stand_in_one_list(client: Client) -> None:
    chosen = a_theme("Mantelzorg", chosen=True, planned_for="voorjaar 2027")
    a_trajectory(Stage.WORKING, title="Werken en zorgen", theme=chosen)
    a_trajectory(Stage.CLOSED, title="Klaar", theme=chosen, outcome=Outcome.STOPPED)
    a_trajectory(Stage.ASKED, title="Nog niet openbaar", theme=a_theme("Later", chosen=True))
    a_theme("Schulden", reason="Er loopt al een onderzoek.")
    a_theme("Vervoer")
    found = lines(client)
    assert found["Werken en zorgen"].endswith("Mantelzorg: gekozen, gepland voor voorjaar 2027")
    assert list(found) == ["Klaar", "Werken en zorgen", "Later", "Schulden", "Vervoer"]
    assert found["Later"].endswith("gekozen")
    assert found["Schulden"].endswith("nu niet")
    assert found["Vervoer"].endswith("nog te beslissen")
    assert "Er loopt al een onderzoek." in client.get(ALL).content.decode()


def test_other_lists_hold_no_themes(client: Client) -> None:
    a_theme("Schulden")
    for address in ("/trajecten/", "/trajecten/?stand=klaar", "/trajecten/?stand=loopt"):
        assert "Schulden" not in lines(client, address)


def test_it_can_be_filtered_like_the_rest(client: Client) -> None:
    own = a_theme("Eigen")
    a_trajectory(Stage.WORKING, title="Van de gemeente", theme=own, flow=Flow.REQUESTED)
    asked = a_theme("Gevraagd")
    Theme.objects.filter(pk=asked.pk).update(origin=Theme.Origin.MUNICIPALITY)
    a_theme("Ook eigen")
    assert list(lines(client, f"{ALL}&thema={own.slug}")) == ["Van de gemeente"]
    assert list(lines(client, f"{ALL}&soort=requested")) == ["Van de gemeente", "Gevraagd"]
    assert list(lines(client, f"{ALL}&soort=unrequested")) == ["Ook eigen"]
    assert lines(client, f"{ALL}&thema=bestaat-niet") == {}


def test_it_goes_on_on_a_next_page_in_as_many_queries(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(ALL)
        return len(queries)

    a_trajectory(Stage.WORKING, theme=a_theme())
    a_theme()
    asked()
    before = asked()
    for number in range(12):
        a_trajectory(Stage.WORKING, theme=a_theme())
        a_theme(f"Thema zonder traject {number}")
    assert asked() == before
    assert len(lines(client)) + len(lines(client, f"{ALL}&page=2")) == 26
