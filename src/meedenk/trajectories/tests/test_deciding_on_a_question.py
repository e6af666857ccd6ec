"""The steering group takes up a question of the municipality, declines it or refers it."""

from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.operations import asking
from meedenk.trajectories.stages import Outcome, Stage

from .factories import a_trajectory, told_whom

ACTS: list[tuple[Any, dict[str, str], Stage, str, Kind]] = [
    (asking.take_up, {}, Stage.TAKEN_UP, "", Kind.TAKEN_UP),
    (asking.decline, {"reason": "Te laat."}, Stage.CLOSED, Outcome.DECLINED, Kind.DECLINED),
    (asking.refer, {"whom": "de wijkraad"}, Stage.CLOSED, Outcome.REFERRED, Kind.REFERRED),
]


def test_of_a_question_that_was_closed_the_adviser_sees_only_what_happened(cast: Cast, client: Client) -> None:
    trajectory = a_trajectory(Stage.ASKED, adviser=an_official())
    asking.decline(trajectory, reason="Te laat.", by=cast.steering, at=now())
    link = PersonalLink.objects.of(Purpose.ADVISER, trajectory).get()
    page = client.get(reverse("door", args=[mint(link)]), headers={"accept-language": "en"}).content.decode()
    assert " of 7" not in page
    assert 'class="is-next"' not in page
    assert page.count('class="is-now"') == 1


@pytest.mark.parametrize("decision", ACTS)
def test_only_the_steering_group_decides_or_support_by_name(cast: Cast, decision: Any) -> None:
    act, says, stage, outcome, kind = decision
    for name, person in cast.items():
        trajectory = a_trajectory(Stage.ASKED, adviser=an_official(email=f"{name}@gemeente.nl"))
        if name == "steering":
            act(trajectory, **says, by=person, at=now())
        else:
            with pytest.raises(Refused):
                act(trajectory, **says, by=person, at=now())
        trajectory.refresh_from_db()
        assert trajectory.stage == (stage if name == "steering" else Stage.ASKED), name
    assert trajectory.outcome == ""
    inside = {person.email for person in (cast.member, cast.group_member, cast.contact, cast.steering)}
    expected = {("members", email, True) for email in inside} | {("adviser", "steering@gemeente.nl", False)}
    assert told_whom(kind) == expected
    on_behalf = a_trajectory(Stage.ASKED)
    act(on_behalf, **says, by=cast.support, at=now(), on_behalf_of="Siebe")
    assert (on_behalf.outcome, on_behalf.entries.get().on_behalf_of) == (outcome, "Siebe")


@pytest.mark.parametrize("decision", ACTS)
def test_what_is_decided_is_decided(cast: Cast, decision: Any) -> None:
    act, says, _stage, _outcome, kind = decision
    for elsewhere in (Stage.TAKEN_UP, Stage.WORKING, Stage.CLOSED):
        trajectory = a_trajectory(elsewhere)
        with pytest.raises(Refused):
            act(trajectory, **says, by=cast.steering, at=now())
        assert not trajectory.entries.exists()
    assert not Message.objects.filter(kind=kind).exists()


def test_declining_without_a_reason_is_refused(cast: Cast, client: Client) -> None:
    trajectory = a_trajectory(Stage.ASKED)
    with pytest.raises(Refused):
        asking.decline(trajectory, reason="", by=cast.steering, at=now())
    client.force_login(cast.steering)
    page = reverse("trajectories:decision", args=[trajectory.slug])
    assert client.post(page, {"decision": "decline", "reason": ""}).status_code == 200
    assert client.post(page, {"decision": "refer", "whom": ""}).status_code == 200
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.ASKED
    assert client.post(page, {"decision": "decline", "reason": "Te laat."}).status_code == 302
    assert "Te laat." in client.get(page).content.decode()


def test_who_decides_sees_how_much_work_there_is_and_who_is_free(cast: Cast, client: Client) -> None:
    question = a_trajectory(Stage.ASKED, adviser=an_official())
    a_trajectory(Stage.CLOSED)
    client.force_login(cast.steering)
    carried = client.get(reverse("trajectories:decision", args=[question.slug])).context["capacity"]
    assert (carried.running, carried.members, carried.free) == (1, 4, 2)
