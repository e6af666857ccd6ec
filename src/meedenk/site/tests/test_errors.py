"""When something is wrong, people read what, and lose nothing they typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from conftest import Cast
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse


@contextmanager
def database_away() -> Iterator[None]:
    def refuse(execute: Any, *more: Any) -> Any:
        raise OperationalError("the connection was lost")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def calm() -> Client:
    """A visitor to whom mistakes are shown as pages."""
    return Client(raise_request_exception=False)


def test_a_page_that_is_not_there_says_so_and_offers_to_search(calm: Client, db: None) -> None:
    response = calm.get("/bestaat-niet/")
    assert response.status_code == 404
    assert b'name="q"' in response.content


def test_while_the_database_is_away_people_read_a_calm_page(calm: Client, db: None) -> None:
    for address in ("/", "/adviezen/", "/mijn/"):
        with database_away():
            response = calm.get(address)
        assert response.status_code == (302 if address == "/mijn/" else 503)
        if response.status_code == 503:
            assert response["Retry-After"] == "60"
            assert response["Content-Security-Policy"]


def test_someone_who_is_signed_in_reads_it_too(cast: Cast, calm: Client) -> None:
    calm.force_login(cast.member)
    with database_away():
        response = calm.get("/mijn/")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"


def test_what_was_typed_while_the_database_was_away_can_be_sent_again(cast: Cast, calm: Client) -> None:
    calm.force_login(cast.member)
    text = "Ik weet veel van <werk> en zorg samen."
    with database_away():
        response = calm.post("/mijn/gegevens/", {"name": "Marit", "topics": text, "csrfmiddlewaretoken": "abc"})
    page = response.content.decode()
    assert response.status_code == 503
    assert '<textarea name="topics" hidden>Ik weet veel van &lt;werk&gt; en zorg samen.</textarea>' in page
    assert 'action="/mijn/gegevens/"' in page
    assert page.count('name="csrfmiddlewaretoken"') == 1


def test_a_mistake_of_ours_is_a_plain_page_without_details(
    rules: None, calm: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedenk.site.views.home.LATEST", "secret detail")
    response = calm.get("/")
    assert response.status_code == 500
    assert b"secret detail" not in response.content


def test_attack_22_a_form_without_its_token_is_refused_in_plain_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.member)
    response = client.post(reverse("site:me"), {"name": "Iemand anders", "language": "nl"})
    assert response.status_code == 403
    assert "Ga terug met je browser" in response.content.decode()
    cast.member.refresh_from_db()
    assert cast.member.name == "Marit Deelnemer"


def test_attack_04_a_path_never_leads_out_of_the_house_when_sent_again(cast: Cast, calm: Client) -> None:
    calm.force_login(cast.member)
    with database_away():
        response = calm.post("//evil.example/", {"name": "x" * 30})
    assert b'action="//' not in response.content
