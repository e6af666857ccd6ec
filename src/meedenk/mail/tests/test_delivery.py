"""What the outbox does when the mail server is good, slow, contrary or away."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose, digest
from meedenk.accounts.operations import change_address, link_for
from meedenk.common.mailserver import MailServer
from meedenk.mail.carriers import NobodyThere, NotNow, Postman, carrier_to
from meedenk.mail.delivery import GIVES_UP_AFTER, WHILE_AWAY, Round, deliver, take
from meedenk.mail.models import Message, MessageQuerySet, State
from meedenk.mail.operations import Letter, Reader

from .factories import a_free_port, a_mail_server, a_message, a_user, the_clock

pytestmark = pytest.mark.django_db


def bring(place: MailServer, at=None) -> Round:
    carrier = carrier_to(place)
    try:
        return deliver(carrier, the_clock(at or now()))
    finally:
        carrier.rest()


def test_a_message_is_accepted_once_and_then_rests() -> None:
    message = a_message()
    with a_mail_server() as (server, place):
        bring(place)
        bring(place)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.sent_at
    assert len(server.accepted) == 1


def test_many_go_over_one_connection_and_one_refusal_does_not_stop_the_others() -> None:
    for name in ("een", "twee", "drie"):
        a_message(Reader(f"{name}@voorbeeld.nl", name))
    with a_mail_server() as (server, place):
        server.answers["RCPT"] = lambda to: "550 no such person" if to.startswith("twee") else "250 OK"
        bring(place)
    assert sorted(str(mail["To"]) for mail in server.accepted) == ["drie <drie@voorbeeld.nl>", "een <een@voorbeeld.nl>"]
    dead = Message.objects.get(state=State.DEAD)
    assert dead.email == "twee@voorbeeld.nl"
    assert dead.mistake == "550 no such person"


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_not_now_means_later_and_later_still(command: str) -> None:
    message = a_message()
    at = now()
    with a_mail_server() as (server, place):
        server.answers[command] = lambda to: "451 try again later"
        waits = []
        for _ in range(3):
            assert bring(place, at).sent == 0
            message.refresh_from_db()
            assert message.state == State.WAITING
            assert "451" in message.mistake
            waits.append(message.not_before - at)
            assert not bring(place, at).left
            at = message.not_before
        assert waits[0] < waits[1] < waits[2]
        del server.answers[command]
        assert bring(place, at).sent == 1
    assert len(server.accepted) == 1


def test_after_some_days_of_not_now_we_give_up_and_say_so() -> None:
    message = a_message()
    at = now()
    with a_mail_server() as (server, place):
        server.answers["RCPT"] = lambda to: "450 mailbox busy"
        bring(place, at)
        bring(place, at + GIVES_UP_AFTER - timedelta(hours=1))
        message.refresh_from_db()
        assert message.state == State.WAITING
        bring(place, at + GIVES_UP_AFTER + timedelta(hours=5))
    message.refresh_from_db()
    assert (message.state, message.mistake) == (State.DEAD, "450 mailbox busy")


def test_what_was_held_for_a_week_has_as_much_time_as_what_is_new() -> None:
    message = a_message(at=now() - GIVES_UP_AFTER - timedelta(days=2))
    with a_mail_server() as (server, place):
        server.answers["RCPT"] = lambda to: "450 mailbox busy"
        bring(place)
    message.refresh_from_db()
    assert message.state == State.WAITING


def test_a_no_after_the_dot_is_a_no() -> None:
    message = a_message()
    with a_mail_server() as (server, place):
        server.answers["DATA"] = lambda to: "554 we do not like it"
        bring(place)
    message.refresh_from_db()
    assert (message.state, message.mistake) == (State.DEAD, "554 we do not like it")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_421_ends_the_round_and_nothing_is_lost(command: str) -> None:
    a_message(), a_message()
    with a_mail_server() as (server, place):
        server.answers[command] = lambda to: "421 closing down"
        assert bring(place).away.startswith("421")
        assert set(Message.objects.values_list("state", flat=True)) == {State.WAITING}
        server.answers.clear()
        assert bring(place, now() + timedelta(hours=1)).sent == 2


def test_what_the_server_has_against_us_kills_no_message() -> None:
    message = a_message()
    with a_mail_server() as (server, place):
        server.answers["MAIL"] = lambda to: "530 authentication required"
        assert bring(place).away
    message.refresh_from_db()
    assert message.state == State.WAITING


def test_while_the_server_is_down_all_waits_and_then_goes_exactly_once() -> None:
    port = a_free_port()
    for _ in range(3):
        a_message()
    assert bring(MailServer("127.0.0.1", port, timeout=2)).away
    assert Message.objects.filter(state=State.WAITING).count() == 3
    with a_mail_server(port) as (server, place):
        bring(place, now() + timedelta(hours=1))
    assert len(set(server.ids)) == len(server.ids) == 3


def test_what_was_not_tried_while_the_server_was_away_goes_soon_after_it_is_back() -> None:
    port = a_free_port()
    for _ in range(3):
        a_message()
    at = now()
    assert bring(MailServer("127.0.0.1", port, timeout=2), at).away
    with a_mail_server(port) as (_server, place):
        assert bring(place, at + WHILE_AWAY).sent == 3


def test_a_new_code_asks_at_once_whether_the_server_is_back() -> None:
    port = a_free_port()
    a_message()
    assert bring(MailServer("127.0.0.1", port, timeout=2)).away
    a_message(secret=True)
    with a_mail_server(port) as (_server, place):
        assert bring(place).sent == 1


def test_what_waits_for_a_user_goes_to_the_address_they_have_when_it_goes() -> None:
    user = a_user(email="oud@voorbeeld.nl")
    a_message(Reader.of(user), audience="the-member")
    change_address(user, "nieuw@voorbeeld.nl", at=now())
    with a_mail_server() as (server, place):
        bring(place)
    heard = {(mail["To"].addresses[0].addr_spec, str(mail["Subject"])) for mail in server.accepted}
    assert heard == {
        ("nieuw@voorbeeld.nl", "Nieuws"),
        ("oud@voorbeeld.nl", "De manier waarop je inlogt is veranderd"),
    }


def test_a_slow_server_may_have_the_mail_so_it_is_not_sent_again_by_itself() -> None:
    message = a_message()
    with a_mail_server() as (server, _place):
        server.delay = 1.5
        slow = MailServer("127.0.0.1", _place.port, timeout=1)
        bring(slow)
        message.refresh_from_db()
        assert message.state == State.HANDED_OVER
        server.delay = 0
        bring(slow, now() + timedelta(days=1))
        assert len(server.ids) <= 1


def test_a_connection_lost_after_the_dot_leaves_the_message_for_people_to_judge() -> None:
    message = a_message()
    with a_mail_server() as (server, place):
        server.hangs_up_after_dot = True
        bring(place)
        server.hangs_up_after_dot = False
        bring(place, now() + timedelta(days=1))
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER
    assert len(server.accepted) == 1


def test_two_clocks_never_take_the_same_message() -> None:
    message = a_message()
    other = Message.objects.get(pk=message.pk)
    at = now()
    assert take(message, at=at)
    assert take(other, at=at) is None


def send_while_overtaken(message: Message, place: MailServer) -> None:
    """One clock has the message in hand; another takes it, brings it, and only then the first comes to the dot."""
    at = now()
    late = timedelta(minutes=10)

    class Overtaken(Postman):
        def carry(self, mail, before) -> None:
            Message.objects.filter(pk=message.pk).update(leased_until=at)
            bring(place, at + late)
            super().carry(mail, before)

    carrier = Overtaken(place)
    deliver(carrier, the_clock(at))
    carrier.rest()


def test_who_is_overtaken_by_another_clock_stops_before_the_dot() -> None:
    message = a_message()
    with a_mail_server() as (server, place):
        send_while_overtaken(message, place)
    assert len(server.accepted) == 1
    message.refresh_from_db()
    assert message.state == State.SENT


def test_without_the_fence_the_same_race_sends_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: it is the fence that keeps the test above from sending twice, not luck."""
    monkeypatch.setattr(MessageQuerySet, "in_hand", lambda self, message, *states: self.filter(pk=message.pk))
    message = a_message()
    with a_mail_server() as (server, place):
        send_while_overtaken(message, place)
    assert len(server.ids) == 2
    assert len(set(server.ids)) == 1


