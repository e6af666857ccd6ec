"""Following a call: who answered, for whom staff answer, and what to do when too few say yes."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime, now

from meedenk.accounts.models import Purpose, User
from meedenk.accounts.operations import link_for, mint
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message, State
from meedenk.people.models import Member
from meedenk.people.tests.factories import a_member, a_past_member, a_user
from meedenk.trajectories.models import Call, SignUp
from meedenk.trajectories.operations import calling
from meedenk.trajectories.stages import Stage

from .factories import a_call, a_sign_up, a_trajectory


def page_of(call: Call, name: str = "sign-ups", *more: Any) -> str:
    return reverse(f"trajectories:{name}", args=[call.trajectory.slug, *more])


def test_staff_see_every_answer_and_who_is_silent_with_a_phone_number(cast: Cast, client: Client) -> None:
    call = a_call()
    a_sign_up(call, a_member("Ja Jansen"), motivation="Ik zorg zelf")
    by_paper = Member.objects.create(name="Papieren Piet", phone="050 9", paper=True)
    by_paper.terms.create(since=now().date() - timedelta(days=9))
    client.force_login(cast.steering)
    answers = client.get(page_of(call)).content.decode()
    assert "Ja Jansen" in answers
    assert "Ik zorg zelf" in answers
    silent = client.get(page_of(call) + "?toon=stil").content.decode()
    assert "Papieren Piet" in silent
    assert "050 9" in silent
    assert "Ja Jansen" not in silent
    assert reverse("trajectories:ask-one", args=[call.trajectory.slug, by_paper.pk]) not in silent


def test_staff_can_look_at_the_mail_of_the_call_until_it_has_gone(cast: Cast, client: Client) -> None:
    trajectory, other = a_trajectory(Stage.TAKEN_UP), a_trajectory(Stage.TAKEN_UP)
    at = now()
    words = {"text": "Denk mee", "time_asked": "3 uur", "closes_at": at + timedelta(days=9), "by": cast.support}
    call, second = (calling.open_call(each, **words, at=at) for each in (trajectory, other))
    mailing = Message.objects.filter(about=trajectory.pk, kind=Kind.CALL_OPENED).first().mailing
    address = reverse("site:mailing", args=[mailing.pk])
    client.force_login(cast.support)
    assert address in client.get(page_of(call)).content.decode()
    assert address not in client.get(page_of(second)).content.decode()
    Message.objects.filter(mailing=mailing).update(state=State.SENT)
    assert address not in client.get(page_of(call)).content.decode()


def test_a_long_list_has_pages_and_can_be_searched(cast: Cast, client: Client) -> None:
    call = a_call()
    for number in range(30):
        a_sign_up(call, a_member(f"Lid {number:02}"))
    client.force_login(cast.support)
    first = client.get(page_of(call))
    assert len(first.context["page"].object_list) == 25
    assert len(client.get(page_of(call) + "?page=2").context["page"].object_list) == 5
    found = client.get(page_of(call) + "?q=Lid 07").context["page"].object_list
    assert [each.member.name for each in found] == ["Lid 07"]


def test_the_list_takes_as_many_queries_for_three_as_for_one(cast: Cast, client: Client) -> None:
    call = a_call()
    client.force_login(cast.steering)
    client.get(page_of(call))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            a_sign_up(call)
        for address in ("", "?toon=stil"):
            with CaptureQueriesContext(connection) as queries:
                client.get(page_of(call) + address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_attack_07_steering_answers_for_another_only_by_name_and_a_member_never(cast: Cast) -> None:
    call, other = a_call(), a_member("Een Ander")
    says = {"member": other, "answer": "yes", "at": now()}
    for name, person in cast.items():
        with pytest.raises(Refused):
            calling.answer_call(call, **says, by=person)
        if name in {"steering", "support"}:
            calling.answer_call(call, **says, by=person, on_behalf_of=other.name)
            assert call.trajectory.entries.latest("pk").on_behalf_of == "Een Ander"
        else:
            with pytest.raises(Refused):
                calling.answer_call(call, **says, by=person, on_behalf_of=other.name)


def test_nobody_answers_for_a_member_whose_term_has_ended(cast: Cast) -> None:
    call, past = a_call(), a_past_member()
    with pytest.raises(Refused):
        calling.answer_call(call, member=past, answer="yes", by=cast.support, at=now(), on_behalf_of=past.name)
    assert not SignUp.objects.exists()


def test_staff_write_down_an_answer_on_the_page(cast: Cast, client: Client) -> None:
    call, member = a_call(), a_member("Belt Altijd")
    client.force_login(cast.support)
    assert client.post(page_of(call, "answer-for", member.pk), {"answer": "maybe"}).status_code == 302
    assert SignUp.objects.get(member=member).answer == "maybe"
    gone = a_past_member()
    assert client.get(page_of(call, "answer-for", gone.pk)).status_code == 404


def test_someone_is_asked_in_person_with_own_words_and_the_same_answers(cast: Cast) -> None:
    call, member = a_call(), a_member("Dora")
    calling.ask_personally(call, member=member, text="Jij kent de wijk.", by=cast.steering, at=now())
    message = Message.objects.get(kind=Kind.ASKED_PERSONALLY)
    assert (message.email, message.audience) == (member.user.email, "the-member")
    assert "Jij kent de wijk." in message.body
    assert call.text in message.body
    assert message.link is not None
    for name, person in cast.items():
        if name not in {"steering", "support"}:
            with pytest.raises(Refused):
                calling.ask_personally(call, member=member, text="Hoi", by=person, at=now())
    for unreachable in (a_past_member(), Member.objects.create(name="Zonder mail")):
        with pytest.raises(Refused):
            calling.ask_personally(call, member=unreachable, text="Hoi", by=cast.steering, at=now())


def test_too_few_is_said_with_what_can_be_done_but_not_while_most_answers_are_to_come(
    cast: Cast, client: Client
) -> None:
    User.objects.update(language="en")
    call = a_call()
    client.force_login(cast.steering)
    assert "copy this text" not in client.get(page_of(call)).content.decode()
    calling.close_call(call, by=cast.steering, at=now())
    assert "longer" in Message.objects.get(kind=Kind.CALL_CLOSED).body
    page = client.get(page_of(call)).content.decode()
    for choice in ("Leave the call open longer", "Ask someone in person", "copy this text", "smaller group"):
        assert choice in page


def test_only_steering_closes_and_support_on_behalf(cast: Cast) -> None:
    for name, person in cast.items():
        call = a_call()
        if name == "steering":
            calling.close_call(call, by=person, at=now())
            continue
        with pytest.raises(Refused):
            calling.close_call(call, by=person, at=now())
        if name == "support":
            calling.close_call(call, by=person, at=now(), on_behalf_of="Siebe")
        call.trajectory.refresh_from_db()
        assert (call.trajectory.stage == Stage.FORMING) is (name == "support"), name


def test_a_closed_call_goes_on_and_the_silent_are_reminded_anew(cast: Cast) -> None:
    call = a_call()
    at = now()
    calling.close_call(call, by=cast.steering, at=at)
    calling.prolong_call(call, closes_at=at + timedelta(days=9), by=cast.support, at=at)
    call.refresh_from_db()
    assert call.is_open(at)
    assert call.trajectory.stage == Stage.CALLING
    calling.answer_call(call, member=cast.member.member, answer="yes", by=cast.member, at=at)
    calling.remind_of_calls(at + timedelta(days=8))
    assert cast.member.email not in Message.objects.filter(kind=Kind.CALL_REMINDED).values_list("email", flat=True)
    for name, person in cast.items():
        if name not in {"steering", "support"}:
            with pytest.raises(Refused):
                calling.prolong_call(call, closes_at=at + timedelta(days=20), by=person, at=at)


def test_the_call_begins_with_the_question_and_the_days_of_the_handbook(cast: Cast, client: Client) -> None:
    trajectory = a_trajectory(Stage.TAKEN_UP)
    client.force_login(cast.steering)
    address = reverse("trajectories:call", args=[trajectory.slug])
    first = client.get(address).context["form"].initial
    assert first["text"] == trajectory.question
    assert (first["closes_at"].date() - localtime(now()).date()).days == 14
    sent = {
        "text": "Denk mee.",
        "time_asked": "3 uur",
        "closes_at_0": first["closes_at"].date(),
        "closes_at_1": "20:00",
    }
    looked = client.post(address, sent | {"look": "1"})
    assert "Denk mee." in looked.context["letter"].body
    assert not Call.objects.exists()
    assert client.post(address, sent).status_code == 302
    assert client.get(address).status_code == 302


def test_attack_08_members_see_only_their_own_answer(cast: Cast, client: Client) -> None:
    call = a_call()
    a_sign_up(call, a_member("Geheime Gijs"), motivation="Alleen voor de stuurgroep")
    client.force_login(cast.member)
    page = client.get(reverse("trajectories:answer", args=[call.trajectory.slug])).content.decode()
    assert "Geheime Gijs" not in page
    assert "Alleen voor de stuurgroep" not in page


def test_attack_06_pages_about_sign_ups_are_for_staff(cast: Cast, client: Client) -> None:
    call, member = a_call(), a_member()
    names: list[tuple[str, tuple[Any, ...]]] = [
        ("sign-ups", ()),
        ("answer-for", (member.pk,)),
        ("ask-one", (member.pk,)),
        ("prolong", ()),
        ("close", ()),
    ]
    for name, more in names:
        address = page_of(call, name, *more)
        client.logout()
        assert client.get(address).status_code == 302
        client.force_login(a_user())
        assert client.get(address).status_code == 404
        for who in ("ended", "member", "group_member", "contact", "steering", "support"):
            client.force_login(getattr(cast, who))
            assert client.get(address).status_code == (200 if who in {"steering", "support"} else 404), (name, who)
    client.force_login(cast.member)
    assert client.post(page_of(call, "answer-for", member.pk), {"answer": "yes"}).status_code == 404
    assert not SignUp.objects.exists()


def test_a_call_that_stays_open_longer_can_be_answered_by_the_links_people_have(cast: Cast, client: Client) -> None:
    call, at = a_call(), now()
    link = link_for(Purpose.CALL, call.trajectory, to=cast.member, at=at - timedelta(days=9), until=at)
    link.save()
    assert client.get(reverse("door", args=[mint(link)])).status_code == 404
    calling.prolong_call(call, closes_at=at + timedelta(days=9), by=cast.steering, at=at)
    assert client.get(reverse("door", args=[mint(link)])).status_code == 200
    assert set(Message.objects.filter(kind=Kind.CALL_PROLONGED).values_list("audience", "digest")) == {
        ("steering", False)
    }
