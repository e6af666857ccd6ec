"""Members are asked whether they would join, before there is a trajectory."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import User
from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import ThinkingPower, Trajectory
from meedenk.trajectories.operations import exploring, polling

from .factories import LATER, OWN_PLAN, explored

pytestmark = pytest.mark.usefixtures("rules")


def test_members_say_with_one_press_whether_they_would_join_and_only_numbers_are_shown(
    cast: Cast, client: Client
) -> None:
    trajectory = explored()
    closes = localdate() + timedelta(days=9)
    polling.ask_power(trajectory, text="Drie uur per week.", closes_on=closes, by=cast.steering, at=now())
    messages = Message.objects.filter(kind=Kind.THINKING_POWER_ASKED)
    assert {message.email for message in messages} == {
        person.email for person in (cast.member, cast.group_member, cast.contact, cast.steering)
    }
    door = reverse("door", args=[mint(messages.get(email=cast.member.email).link)])
    assert client.get(door).status_code == 200
    assert not ThinkingPower.objects.exists()
    assert client.post(door, {"answer": "yes"}).status_code == 302
    assert client.post(door, {"answer": "maybe"}).status_code == 302
    assert ThinkingPower.objects.get().answer == "maybe"
    client.force_login(cast.contact)
    client.post(reverse("trajectories:answer-power", args=[trajectory.slug]), {"answer": "yes"})
    client.force_login(cast.steering)
    page = client.get(reverse("trajectories:workspace", args=[trajectory.slug])).content.decode()
    assert "1 ja, 1 misschien, 0 nee" in page
    assert "Aanspreekpunt Ans" not in page


def test_the_question_waits_for_a_member_until_it_is_answered(cast: Cast, client: Client) -> None:
    trajectory = explored(title="Werken en zorgen")
    closes = localdate() + timedelta(days=9)
    polling.ask_power(trajectory, text="Drie uur.", closes_on=closes, by=cast.steering, at=now())
    client.force_login(cast.member)
    assert "Werken en zorgen" in client.get(reverse("site:mine")).content.decode()
    polling.answer_power(trajectory, member=cast.member.member, answer="no", by=cast.member, at=now())
    assert "Werken en zorgen" not in client.get(reverse("site:mine")).content.decode()


def test_nobody_answers_for_another_or_too_late_or_twice_asked(cast: Cast) -> None:
    trajectory = explored()
    with pytest.raises(Refused):
        polling.answer_power(trajectory, member=cast.member.member, answer="yes", by=cast.member, at=now())
    closes = localdate() + timedelta(days=9)
    polling.ask_power(trajectory, text="x", closes_on=closes, by=cast.steering, at=now())
    with pytest.raises(Refused):
        polling.ask_power(trajectory, text="x", closes_on=closes, by=cast.steering, at=now())
    for by in (cast.contact, cast.ended, cast.outsider, cast.adviser, None):
        with pytest.raises(Refused):
            polling.answer_power(trajectory, member=cast.member.member, answer="yes", by=by, at=now())
    late = now() + timedelta(days=11)
    with pytest.raises(Refused):
        polling.answer_power(trajectory, member=cast.member.member, answer="yes", by=cast.member, at=late)
    polling.answer_power(
        trajectory, member=cast.member.member, answer="yes", by=cast.support, at=now(), on_behalf_of="Marit"
    )
    assert ThinkingPower.objects.count() == 1


def test_what_was_said_to_an_earlier_question_does_not_count_for_the_next(cast: Cast, client: Client) -> None:
    trajectory, at = explored(), now() - timedelta(days=30)
    until = localdate(at) + timedelta(days=7)
    polling.ask_power(trajectory, text="Eén avond.", closes_on=until, by=cast.steering, at=at)
    polling.answer_power(trajectory, member=cast.member.member, answer="yes", by=cast.member, at=at)
    until = localdate() + timedelta(days=7)
    polling.ask_power(trajectory, text="Tien avonden.", closes_on=until, by=cast.steering, at=now())
    assert not ThinkingPower.objects.exists()
    client.force_login(cast.member)
    assert "Zou je meedoen" in client.get(reverse("site:mine")).content.decode()


@pytest.mark.parametrize(
    ("go_on", "words"),
    [
        (lambda one, by: exploring.go_own_way(one, **OWN_PLAN, by=by, at=now()), "dit gaat door"),
        (lambda one, by: exploring.leave_for_now(one, **LATER, by=by, at=now()), "dit gaat zo niet verder"),
    ],
)
def test_the_page_says_that_it_was_decided_once_the_subject_went_on(
    cast: Cast, client: Client, go_on: Callable[[Trajectory, User], None], words: str
) -> None:
    trajectory = explored()
    closes = localdate() + timedelta(days=9)
    polling.ask_power(trajectory, text="Drie uur.", closes_on=closes, by=cast.steering, at=now())
    client.force_login(cast.member)
    address = reverse("trajectories:answer-power", args=[trajectory.slug])
    assert "antwoord voor" in client.get(address).content.decode()
    go_on(trajectory, cast.steering)
    page = client.get(address).content.decode()
    assert "De stuurgroep heeft beslist" in page
    assert words in page
    assert f'href="{trajectory.get_absolute_url()}"' in page
    for past in ("antwoord voor", "De stuurgroep weegt", 'name="answer"'):
        assert past not in page, past
