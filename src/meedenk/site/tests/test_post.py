"""The pages about mail: staff look at a mailing before it goes, and after what did not arrive."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.common.refusal import Refused
from meedenk.mail import caring, queries
from meedenk.mail.models import Mailing, Message, State
from meedenk.mail.operations import Letter, Reader
from meedenk.mail.tests.factories import a_message

STAFF = {"steering", "support"}


@pytest.fixture
def mailing(cast: Cast) -> Mailing:
    """A call to two people that goes in ten minutes."""
    at = now()
    mailing = Mailing.objects.create(subject="Doe je mee?", body="Kom.", goes_at=at + timedelta(minutes=10))
    for person in (cast.member, cast.contact):
        letter = Letter("Doe je mee?", "Kom.", button="Antwoord")
        a_message(Reader.of(person), letter=letter, kind="call-opened", mailing=mailing, at=at)
    return mailing


def pages(mailing: Mailing) -> list[str]:
    message = mailing.messages.first()
    assert message
    return [
        reverse("site:post"),
        reverse("site:mailing", args=[mailing.pk]),
        reverse("site:cancel-mailing", args=[mailing.pk]),
        reverse("site:message", args=[message.pk]),
        reverse("site:message-preview", args=[message.pk]),
    ]


def test_only_staff_see_the_mail(cast: Cast, mailing: Mailing) -> None:
    for name, person in cast.items():
        if not isinstance(person, User):
            continue
        client = Client()
        client.force_login(person)
        for page in pages(mailing):
            assert client.get(page).status_code == (200 if name in STAFF else 404), (name, page)
    for page in pages(mailing):
        assert Client().get(page).status_code == 302


def test_only_staff_decide(cast: Cast, mailing: Mailing) -> None:
    for name in ("site:hold-mailing", "site:let-go-mailing", "site:cancel-mailing", "site:mailing"):
        client = Client()
        client.force_login(cast.member)
        assert client.post(reverse(name, args=[mailing.pk]), {"because": "zomaar"}).status_code == 404
    client.force_login(cast.steering)
    assert client.get(reverse("site:hold-mailing", args=[mailing.pk])).status_code == 405


def test_a_mailing_is_held_changed_and_let_go(cast: Cast, mailing: Mailing, client: Client) -> None:
    client.force_login(cast.support)
    assert not Message.objects.due(now()).exists()
    client.post(reverse("site:hold-mailing", args=[mailing.pk]))
    assert not Message.objects.due(now() + timedelta(hours=1)).exists()
    client.post(reverse("site:mailing", args=[mailing.pk]), {"subject": "Denk je mee?", "body": "Kom ook."})
    assert set(Message.objects.values_list("subject", "body")) == {("Denk je mee?", "Kom ook.")}
    client.post(reverse("site:let-go-mailing", args=[mailing.pk]))
    assert Message.objects.due(now()).count() == 2
    mailing.refresh_from_db()
    assert mailing.changed_by == cast.support


def test_a_change_calls_back_what_is_on_its_way_and_spares_what_has_gone(cast: Cast, mailing: Mailing) -> None:
    gone, in_hand = mailing.messages.order_by("pk")
    Message.objects.filter(pk=gone.pk).update(state=State.SENT)
    caring.edit(mailing, subject="Nieuw", body="Nieuw", by=cast.support, at=now())
    gone.refresh_from_db()
    assert gone.subject == "Doe je mee?"
    assert not Message.objects.in_hand(in_hand, State.WAITING).exists()


def test_mailings_stand_the_latest_first(mailing: Mailing) -> None:
    later = Mailing.objects.create(subject="Later", body="Kom.", goes_at=mailing.goes_at + timedelta(days=1))
    earlier = Mailing.objects.create(subject="Eerder", body="Kom.", goes_at=mailing.goes_at - timedelta(days=1))
    assert list(queries.mailings()) == [later, mailing, earlier]


def test_a_mailing_is_never_cancelled_silently(cast: Cast, mailing: Mailing, client: Client) -> None:
    with pytest.raises(Refused, match="why"):
        caring.cancel(mailing, because=" ", by=cast.support, at=now())
    client.force_login(cast.steering)
    client.post(reverse("site:cancel-mailing", args=[mailing.pk]), {"because": "Het gesprek gaat niet door."})
    assert set(Message.objects.values_list("state", "mistake")) == {(State.DROPPED, "Het gesprek gaat niet door.")}
    with pytest.raises(Refused):
        caring.let_go(mailing, by=cast.support, at=now())


@pytest.mark.parametrize(
    ("state", "again"), [(State.DEAD, True), (State.HANDED_OVER, True), (State.SENT, False), (State.DROPPED, False)]
)
def test_only_what_may_not_have_arrived_is_sent_again(cast: Cast, client: Client, state: State, again: bool) -> None:  # noqa: FBT001  # pytest gives it by name
    message = a_message(Reader.of(cast.member))
    Message.objects.filter(pk=message.pk).update(state=state, mistake="550 no such person")
    User.objects.filter(pk=cast.member.pk).update(email="nieuw@voorbeeld.nl")
    client.force_login(cast.support)
    page = reverse("site:message", args=[message.pk])
    assert ('<form method="post">' in client.get(page).content.decode()) is again
    client.post(page)
    message.refresh_from_db()
    assert (message.state == State.WAITING) is again
    assert (message.email == "nieuw@voorbeeld.nl") is again


def test_what_a_clock_has_in_hand_now_is_not_sent_again(cast: Cast) -> None:
    message = a_message(Reader.of(cast.member))
    at = now()
    leased = {"state": State.HANDED_OVER, "leased_until": at + timedelta(minutes=1)}
    Message.objects.filter(pk=message.pk).update(**leased)
    with pytest.raises(Refused):
        caring.send_again(message, at=at)
    caring.send_again(message, at=at + timedelta(minutes=2))


@pytest.mark.parametrize("state", [State.DEAD, State.HANDED_OVER])
def test_what_cannot_arrive_asks_for_attention_until_someone_lets_it_rest(
    cast: Cast, client: Client, state: State
) -> None:
    message = a_message(Reader.of(cast.member))
    Message.objects.filter(pk=message.pk).update(state=state, mistake="550 no such person")
    assert queries.to_look_after() == 1
    client.force_login(cast.support)
    client.post(reverse("site:message", args=[message.pk]), {"act": "rest"})
    assert queries.to_look_after() == 0
    message.refresh_from_db()
    assert message.state == State.DROPPED
    with pytest.raises(Refused):
        caring.let_rest(message)


def test_a_code_is_shown_to_nobody(cast: Cast, client: Client) -> None:
    message = a_message(Reader.of(cast.member), letter=Letter("Je code is 123456", "123456"), secret=True)
    client.force_login(cast.support)
    for page in (reverse("site:post"), reverse("site:message", args=[message.pk])):
        assert "123456" not in client.get(page).content.decode()
    assert client.get(reverse("site:message-preview", args=[message.pk])).status_code == 404
    assert "code" not in str(client.get(reverse("site:post"), {"q": "123456"}).context["page"].object_list)


def test_messages_are_found_by_name_and_by_what_became_of_them(cast: Cast, client: Client) -> None:
    dead = a_message(Reader("dood@voorbeeld.nl", "Dora Dood"))
    Message.objects.filter(pk=dead.pk).update(state=State.DEAD)
    a_message(Reader("levend@voorbeeld.nl", "Leo Levend"))
    client.force_login(cast.support)

    def found(**asked: str) -> set[str]:
        return {each.name for each in client.get(reverse("site:post"), asked).context["page"]}

    assert found(q="dora") == {"Dora Dood"}
    assert found(stand="dead") == {"Dora Dood"}
    assert found(q="niemand") == set()
    assert found(stand="'; drop table") >= {"Dora Dood", "Leo Levend"}


def test_the_list_costs_the_same_for_one_and_for_three(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:
    client.force_login(cast.support)
    for number in (1, 3):
        for _ in range(number):
            mailing = Mailing.objects.create(subject="a", body="b", goes_at=now())
            a_message(mailing=mailing)
        with django_assert_max_num_queries(16):
            assert client.get(reverse("site:post")).status_code == 200


def test_the_preview_is_alone_and_holds_no_link_that_acts(cast: Cast, mailing: Mailing, client: Client) -> None:
    client.force_login(cast.support)
    message = mailing.messages.first()
    answer = client.get(reverse("site:message-preview", args=[message.pk]))
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script" not in answer["Content-Security-Policy"]
    assert "/post/stop/…/" in answer.content.decode()
