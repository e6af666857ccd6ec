"""How the progress is watched is agreed at the start, and asked back when it stays silent."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.deals import progress_guard
from meedenk.trajectories.models import Agreement, Trajectory
from meedenk.trajectories.operations import starting, working
from meedenk.trajectories.stages import Stage

SAID = "Elke maand bellen we elkaar."


def agreed(cast: Cast, trajectory: Trajectory, text: str = SAID) -> Agreement:
    words = {"topic": "progress", "text": text, "promised_by": "both"}
    agreement = starting.propose(trajectory, **words, by=cast.contact, at=now())
    starting.confirm(agreement, by=cast.adviser, at=now())
    return agreement


def asked_back(cast: Cast, trajectory: Trajectory) -> str:
    """The mail that the contact gets when the members have heard nothing for too long."""
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.STARTING)
    trajectory.refresh_from_db()
    begun = now()
    starting.begin_work(trajectory, because="Dat komt nog.", by=cast.contact, at=begun)
    working.ask_for_reports(begun + length("weeks-silent-before-report", begun.date()) + timedelta(days=1))
    return Message.objects.get(kind=Kind.REPORT_ASKED).body


def test_what_only_one_side_said_is_no_agreement_about_it(cast: Cast, trajectory: Trajectory) -> None:
    words = {"topic": "progress", "text": SAID, "promised_by": "both"}
    starting.propose(trajectory, **words, by=cast.contact, at=now())
    assert progress_guard(trajectory) == ""


def test_the_newest_words_count(cast: Cast, trajectory: Trajectory) -> None:
    first = agreed(cast, trajectory)
    words = {"topic": "progress", "text": "Elke week.", "promised_by": "both"}
    changed = starting.change(first, **words, by=cast.contact, at=now())
    starting.confirm(changed, by=cast.adviser, at=now())
    assert progress_guard(trajectory) == "Elke week."


def test_when_it_stays_silent_what_was_agreed_is_asked_back(cast: Cast, trajectory: Trajectory) -> None:
    agreed(cast, trajectory, text="Elke <b>maand</b>.")
    assert "Elke <b>maand</b>." in asked_back(cast, trajectory)


def test_without_an_agreement_the_mail_asks_only_how_it_is_going(cast: Cast, trajectory: Trajectory) -> None:
    assert "afgesproken" not in asked_back(cast, trajectory)


@pytest.mark.parametrize("text", [SAID, "<script>alert(1)</script>"])
def test_attack_01_it_stands_beside_the_words_to_all_members(
    cast: Cast, trajectory: Trajectory, client: Client, text: str
) -> None:
    agreed(cast, trajectory, text=text)
    client.force_login(cast.contact)
    page = client.get(reverse("trajectories:report", args=[trajectory.slug])).content.decode()
    assert text.replace("<", "&lt;").replace(">", "&gt;") in page
    assert "<script>alert" not in page
