"""The call to all members: the act that the others are modelled on."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_member, a_past_member
from meedenk.trajectories.models import SignUp
from meedenk.trajectories.operations import calling
from meedenk.trajectories.stages import Stage

from .factories import a_call, a_trajectory

TEXT = {"text": "Denk mee over mantelzorg.", "time_asked": "3 uur per week"}


def test_every_member_whose_term_runs_is_asked_and_nobody_else(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.TAKEN_UP)
    at = now()
    call = calling.open_call(trajectory, **TEXT, closes_at=at + timedelta(days=14), by=cast.steering, at=at)
    asked = set(Message.objects.filter(kind=Kind.CALL_OPENED).values_list("email", flat=True))
    assert asked == {person.email for person in (cast.member, cast.group_member, cast.contact, cast.steering)}
    assert (call.size_min, call.size_max) == (5, 10)
    assert trajectory.entries.get().kind == Kind.CALL_OPENED


def test_only_staff_open_a_call(cast: Cast) -> None:
    at = now()
    for name, person in cast.items():
        trajectory = a_trajectory(Stage.TAKEN_UP)
        opens = {"closes_at": at + timedelta(days=14), "by": person, "at": at}
        if name in {"steering", "support"}:
            calling.open_call(trajectory, **TEXT, **opens)
        else:
            with pytest.raises(Refused):
                calling.open_call(trajectory, **TEXT, **opens)
        trajectory.refresh_from_db()
        assert (trajectory.stage == Stage.CALLING) is (name in {"steering", "support"}), name


def test_a_call_cannot_close_in_the_past(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.TAKEN_UP)
    with pytest.raises(Refused):
        calling.open_call(trajectory, **TEXT, closes_at=now(), by=cast.steering, at=now())
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.TAKEN_UP


def test_a_second_answer_replaces_the_first(rules: None) -> None:
    member, call = a_member(), a_call()
    for answer in ("yes", "no"):
        calling.answer_call(call, member=member, answer=answer, by=member.user, at=now())
    assert SignUp.objects.get().answer == "no"
    assert call.trajectory.entries.filter(kind=Kind.CALL_ANSWERED).count() == 2


def test_support_answers_for_someone_only_by_name(cast: Cast) -> None:
    member, call = a_member("Zonder Internet"), a_call()
    with pytest.raises(Refused, match="behalf"):
        calling.answer_call(call, member=member, answer="yes", by=cast.support, at=now())
    calling.answer_call(call, member=member, answer="yes", by=cast.support, at=now(), on_behalf_of=member.name)
    assert call.trajectory.entries.get().on_behalf_of == "Zonder Internet"


def test_after_the_closing_second_nobody_answers(rules: None) -> None:
    member, call = a_member(), a_call()
    with pytest.raises(Refused):
        calling.answer_call(call, member=member, answer="yes", by=member.user, at=call.closes_at)
    assert not SignUp.objects.exists()


def test_who_was_silent_is_reminded_once_also_when_tick_was_late(rules: None) -> None:
    answered, silent = a_member(), a_member()
    a_past_member()
    call = a_call(at=now(), days=9)
    calling.answer_call(call, member=answered, answer="no", by=answered.user, at=call.opened_at)
    for day in (1, 5):
        calling.remind_of_calls(call.opened_at + timedelta(days=day))
    assert not Message.objects.filter(kind=Kind.CALL_REMINDED).exists()
    for day in (8, 8.5):
        calling.remind_of_calls(call.opened_at + timedelta(days=day))
    assert Message.objects.get(kind=Kind.CALL_REMINDED).email == silent.user.email


def test_a_call_closes_by_itself_and_steering_hears_the_count(cast: Cast) -> None:
    call = a_call()
    calling.answer_call(call, member=cast.member.member, answer="yes", by=cast.member, at=now())
    calling.close_calls(call.closes_at - timedelta(seconds=1))
    assert not Message.objects.filter(kind=Kind.CALL_CLOSED).exists()
    calling.close_calls(call.closes_at)
    calling.close_calls(call.closes_at)
    call.trajectory.refresh_from_db()
    assert call.trajectory.stage == Stage.FORMING
    assert Message.objects.get(kind=Kind.CALL_CLOSED).email == cast.steering.email


def test_the_link_in_the_mail_asks_and_only_a_post_answers(client: Client, rules: None) -> None:
    member, trajectory = a_member(), a_trajectory(Stage.TAKEN_UP)
    steering = a_member()
    steering.steering_seats.create(since=steering.terms.get().since)
    at = now()
    calling.open_call(trajectory, **TEXT, closes_at=at + timedelta(days=14), by=steering.user, at=at)
    link = PersonalLink.objects.get(purpose=Purpose.CALL, user=member.user)
    address = reverse("door", args=[mint(link)])
    page = client.get(address)
    assert page.status_code == 200
    assert not SignUp.objects.exists()
    assert client.post(address, {"answer": "maybe"}).status_code == 302
    assert SignUp.objects.get().member == member
    assert trajectory.entries.get(kind=Kind.CALL_ANSWERED).link == link


def test_a_call_that_closed_early_no_longer_says_until_when(client: Client, cast: Cast) -> None:
    call = a_call()
    client.force_login(cast.member)
    address = reverse("trajectories:answer", args=[call.trajectory.slug])
    assert "antwoord voor" in client.get(address).content.decode()
    calling.close_call(call, by=cast.steering, at=now())
    page = client.get(address).content.decode()
    assert "antwoord voor" not in page
    assert "Oproep · gesloten" in page


def test_a_call_that_closes_after_the_wished_day_needs_a_reason(cast: Cast) -> None:
    at = now()
    trajectory = a_trajectory(Stage.TAKEN_UP, wished_on=localdate(at + timedelta(days=14)))
    opens = {**TEXT, "closes_at": at + timedelta(days=14), "by": cast.steering, "at": at}
    with pytest.raises(Refused, match="wants our advice by"):
        calling.open_call(trajectory, **opens)
    assert not trajectory.entries.exists()
    assert not Message.objects.exists()
    call = calling.open_call(trajectory, **opens, because="Het is vakantie.")
    assert trajectory.entries.get(kind=Kind.CALL_OPENED).because == "Het is vakantie."
    with pytest.raises(Refused, match="wants our advice by"):
        calling.prolong_call(call, closes_at=at + timedelta(days=20), by=cast.support, at=at)
    calling.prolong_call(call, closes_at=at + timedelta(days=13), by=cast.support, at=at)


def test_the_page_of_the_call_asks_why_only_when_there_is_a_wished_day(client: Client, cast: Cast) -> None:
    client.force_login(cast.support)
    free, bound = a_trajectory(Stage.TAKEN_UP), a_trajectory(Stage.TAKEN_UP, wished_on=localdate())
    asks = "Waarom sluit de oproep zo laat?"
    assert asks not in client.get(reverse("trajectories:call", args=[free.slug])).content.decode()
    address = reverse("trajectories:call", args=[bound.slug])
    assert asks in client.get(address).content.decode()
    closes = localdate(now() + timedelta(days=5)).isoformat()
    words = {**TEXT, "closes_at_0": closes, "closes_at_1": "20:00"}
    assert bound.title in client.post(address, {**words, "look": "1"}).content.decode()
    assert "De gemeente wil ons advies voor" in client.post(address, words).content.decode()
    assert client.post(address, {**words, "because": "Het is vakantie."}).status_code == 302
    bound.refresh_from_db()
    assert bound.stage == Stage.CALLING
