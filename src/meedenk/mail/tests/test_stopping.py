"""Stopping mail: by a click in the mail program, behind the link, or on one's own page."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.mail.models import Preference, Stream
from meedenk.mail.operations import Reader
from meedenk.mail.preferences import preference_of
from meedenk.mail.unsubscribing import LASTING, stop_address

from .factories import a_message, a_user

pytestmark = pytest.mark.django_db


def stop_path(kind: str, reader: Reader) -> str:
    return stop_address(a_message(reader, kind=kind)).removeprefix(settings.BASE_URL)


def test_attack_15_fetching_the_link_asks_and_only_a_post_stops(client: Client) -> None:
    user = a_user()
    path = stop_path("call-opened", Reader.of(user))
    for _ in range(2):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert not Preference.objects.exists()
    assert client.post(path).status_code == 200
    assert preference_of(user, user.email).stopped(Stream.CALLS)


def test_attack_15_one_click_of_a_mail_program_needs_no_cookie_and_sets_none() -> None:
    strict = Client(enforce_csrf_checks=True)
    user = a_user()
    path = stop_path("digest", Reader.of(user))
    for _ in range(2):
        answer = strict.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
        assert not answer.cookies
    assert not strict.get(path).cookies
    assert preference_of(user, user.email).stopped(Stream.DIGEST)


def test_attack_15_a_link_stops_only_its_own_stream_of_its_own_reader(client: Client) -> None:
    user, other = a_user(), a_user()
    client.post(stop_path("call-opened", Reader.of(user)))
    assert not preference_of(user, user.email).stopped(Stream.DIGEST)
    assert not preference_of(other, other.email).stopped(Stream.CALLS)
    assert "_auth_user_id" not in client.session


def test_attack_15_the_link_dies_with_the_address_and_with_time(client: Client, monkeypatch) -> None:
    user = a_user()
    path = stop_path("digest", Reader.of(user))
    monkeypatch.setattr("time.time", (now() + LASTING + timedelta(days=1)).timestamp)
    assert client.post(path).status_code == 404
    monkeypatch.undo()
    type(user).objects.filter(pk=user.pk).update(email="nieuw@voorbeeld.nl")
    assert client.post(path).status_code == 404
    assert not Preference.objects.exists()


@pytest.mark.parametrize("spoil", [lambda t: t[:-2], lambda t: t[:-1] + "x", lambda t: "a" + t, lambda t: "x" * 300])
def test_attack_16_a_tampered_link_does_nothing(client: Client, spoil) -> None:
    path = stop_path("digest", Reader.of(a_user()))
    token = path.split("/")[-2]
    assert client.post(reverse("mail:stop", args=[spoil(token)])).status_code == 404
    assert not Preference.objects.exists()


def test_someone_without_an_account_stops_by_address(client: Client) -> None:
    client.post(stop_path("digest", Reader("teller@voorbeeld.nl", "Tineke")))
    assert preference_of(None, "teller@voorbeeld.nl").stopped(Stream.DIGEST)


def test_one_chooses_on_one_s_own_page(client: Client) -> None:
    user = a_user()
    page = reverse("mail:preferences")
    assert client.get(page).status_code == 302
    client.force_login(user)
    assert client.get(page).status_code == 200
    assert client.post(page, {"rhythm": "daily", "digest": "on"}).status_code == 302
    chosen = Preference.objects.get(user=user)
    assert (chosen.rhythm, chosen.stopped(Stream.CALLS), chosen.stopped(Stream.DIGEST)) == ("daily", True, False)
    assert client.post(page, {"rhythm": "ieder uur"}).status_code == 200
