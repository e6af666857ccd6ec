"""The page of a subject tells the whole of it: the question, the advice, each answer, what was promised and done."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from meedenk.advice.models import Advice
from meedenk.agenda.models import Concern
from meedenk.agenda.tests.factories import a_concern
from meedenk.followup.models import Check, Commitment
from meedenk.trajectories.models import Choice, Trajectory
from meedenk.trajectories.stages import Flow, Outcome, Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import an_advice, answered

pytestmark = pytest.mark.django_db


def page(client: Client, trajectory: Trajectory) -> str:
    return client.get(trajectory.get_absolute_url()).content.decode()


def data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def a_promise(advice: Advice, text: str = "Een vast telefoonnummer", *, state: str = "") -> Commitment:
    first = advice.recommendations.earliest("order")
    made = Commitment.objects.create(
        trajectory=advice.trajectory,
        recommendation=first,
        text=text,
        party="Welzijn Noord",
        name="Petra Geheim",
        email="petra@voorbeeld.nl",
        recorded_at=now(),
    )
    if state:
        Check.objects.create(commitment=made, due_on=now().date(), asked_at=now(), answered_at=now(), state=state)
    return made


def test_each_recommendation_stands_there_with_its_answer_and_what_was_done(rules: None, client: Client) -> None:
    advice = an_advice(recommendations=2)
    answered(advice, "adopted", "rejected")
    a_promise(advice, state="stuck")
    text = page(client, advice.trajectory)
    assert f"{advice.get_absolute_url()}#aanbeveling-1" in text
    assert "tag--adopted" in text
    assert "tag--rejected" in text
    assert "Welzijn Noord" in text
    assert "Het zit vast" in text
    assert "Petra" not in text


def test_attack_08_nothing_of_an_advice_that_is_not_public(rules: None, client: Client) -> None:
    advice = an_advice(recommendations=1, embargo=timedelta(days=2))
    text = page(client, advice.trajectory)
    assert "#aanbeveling-1" not in text
    assert "result" not in data(text)
    assert str(advice.number) not in text


def test_choices_are_public_once_the_final_account_is(rules: None, client: Client) -> None:
    trajectory = a_trajectory(Stage.WORKING)
    Choice.objects.create(trajectory=trajectory, what="Eerst de ouders", why="Zij weten het", at=now())
    assert "Eerst de ouders" not in page(client, trajectory)
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.CLOSED, outcome=Outcome.STOPPED)
    assert "Eerst de ouders" not in page(client, trajectory)
    Trajectory.objects.filter(pk=trajectory.pk).update(outcome=Outcome.ADVISED)
    assert "Eerst de ouders" in page(client, trajectory)


@pytest.mark.parametrize(("flow", "kind"), [(Flow.REQUESTED, "AskAction"), (Flow.UNREQUESTED, "Project")])
def test_machines_read_the_same_and_no_text_ends_its_element(
    rules: None, client: Client, flow: Flow, kind: str
) -> None:
    trajectory = a_trajectory(Stage.WORKING, flow=flow)
    hostile = "</script><script>alert(1)</script>"
    Trajectory.objects.filter(pk=trajectory.pk).update(question=hostile, lead=hostile)
    text = page(client, trajectory)
    assert data(text)["@type"] == kind
    assert "<script>alert" not in text


def test_a_question_that_is_not_taken_up_is_not_told_to_machines(rules: None, client: Client) -> None:
    trajectory = a_trajectory(Stage.ASKED)
    assert client.get(trajectory.get_absolute_url()).status_code == 404


def test_the_page_asks_no_more_when_there_is_more(rules: None, client: Client) -> None:
    def asked(advice: Advice) -> int:
        page(client, advice.trajectory)
        with CaptureQueriesContext(connection) as queries:
            page(client, advice.trajectory)
        return len(queries)

    one = an_advice(recommendations=1)
    a_promise(one)
    more = an_advice(recommendations=3)
    for number in range(3):
        a_promise(more, f"Toezegging {number}")
    assert asked(one) == asked(more)


def test_it_says_how_many_people_told_what_it_began_with_unless_they_are_few(rules: None, client: Client) -> None:
    trajectory = a_trajectory(Stage.WORKING)
    assert client.get(trajectory.get_absolute_url()).context["told"] == ""
    root = a_concern()
    trajectory.concerns.add(root)
    for _ in range(3):
        a_concern(state="merged", merged_into=root)
    a_concern()
    assert "Enkele mensen vertelden ons hierover." in page(client, trajectory)
    another = a_concern()
    trajectory.concerns.add(another)
    assert "5 mensen vertelden ons hierover." in page(client, trajectory)
    Concern.objects.filter(pk=another.pk).update(text="", stems="")
    assert "Enkele mensen vertelden ons hierover." in page(client, trajectory)


def test_it_says_how_many_promises_are_kept_also_those_for_the_whole_advice(rules: None, client: Client) -> None:
    advice = an_advice(recommendations=2)
    answered(advice, "adopted", "rejected")
    for state in ("stuck", "done", "done", ""):
        a_promise(advice, state=state)
    Commitment.objects.filter(pk=a_promise(advice, "Een plan", state="dropped").pk).update(recommendation=None)
    silent = a_promise(advice, "Een folder")
    Check.objects.create(commitment=silent, due_on=now().date(), asked_at=now(), stale_at=now())
    text = page(client, advice.trajectory)
    assert "Een plan" in text
    assert client.get(advice.trajectory.get_absolute_url()).context["effect"] == [
        ("Het is klaar", 2), ("Het zit vast", 1), ("Het gaat niet door", 1), ("Gevraagd, en niets gehoord", 1),
        ("Nog niet gevraagd", 1),
    ]  # fmt: skip
