"""Support notes whether we were asked, mends it and takes it away; nobody else may."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accountability.models import Position
from meedenk.accountability.operations import positions as operations
from meedenk.accounts.models import User
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry

from .access import STAFF
from .factories import a_position

pytestmark = pytest.mark.django_db


def said(**more: Any) -> dict[str, Any]:
    return {"subject": "Nieuwe regels", "on": localdate(), "asked": "late", "source": "Besluitenlijst", **more}


def test_what_is_noted_is_public_at_once_and_in_the_journal(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    answer = client.post(reverse("accountability:note"), said())
    assert answer.status_code == 302
    assert Position.objects.get().asked == "late"
    assert Entry.objects.get(kind=Kind.POSITION_NOTED).facts["subject"] == "Nieuwe regels"
    assert "Nieuwe regels" in Client().get(reverse("accountability:position")).content.decode()


def test_a_line_is_mended_and_the_journal_keeps_what_it_said(cast: Cast, client: Client) -> None:
    position = a_position(subject="Oude naam")
    client.force_login(cast.steering)
    address = reverse("accountability:change", args=[position.pk])
    assert "Oude naam" in client.get(address).content.decode()
    assert client.post(address, said()).status_code == 302
    position.refresh_from_db()
    assert position.subject == "Nieuwe regels"
    assert Entry.objects.get(kind=Kind.POSITION_CHANGED).facts["was"]["subject"] == "Oude naam"


def test_a_line_that_is_taken_away_is_asked_about_first(cast: Cast, client: Client) -> None:
    position = a_position(subject="Weg ermee")
    client.force_login(cast.support)
    address = reverse("accountability:remove", args=[position.pk])
    assert "Weg ermee" in client.get(address).content.decode()
    assert Position.objects.exists()
    client.post(address)
    assert not Position.objects.exists()
    assert Entry.objects.get(kind=Kind.POSITION_REMOVED).facts["was"]["subject"] == "Weg ermee"


def test_who_may_note(cast: Cast) -> None:
    for who, person in cast.items():
        by = None if isinstance(person, AnonymousUser) else person
        if who in STAFF:
            operations.note_position(**said(subject=who), by=by, at=now())
        else:
            with pytest.raises(Refused):
                operations.note_position(**said(subject=who), by=by, at=now())
            with pytest.raises(Refused):
                operations.remove_position(a_position(), by=by, at=now())
    assert set(Position.objects.filter(subject__in=STAFF).values_list("subject", flat=True)) == STAFF


@pytest.mark.parametrize("wrong", [{"on": localdate() + timedelta(days=1)}, {"subject": "Staat er al"}])
def test_what_cannot_be_is_refused_and_the_form_keeps_what_was_typed(
    cast: Cast, client: Client, wrong: dict[str, Any]
) -> None:
    a_position(subject="Staat er al", on=localdate())
    client.force_login(cast.support)
    page = client.post(reverse("accountability:note"), said(explanation="Dit blijft staan.", **wrong))
    assert page.status_code == 200
    assert "Dit blijft staan." in page.content.decode()
    assert Position.objects.count() == 1


def test_attack_01_a_link_that_runs_is_no_link(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    for link in ("javascript:alert(1)", "data:text/html,x"):
        assert client.post(reverse("accountability:note"), said(link=link)).status_code == 200
    assert not Position.objects.exists()


@pytest.mark.parametrize("name", [f"accountability:{name}" for name in ("positions", "note", "change", "remove")])
def test_the_desk_pages_are_for_staff(cast: Cast, name: str) -> None:
    address = reverse(name, args=[a_position().pk] if name.endswith(("change", "remove")) else [])
    for who, person in cast.items():
        client = Client()
        if isinstance(person, User):
            client.force_login(person)
            assert client.get(address).status_code == (200 if who in STAFF else 404), who
    assert Client().get(address).status_code == 302


def test_who_changes_a_line_that_was_just_taken_away_reads_that(cast: Cast) -> None:
    position = a_position()
    operations.remove_position(Position.objects.get(), by=cast.steering, at=now())
    said = {"subject": "Iets", "on": localdate(), "asked": "late", "source": "Lijst", "explanation": "", "link": ""}
    with pytest.raises(Refused, match="taken this line away"):
        operations.change_position(position, **said, theme=None, department=None, by=cast.support, at=now())
    assert not Position.objects.exists()
