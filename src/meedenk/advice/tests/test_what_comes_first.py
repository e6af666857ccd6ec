"""On the page of the trajectory the work of the group comes first, and adopting only when the advice is whole."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.advice.models import DraftRound
from meedenk.advice.operations import publishing, rounds
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.views.workspace import Button

from .factories import a_delivered_advice, a_round, an_advice


def buttons(client: Client, trajectory: Trajectory) -> list[Button]:
    page = client.get(reverse("trajectories:workspace", args=[trajectory.slug]))
    assert page.status_code == 200
    found: list[Button] = page.context["choices_now"].buttons
    return found


def names(found: list[Button]) -> list[str]:
    return [button.address.rstrip("/").rpartition("/")[2] for button in found]


@pytest.mark.parametrize("name", ["group_member", "contact"])
def test_before_anything_is_written_the_group_goes_on_writing(
    cast: Cast, trajectory: Trajectory, client: Client, name: str
) -> None:
    an_advice(trajectory, recommendations=0)
    client.force_login(getattr(cast, name))
    found = buttons(client, trajectory)
    assert names([button for button in found if button.first]) == ["advies"]
    assert names(found)[0] == "advies"


@pytest.mark.parametrize("name", ["contact", "steering"])
def test_adopting_says_what_still_misses_and_leads_only_when_nothing_does(
    cast: Cast, trajectory: Trajectory, client: Client, name: str
) -> None:
    advice = an_advice(trajectory, recommendations=0)
    client.force_login(getattr(cast, name))
    assert adopting(client, trajectory) == (False, ["numbered-recommendation", "everyone-asked", "everyone-answered"])
    advice.recommendations.create(order=1, title="Begin bij de persoon")
    assert adopting(client, trajectory) == (False, ["everyone-asked", "everyone-answered"])
    went = a_round(advice)
    assert adopting(client, trajectory) == (False, ["everyone-answered"])
    everyone_supports(went)
    assert adopting(client, trajectory) == (True, [])
    assert names([button for button in buttons(client, trajectory) if button.first]) == ["vaststellen"]


def adopting(client: Client, trajectory: Trajectory) -> tuple[bool, list[str]]:
    adopt = next(button for button in buttons(client, trajectory) if button.address.endswith("/vaststellen/"))
    return adopt.first, [need.name for need in adopt.missing]


def everyone_supports(went: DraftRound) -> None:
    for member in went.asked.all():
        rounds.respond(went, member=member, stance="supports", text="", view="", by=member.user, at=now())


def test_the_page_lists_what_misses(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    an_advice(trajectory, recommendations=0)
    client.force_login(cast.contact)
    page = client.get(reverse("trajectories:workspace", args=[trajectory.slug])).content.decode()
    assert page.index("advies/") < page.index("advies/vaststellen/")
    assert "Het advies heeft nog geen aanbeveling." in page
    assert page.count("nl-button--primary") == 1


def test_what_is_published_is_not_offered_to_be_published_again(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = a_delivered_advice(trajectory, staff=cast.steering)
    publish = reverse("advice:publish", args=[trajectory.slug])
    client.force_login(cast.steering)
    assert publish in [button.address for button in buttons(client, trajectory)]
    publishing.publish(advice, checked=True, by=cast.steering, at=now())
    assert publish not in [button.address for button in buttons(client, trajectory)]
