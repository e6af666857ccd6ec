"""A personal link that no longer works is asked anew by who has the mail."""

import re
from datetime import timedelta

import pytest
from conftest import Cast
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import close_links_to, invite, link_for, mint, revoke
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.operations import save_official
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.models import Trajectory

pytestmark = pytest.mark.django_db


def an_old_link(trajectory: Trajectory) -> tuple[PersonalLink, str]:
    at = now()
    link = invite(
        Purpose.ADVISER,
        trajectory,
        email="eva@gemeente.nl",
        name="Eva",
        at=at - timedelta(days=31),
        until=at - timedelta(days=1),
    )
    return link, mint(link)


def ask(token: str, visitor: Client | None = None) -> tuple[int, bytes]:
    response = (visitor or Client()).post(reverse("trajectories:link-anew", args=[token]))
    return response.status_code, response.content


def test_a_new_link_goes_to_the_address_of_the_old_one(trajectory: Trajectory) -> None:
    link, token = an_old_link(trajectory)
    assert b"nieuw" in Client().get(reverse("door", args=[token])).content
    ask(token)
    message = Message.objects.get()
    assert (message.kind, message.email, message.subject_title) == ("link-renewed", link.email, trajectory.title)
    assert message.link != link
    assert message.link.is_open(now())
    assert message.link.expires_at - message.link.created_at == timedelta(days=30)
    entry = trajectory.entries.get()
    assert (entry.kind, entry.link) == (Kind.LINK_RENEWED, link)


def test_an_open_link_asked_anew_is_closed(trajectory: Trajectory) -> None:
    at = now()
    link = invite(Purpose.ADVISER, trajectory, email="e@g.nl", name="Eva", at=at, until=at + timedelta(days=9))
    token = mint(link)
    ask(token)
    assert Client().get(reverse("door", args=[token])).status_code == 404
    fresh = mint(Message.objects.get().link)
    assert Client().get(reverse("door", args=[fresh])).status_code == 200


def test_the_mail_before_the_last_one_still_gives_a_new_link(trajectory: Trajectory) -> None:
    _link, token = an_old_link(trajectory)
    ask(token)
    ask(token)
    assert Message.objects.count() == 2
    assert PersonalLink.objects.filter(email="eva@gemeente.nl").open(now()).count() == 1


def test_who_was_shut_out_gets_no_new_link(trajectory: Trajectory) -> None:
    at = now()
    link = invite(Purpose.ADVISER, trajectory, email="e@g.nl", name="Eva", at=at, until=at + timedelta(days=9))
    token = mint(link)
    revoke(Purpose.ADVISER, trajectory, at=at)
    ask(token)
    assert not Message.objects.exists()
    assert not trajectory.entries.exists()


@pytest.mark.parametrize("change", [{"email": "anders@voorbeeld.nl"}, {"is_active": False}])
def test_nothing_goes_to_an_address_that_somebody_left(
    cast: Cast, trajectory: Trajectory, change: dict[str, object]
) -> None:
    at = now()
    link = link_for(Purpose.CALL, trajectory, to=cast.member, at=at - timedelta(days=9), until=at - timedelta(days=1))
    link.save()
    User.objects.filter(pk=cast.member.pk).update(**change)
    ask(mint(link))
    assert not Message.objects.exists()


@pytest.mark.parametrize("closed", [True, False])
def test_an_official_who_left_reads_whom_to_turn_to_and_gets_no_link(trajectory: Trajectory, *, closed: bool) -> None:
    link, token = an_old_link(trajectory)
    an_official(email=link.email, left_on=localdate() - timedelta(days=1))
    if closed:
        close_links_to(link.email, at=now())
    gone, never = ask(token), ask("x" * 43)
    assert gone[0] == never[0] == 200
    assert "csrfmiddlewaretoken" in gone[1].decode() or gone[1] == never[1]
    message = Message.objects.get()
    assert (message.email, message.link, message.button) == (link.email, None, "")
    assert settings.HOUSE.email in message.body
    assert trajectory.title not in message.subject + message.body
    assert PersonalLink.objects.filter(email=link.email).count() == 1


def test_an_official_who_leaves_later_still_gets_a_link(trajectory: Trajectory) -> None:
    link, token = an_old_link(trajectory)
    an_official(email=link.email, left_on=localdate() + timedelta(days=9))
    ask(token)
    assert Message.objects.get().link


def test_attack_20_the_page_says_the_same_whether_there_was_a_link_or_not(trajectory: Trajectory) -> None:
    _link, token = an_old_link(trajectory)
    pages = []
    for each in (token, "x" * 43):
        status, page = ask(each)
        pages.append(
            (status, re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page).replace(each.encode(), b""))
        )
    assert pages[0] == pages[1]


def test_attack_21_nobody_floods_a_mailbox_with_links(trajectory: Trajectory) -> None:
    _link, token = an_old_link(trajectory)
    for number in range(9):
        assert ask(token, Client(REMOTE_ADDR=f"10.0.0.{number}"))[0] == 200
    assert Message.objects.count() == 3
    assert [ask("x", Client(REMOTE_ADDR="10.1.1.1"))[0] for _ in range(61)] == [200] * 60 + [429]


def test_attack_15_fetching_the_address_asks_for_nothing(trajectory: Trajectory) -> None:
    _link, token = an_old_link(trajectory)
    assert Client().get(reverse("trajectories:link-anew", args=[token])).status_code == 405
    assert not Message.objects.exists()


def test_an_official_who_left_or_moved_has_no_open_links(cast: Cast, trajectory: Trajectory) -> None:

    at = now()
    details = {"name": "Eva", "function": "adviser", "phone": "", "topics": "", "by": cast.steering, "at": at}
    for change in ({"email": "nieuw@gemeente.nl"}, {"left_on": at.date()}):
        official = an_official()
        until = at + timedelta(days=9)
        link = invite(Purpose.ADVISER, trajectory, email=official.email, name="Eva", at=at, until=until)
        save_official(official, **({"email": official.email, "department": official.department} | details | change))
        link.refresh_from_db()
        assert not link.is_open(at), change
        official.delete()
