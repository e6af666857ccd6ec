"""What a load balancer asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler
from django.test import Client
from django.utils.timezone import now

from meedenk.common.database import database
from meedenk.common.mailserver import MailServer
from meedenk.mail.carriers import Postman
from meedenk.mail.delivery import deliver
from meedenk.mail.models import Mailing, Message
from meedenk.mail.tests.factories import a_free_port, a_message
from meedenk.site.health import MAIL_IS_LATE_AFTER


def waits_since(minutes: int, **more: object) -> Message:
    message = a_message()
    Message.objects.filter(pk=message.pk).update(not_before=now() - timedelta(minutes=minutes), **more)
    return message


LATE = int(MAIL_IS_LATE_AFTER.total_seconds() // 60) + 5


def test_a_process_that_lives_says_so_without_the_database(client: Client) -> None:
    response = client.get("/_health/live")
    assert (response.status_code, response.json()) == (200, {"live": True})


@pytest.mark.django_db
def test_not_even_for_somebody_with_a_session(client: Client, django_assert_num_queries) -> None:
    client.cookies["session"] = "someone"
    with django_assert_num_queries(0):
        assert client.get("/_health/live").status_code == 200


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    response = client.get("/_health/ready")
    assert (response.status_code, response.json()) == (200, {"ready": True})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_whoever_asks_and_by_whatever_name(client: Client, settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/_health/live", headers={"host": "10.0.0.7"}).status_code == 200
    assert client.head("/_health/ready", headers={"host": "10.0.0.7"}).status_code == 200
    assert client.post("/_health/ready").status_code == 405


@pytest.mark.django_db
def test_a_migration_that_is_not_applied(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("mail", "0001_initial")
    response = client.get("/_health/ready")
    assert response.status_code == 503
    assert response.json()["ready"] is False
    assert "not applied" in response.json()["migrations"]


@pytest.mark.django_db
def test_a_mail_that_nobody_takes(client: Client) -> None:
    waits_since(LATE)
    response = client.get("/_health/ready")
    assert response.status_code == 503
    assert f"{LATE} minutes" in response.json()["mail"]


@pytest.mark.django_db
def test_mail_that_has_a_reason_to_wait(client: Client) -> None:
    at = now()
    waits_since(2)
    waits_since(LATE, digest=True)
    waits_since(LATE, mailing=Mailing.objects.create(subject="a", body="b", goes_at=at, held_at=at))
    waits_since(LATE, mailing=Mailing.objects.create(subject="a", body="b", goes_at=at + timedelta(minutes=5)))
    assert client.get("/_health/ready").status_code == 200


@pytest.mark.django_db
def test_a_mail_server_that_is_away_takes_nothing_off_the_air(client: Client) -> None:
    for _ in range(3):
        waits_since(LATE)
    nowhere = Postman(MailServer("127.0.0.1", a_free_port(), timeout=2))
    assert deliver(nowhere, now).away
    assert client.get("/_health/ready").status_code == 200


def test_a_database_that_is_away(client: Client, django_db_blocker: Any) -> None:
    ours, gone = connections["default"], database("postgresql://meedenk@127.0.0.1:1/meedenk")
    del gone["OPTIONS"]["pool"]
    connections["default"] = ConnectionHandler({"default": gone})["default"]
    with django_db_blocker.unblock():
        response = client.get("/_health/ready")
    connections["default"] = ours
    assert (response.status_code, response.json()) == (503, {"ready": False, "database": "does not answer"})
