"""Messages for tests, and a mail server that can be good, slow or contrary."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from itertools import count
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.common.mailserver import MailServer
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, letter_to, post

_numbers = count(1)
Answer = Callable[[str], str]


def a_user(name: str = "", **more: Any) -> User:
    number = next(_numbers)
    return User.objects.create_user(more.pop("email", f"lezer{number}@voorbeeld.nl"), name or f"Lezer {number}", **more)


def a_letter(**more: Any) -> Letter:
    return Letter(**{"subject": "Nieuws", "body": "Er is nieuws.\n\nLees het snel."} | more)


def a_message(reader: Reader | None = None, *, letter: Letter | None = None, **more: Any) -> Message:
    """A message that waits in the outbox and is due."""
    reader = reader or Reader(f"lezer{next(_numbers)}@voorbeeld.nl", "Lotte Lezer")
    given: dict[str, Any] = {"kind": "news", "audience": "anyone", "at": now()} | more
    message = letter_to(reader, letter or a_letter(), **given)
    post([message])
    return Message.objects.latest("pk")


class Server:
    """What a mail server for tests was told, and how it answers: `answers[command](address)` gives its line."""

    def __init__(self) -> None:
        self.accepted: list[Mail] = []
        self.answers: dict[str, Answer] = {}
        self.delay = 0.0
        self.hangs_up_after_dot = False

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.accepted]

    async def handle_MAIL(  # noqa: N802  # aiosmtpd names it so
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"](address)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd names it so
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if (said := self.answers.get("RCPT", lambda _: "250 OK")(address)) == "250 OK":
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd names it so
        await asyncio.sleep(self.delay)
        said = self.answers.get("DATA", lambda _: "250 OK")(envelope.rcpt_tos[0])
        if said.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.accepted.append(message_from_bytes(envelope.content, policy=default))
        if self.hangs_up_after_dot:
            server.transport.abort()
        return said


@contextmanager
def a_mail_server(port: int = 0, **options: Any) -> Iterator[tuple[Server, MailServer]]:
    """A real mail server on this machine, and how to reach it. `options` are those of aiosmtpd."""
    server = Server()
    port = port or a_free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port, ready_timeout=10, **options)
    controller.start()
    try:
        yield server, MailServer("127.0.0.1", port, timeout=2)
    finally:
        controller.stop()


def a_free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def the_clock(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def told(kind: str) -> set[tuple[str, bool]]:
    """Who hears of `kind`, and whether that can wait for the overview."""
    return set(Message.objects.filter(kind=kind).values_list("audience", "digest"))
