"""Mail goes over a secured connection, or not at all."""

import ssl
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword
from django.utils.timezone import now

from meedenk.common.mailserver import MailServer, Safety
from meedenk.mail.carriers import carrier_to
from meedenk.mail.delivery import deliver
from meedenk.mail.models import Message, State

from .factories import a_mail_server, a_message, the_clock

pytestmark = pytest.mark.django_db
KEY = "niet-raden"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Who vouches for mail servers here, and is believed."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def secured(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


def knows(server: Any, session: Any, envelope: Any, mechanism: str, auth: Any) -> AuthResult:
    return AuthResult(success=isinstance(auth, LoginPassword) and auth.password == KEY.encode())


def bring(place: MailServer) -> Message:
    message = a_message()
    carrier = carrier_to(place)
    try:
        deliver(carrier, the_clock(now()))
    finally:
        carrier.rest()
    message.refresh_from_db()
    return message


def test_with_starttls_the_password_and_the_mail_are_said_in_private(authority: trustme.CA) -> None:
    options = {"tls_context": secured(authority), "require_starttls": True, "auth_required": True}
    with a_mail_server(**options, authenticator=knows) as (server, place):
        assert bring(replace(place, user="meedenk", password=KEY, safety=Safety.STARTTLS)).state == State.SENT
        assert bring(replace(place, user="meedenk", password="mis", safety=Safety.STARTTLS)).state == State.WAITING
    assert len(server.accepted) == 1


def test_with_smtps_the_whole_visit_is_private(authority: trustme.CA) -> None:
    with a_mail_server(ssl_context=secured(authority)) as (server, place):
        assert bring(replace(place, safety=Safety.TLS)).state == State.SENT
    assert len(server.accepted) == 1


@pytest.mark.parametrize("safety", [Safety.STARTTLS, Safety.TLS])
def test_a_server_under_a_name_that_is_not_its_own_gets_nothing(authority: trustme.CA, safety: Safety) -> None:
    context = secured(authority, "elders.example.nl")
    options = {"tls_context": context} if safety == Safety.STARTTLS else {"ssl_context": context}
    with a_mail_server(**options) as (server, place):
        message = bring(replace(place, safety=safety))
    assert message.state == State.WAITING
    assert server.accepted == []


def test_a_server_that_does_not_offer_safety_gets_nothing(authority: trustme.CA) -> None:
    with a_mail_server() as (server, place):
        message = bring(replace(place, safety=Safety.STARTTLS))
    assert message.state == State.WAITING
    assert server.accepted == []
