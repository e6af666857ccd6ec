"""The reminder can be printed, with the words of who sends it."""

import io
from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader

from meedenk.advice.models import Advice
from meedenk.followup.models import Letter
from meedenk.followup.paper import reminder_letter
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory

from .factories import a_delivered_advice


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    return a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=9))


def words(content: bytes) -> str:
    assert content.startswith(b"%PDF")
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(said.split())


def test_the_letter_says_what_is_asked_since_when_and_how_to_answer(advice: Advice) -> None:
    said = words(reminder_letter(advice, text="Bel ons *gerust*.", on=localdate()))
    for told in (
        "Aan het college van burgemeester en wethouders van Groningen",
        "Dat is 9 dagen geleden.",
        "Aanbeveling 1",
        "Aanbeveling 3",
        "Bel ons gerust.",
        "Met vriendelijke groet,",
        str(advice.number),
        advice.get_absolute_url(),
    ):
        assert told in said
    assert "Bureau Wethouder" not in said


def test_before_the_day_nobody_is_called_late(cast: Cast, trajectory: Trajectory) -> None:
    said = words(reminder_letter(a_delivered_advice(trajectory), text="", on=localdate()))
    assert "geleden" not in said
    assert "We zien uit naar" in said


def test_the_button_makes_the_letter_and_sends_and_keeps_nothing(cast: Cast, advice: Advice, client: Client) -> None:
    address = reverse("followup:remind", args=[advice.trajectory.slug])
    client.force_login(cast.steering)
    assert 'value="paper"' in client.get(address).content.decode()
    found = client.post(address, {"act": "paper", "text": "Tot gauw."})
    assert found["Content-Type"] == "application/pdf"
    assert "Tot gauw." in words(found.content)
    assert not Message.objects.exists()
    assert not Letter.objects.exists()
    assert not advice.trajectory.entries.exists()


def test_support_prints_it_for_someone(cast: Cast, advice: Advice, client: Client) -> None:
    address = reverse("followup:remind", args=[advice.trajectory.slug])
    client.force_login(cast.support)
    said = {"act": "paper", "on_behalf_of": cast.steering.name}
    assert client.post(address, said)["Content-Type"] == "application/pdf"


def test_attack_27_and_30_own_words_stay_words(advice: Advice) -> None:
    evil = '#read("/etc/passwd") \x00 😀 <b>x</b> ' + "#" * 400
    assert "root:" not in words(reminder_letter(advice, text=evil, on=localdate()))