def test_what_has_passed_does_not_go() -> None:
    at = now()
    reader = a_user()
    until = at + timedelta(hours=1)
    link = link_for(Purpose.CALL, reader, to=reader, at=at, until=until)
    a_message(Reader.of(reader), link=link, letter=Letter("Doe je mee?", "Antwoord.", button="Antwoord"))
    a_message(until=until)
    with a_mail_server() as (server, place):
        bring(place, until)
    assert server.accepted == []
    assert set(Message.objects.values_list("state", flat=True)) == {State.DROPPED}


def test_the_token_in_the_mail_opens_the_door_and_is_stored_nowhere() -> None:
    at = now()
    reader = a_user()
    link = link_for(Purpose.CALL, reader, to=reader, at=at, until=at + timedelta(days=1))
    a_message(Reader.of(reader), link=link, letter=Letter("Doe je mee?", "Antwoord.", button="Antwoord"))
    assert PersonalLink.objects.get().digest is None
    with a_mail_server() as (server, place):
        bring(place)
    text = server.accepted[0].get_body(("plain",)).get_content()
    token = text.split("/p/")[1].split("/")[0]
    assert PersonalLink.objects.get().digest == digest(token)
    assert not Message.objects.filter(body__contains=token).exists()


def test_a_secret_is_wiped_once_it_has_gone() -> None:
    message = a_message(letter=Letter("Je code", "123456", facts=(("Code", "123456"),)), secret=True)
    with a_mail_server() as (server, place):
        bring(place)
    assert "123456" in server.accepted[0].get_body(("plain",)).get_content()
    message.refresh_from_db()
    assert (message.state, message.body, message.facts) == (State.SENT, "", [])


def test_a_code_goes_before_all_that_waited_longer() -> None:
    a_message(at=now() - timedelta(hours=1))
    a_message(letter=Letter("Je code", "123456"), secret=True)
    with a_mail_server() as (server, place):
        bring(place)
    assert [mail["Subject"] for mail in server.accepted] == ["Je code", "Nieuws"]


def test_nobody_at_the_address_is_not_the_message_s_fault() -> None:
    with pytest.raises(NobodyThere):
        Postman(MailServer("127.0.0.1", a_free_port(), timeout=1)).carry(None, lambda: None)  # type: ignore[arg-type]  # no mail gets that far
    assert not issubclass(NobodyThere, NotNow)
