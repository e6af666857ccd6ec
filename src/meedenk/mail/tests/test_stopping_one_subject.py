"""Who contributed stops the mail about one subject, and hears of others still."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now

from meedenk.journal.models import Dossier
from meedenk.mail.delivery import take
from meedenk.mail.digesting import make_overviews
from meedenk.mail.models import Message, State, StoppedSubject
from meedenk.mail.operations import Letter, Reader, letter_to, post
from meedenk.mail.preferences import STOPPED, has_stopped
from meedenk.mail.rendering import contents
from meedenk.mail.showing import shown
from meedenk.mail.unsubscribing import stop_address

from .factories import a_user

pytestmark = pytest.mark.django_db

GUEST = Reader("dirk@voorbeeld.nl", "Dokter Dirk")


@pytest.fixture
def subjects() -> list[Dossier]:
    return [Dossier.objects.create(title=title) for title in ("Mantelzorg", "Vervoer")]


def a_word(about: Dossier, reader: Reader = GUEST, **more: Any) -> Message:
    said = {"kind": "reported-back", "audience": "contributors", "at": now(), "about": about} | more
    post([letter_to(reader, Letter("Wat erdoor veranderde", "Er wordt gebeld."), **said)])
    return Message.objects.latest("pk")


def path_of(message: Message) -> str:
    return stop_address(message).removeprefix(settings.BASE_URL)


def goes(message: Message) -> bool:
    taken = take(message, at=now())
    message.refresh_from_db()
    assert taken is not None or (message.state, message.mistake) == (State.DROPPED, STOPPED)
    return taken is not None


@pytest.fixture(params=["a guest", "a user"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return GUEST if request.param == "a guest" else Reader.of(a_user())


def test_who_stops_hears_nothing_more_of_it_and_of_others_still(
    subjects: list[Dossier], client: Client, reader: Reader
) -> None:
    first, other = subjects
    waits = a_word(first, reader)
    assert client.post(path_of(waits)).status_code == 200
    waits.refresh_from_db()
    assert waits.state == State.DROPPED
    assert not goes(a_word(first, reader))
    assert goes(a_word(other, reader))
    assert goes(a_word(first, Reader("ander@voorbeeld.nl", "Ander")))


def test_attack_15_fetching_the_link_asks_and_only_a_post_stops(subjects: list[Dossier], client: Client) -> None:
    path = path_of(a_word(subjects[0]))
    for _ in range(2):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert not StoppedSubject.objects.exists()


def test_attack_15_one_click_of_a_mail_program_needs_no_cookie_and_may_come_twice(subjects: list[Dossier]) -> None:
    strict = Client(enforce_csrf_checks=True)
    path = path_of(a_word(subjects[0]))
    for _ in range(2):
        answer = strict.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
        assert not answer.cookies
    assert StoppedSubject.objects.count() == 1


def test_it_can_be_undone_on_the_page(subjects: list[Dossier], client: Client, reader: Reader) -> None:
    message = a_word(subjects[0], reader)
    path = path_of(message)
    assert 'value="again"' in client.post(path).content.decode()
    assert 'value="again"' in client.get(path).content.decode()
    assert client.post(path, {"act": "again"}).status_code == 200
    assert not has_stopped(subjects[0].pk, reader.user, reader.email)
    assert goes(a_word(subjects[0], reader))


def test_attack_17_a_link_that_was_passed_on_shows_no_name_and_stops_only_that(
    subjects: list[Dossier], client: Client
) -> None:
    message = a_word(subjects[0])
    for page in (client.get(path_of(message)), client.post(path_of(message))):
        text = page.content.decode()
        assert not any(word in text for word in ("Dirk", "dirk@", "Mantelzorg"))
    assert StoppedSubject.objects.count() == 1
    assert "_auth_user_id" not in client.session


def test_attack_16_a_link_dies_with_the_address_and_with_time(
    subjects: list[Dossier], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = a_user()
    path = path_of(a_word(subjects[0], Reader.of(user)))
    assert client.post(path[:-3] + "x/").status_code == 404
    monkeypatch.setattr("time.time", (now() + timedelta(days=400)).timestamp)
    assert client.post(path).status_code == 404
    monkeypatch.undo()
    type(user).objects.filter(pk=user.pk).update(email="nieuw@voorbeeld.nl")
    assert client.post(path).status_code == 404
    assert not StoppedSubject.objects.exists()


def test_attack_40_of_who_has_no_account_no_address_is_kept(subjects: list[Dossier], client: Client) -> None:
    client.post(path_of(a_word(subjects[0])))
    kept = StoppedSubject.objects.get()
    assert (kept.user, "dirk" in kept.mailbox) == (None, False)
    assert has_stopped(subjects[0].pk, None, "DIRK@voorbeeld.nl")


@pytest.mark.parametrize("audience", ["group", "steering", "executor", "adviser", "office"])
def test_who_works_on_it_cannot_stop_it(subjects: list[Dossier], audience: str) -> None:
    assert stop_address(a_word(subjects[0], audience=audience)) == ""


def test_an_overview_has_a_stop_for_each_subject_and_leaves_out_what_was_stopped(
    subjects: list[Dossier], client: Client
) -> None:
    long_ago = now() - timedelta(days=8)
    for subject in subjects:
        a_word(subject, digest=True, at=long_ago)
    make_overviews(now())
    overview = Message.objects.get(kind="digest")
    groups = contents(overview, list(overview.items.all()), {})["groups"]
    assert all("/post/stop/" in group.stop for group in groups)
    client.post(groups[0].stop.removeprefix(settings.BASE_URL))
    taken = take(overview, at=now())
    assert taken is not None
    assert [item.subject_title for item in taken.items] == [groups[1].title]


def test_who_looks_at_the_mail_of_someone_else_finds_no_working_link(subjects: list[Dossier]) -> None:
    long_ago = now() - timedelta(days=8)
    item = a_word(subjects[0], digest=True, at=long_ago)
    make_overviews(now())
    for message in (item, Message.objects.get(kind="digest")):
        seen = shown(message)
        token = stop_address(item).rstrip("/").rpartition("/")[2]
        assert token not in seen.html + seen.text
        assert "/post/stop/…/" in seen.html
