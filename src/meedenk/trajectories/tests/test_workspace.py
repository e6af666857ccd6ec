"""The overview of a trajectory: who reads what, and how much it costs."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import record
from meedenk.trajectories.models import Agreement, Choice, GroupMessage, SupportRequest, Task, Trajectory
from meedenk.trajectories.progress import progress
from meedenk.trajectories.stages import Stage

from .factories import a_trajectory

HOSTILE = "<img src=x onerror=alert(1)><svg onload=alert(2)>"
STATIONS_ABOVE = ("gathering_", "advice_", "followup_")


def overview(client: Client, person: object, trajectory: Trajectory) -> str:
    client.force_login(person)
    response = client.get(reverse("trajectories:workspace", args=[trajectory.slug]))
    assert response.status_code == 200
    return response.content.decode()


def filled(trajectory: Trajectory, cast: Cast, text: str = "gewoon") -> None:
    """Everything an overview can show, each with `text` in it."""
    at = now()
    Agreement.objects.create(trajectory=trajectory, topic="use", text=f"afspraak {text}", proposed_at=at)
    Task.objects.create(trajectory=trajectory, text=f"taak {text}", added_at=at, member=cast.contact.member)
    GroupMessage.objects.create(trajectory=trajectory, by=cast.contact, text=f"bericht {text}", at=at)
    Choice.objects.create(trajectory=trajectory, what=f"keuze {text}", why=text, left=text, at=at)
    SupportRequest.objects.create(trajectory=trajectory, kind="secretarial", text=f"hulp {text}", asked_at=at)
    for number in range(50):
        record(trajectory, Kind.CHOICE_MADE, by=cast.contact, at=at, because=text, what=f"{number} {text}", why=text)


def test_members_read_the_overview_and_outsiders_do_not(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    address = reverse("trajectories:workspace", args=[trajectory.slug])
    for name in ("member", "group_member", "contact", "steering", "support"):
        assert trajectory.title in overview(client, getattr(cast, name), trajectory), name
    client.force_login(cast.ended)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_attack_08_what_the_group_keeps_to_itself_is_not_told_to_other_members(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    filled(trajectory, cast)
    page = overview(client, cast.member, trajectory)
    assert "afspraak gewoon" in page
    assert "keuze gewoon" in page
    for secret in ("taak gewoon", "bericht gewoon", "hulp gewoon"):
        assert secret not in page
        assert secret in overview(client, cast.group_member, trajectory)
    record(trajectory, Kind.SUPPORT_ASKED, by=cast.contact, at=now(), text="alleen voor ondersteuning")
    assert "alleen voor ondersteuning" not in overview(client, cast.group_member, trajectory)
    assert "alleen voor ondersteuning" in overview(client, cast.support, trajectory)


def test_everyone_sees_the_buttons_of_their_own_steps(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    choice = reverse("trajectories:choice", args=[trajectory.slug])
    stop = reverse("trajectories:stop", args=[trajectory.slug])
    sees = {name: overview(client, getattr(cast, name), trajectory) for name in ("member", "group_member", "steering")}
    assert {name for name, page in sees.items() if choice in page} == {"group_member"}
    assert {name for name, page in sees.items() if stop in page} == {"steering"}


def test_support_sees_what_it_can_do_for_others(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    client.cookies["language"] = "en"
    page = overview(client, cast.support, trajectory)
    assert reverse("trajectories:choice", args=[trajectory.slug]) in page
    assert reverse("trajectories:stop", args=[trajectory.slug]) in page


def test_only_who_is_in_the_group_is_offered_to_leave_it(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    for name in ("group_member", "contact"):
        assert "Verlaat de groep" in overview(client, getattr(cast, name), trajectory), name
    for name in ("steering", "support"):
        page = overview(client, getattr(cast, name), trajectory)
        assert "Verlaat de groep" not in page, name
        assert reverse("trajectories:leave", args=[trajectory.slug]) in page, name


@pytest.mark.parametrize("stage", [Stage.STARTING, Stage.WORKING])
@pytest.mark.parametrize("name", ["member", "group_member", "contact", "steering", "support"])
def test_an_overview_with_fifty_entries_takes_fifteen_queries(
    client: Client, cast: Cast, trajectory: Trajectory, name: str, stage: Stage
) -> None:
    filled(trajectory, cast)
    Trajectory.objects.update(stage=stage)
    client.force_login(getattr(cast, name))
    address = reverse("trajectories:workspace", args=[trajectory.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    own = [query["sql"] for query in captured if not any(prefix in query["sql"] for prefix in STATIONS_ABOVE)]
    assert len(own) <= 15, "\n".join(own)


def test_a_longer_overview_takes_no_more_queries(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    client.force_login(cast.contact)
    address = reverse("trajectories:workspace", args=[trajectory.slug])
    filled(trajectory, cast)
    client.get(address)
    with CaptureQueriesContext(connection) as once:
        client.get(address)
    filled(trajectory, cast)
    filled(trajectory, cast)
    with CaptureQueriesContext(connection) as thrice:
        client.get(address)
    assert len(once) == len(thrice)


def test_older_happenings_are_on_the_next_page(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    at = now()
    for number in range(51):
        moment = at - timedelta(days=number)
        record(trajectory, Kind.CHOICE_MADE, by=cast.contact, at=moment, what=f"nr-{number}-", why="zo")
    client.force_login(cast.member)
    address = reverse("trajectories:workspace", args=[trajectory.slug])
    first, second = (client.get(address, {"page": number}).content.decode() for number in (1, 2))
    assert "nr-49-" in first
    assert "nr-50-" not in first
    assert "nr-50-" in second
    for nonsense in ("0", "-1", "x", "99999999999999999999"):
        assert client.get(address, {"page": nonsense}).status_code == 200


def test_attack_01_hostile_text_is_only_text(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    Trajectory.objects.filter(pk=trajectory.pk).update(lead=HOSTILE, question=HOSTILE, context=HOSTILE)
    trajectory.dossier.title = HOSTILE
    trajectory.dossier.save()
    filled(trajectory, cast, HOSTILE)
    cast.contact.name = HOSTILE
    cast.contact.save()
    cast.contact.member.name = HOSTILE
    cast.contact.member.save()
    for name in ("member", "group_member", "contact", "steering", "support"):
        page = overview(client, getattr(cast, name), trajectory)
        assert "<img src=x" not in page, name
        assert "<svg onload" not in page, name
        assert "&lt;img src=x" in page, name


def test_a_question_is_not_there_for_who_is_outside(client: Client, cast: Cast) -> None:
    asked = a_trajectory(Stage.ASKED)
    client.force_login(cast.ended)
    assert client.get(reverse("trajectories:workspace", args=[asked.slug])).status_code == 404
    assert asked.title in overview(client, cast.member, asked)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_one_of_seven_steps_but_the_last(rules: None, stage: Stage) -> None:
    found = progress(a_trajectory(stage))
    assert (found.step == 0) is (stage == Stage.CLOSED)
    assert found.step <= found.of == 7
    assert found.label


@pytest.mark.parametrize("stage", [*list(Stage)[: list(Stage).index(Stage.ADVISING)], Stage.CLOSED])
def test_every_stage_has_an_overview(client: Client, cast: Cast, stage: Stage) -> None:
    here = a_trajectory(stage)
    assert here.question in overview(client, cast.steering, here)


def test_who_wrote_something_down_is_named_only_when_somebody_did(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    record(trajectory, Kind.QUESTION_ASKED, by=None, at=now(), on_behalf_of="Eva Beleid", question="a", department="b")
    User.objects.update(language="en")
    assert "Written down by" not in overview(client, cast.steering, trajectory)
    record(trajectory, Kind.SUPPORT_GIVEN, by=cast.support, at=now(), on_behalf_of="Siebe", text="a")
    assert "Written down by Ondersteuner Olga for Siebe" in overview(client, cast.steering, trajectory)
