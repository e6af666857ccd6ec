"""A call to a thousand members while the clock and the mail server are killed: all arrives, nothing accepted twice."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections
from django.utils.timezone import now

from meedenk.accounts.models import Purpose, User
from meedenk.accounts.operations import link_for
from meedenk.mail.models import Message, State
from meedenk.mail.operations import Letter, Reader, letter_to, post

from .factories import a_free_port, a_user

MEMBERS = 1000
TIME = 60.0


class House:
    """A database that processes of their own can reach, and a mail server that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "accepted"
        self.log.touch()
        self.port = a_free_port()
        self.running: list[subprocess.Popen[bytes]] = []
        self.environment = os.environ | {
            "MEEDENK_DEBUG": "1",
            "MEEDENK_DATA": str(folder),
            "MEEDENK_EMAIL_URL": f"smtp://127.0.0.1:{self.port}?tls=no&timeout=5",
            "MEEDENK_DATABASE_URL": reachable(folder),
        }

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", *arguments]
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.running.append(process)
        return process

    def mail_server(self) -> "subprocess.Popen[bytes]":
        return self.start("meedenk.mail.tests.server", str(self.port), str(self.log))

    def clock(self) -> "subprocess.Popen[bytes]":
        return self.start("django", "tick")

    def accepted(self) -> list[str]:
        return self.log.read_text().split()

    def at_least(self, number: int, more: Callable[[], object] = lambda: None) -> bool:
        """Waits until the mail server has accepted `number`; whether it did in time."""
        ends = time.monotonic() + TIME
        while time.monotonic() < ends:
            if len(self.accepted()) >= number:
                return True
            more()
            time.sleep(0.02)
        return False

    def end(self) -> None:
        for process in self.running:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()


def reachable(folder: Path) -> str:
    """The address of a database for other processes: PostgreSQL is one, SQLite in memory is copied into a file."""
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        user, host, port = quote(settings["USER"]), quote(settings["HOST"], safe=""), settings["PORT"] or 5432
        password = quote(settings["PASSWORD"] or "", safe="")
        return f"postgresql://{user}:{password}@{host}:{port}/{settings['NAME']}"
    file = folder / "meedenk.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    outside = type(connections["default"])(settings | {"NAME": str(file)}, "outside")
    outside.connect()
    connections.databases["outside"], connections["outside"] = outside.settings_dict, outside
    return f"sqlite:///{file}"


@pytest.fixture
def house(transactional_db: None, tmp_path: Path) -> Iterator[House]:
    call_a_thousand()
    house = House(tmp_path)
    try:
        yield house
    finally:
        house.end()
        if "outside" in connections.databases:
            connections["outside"].close()
            del connections.databases["outside"], connections["outside"]


def call_a_thousand() -> None:
    at, about = now(), a_user()
    User.objects.bulk_create(
        [User(email=f"deelnemer{number}@voorbeeld.nl", name=f"Deelnemer {number}") for number in range(MEMBERS)]
    )
    call = Letter("Doe je mee?", "Veel mensen zorgen voor een ander.", button="Geef je antwoord")
    until = at + timedelta(days=7)
    post(
        letter_to(
            Reader.of(user),
            call,
            kind="call-opened",
            audience="anyone",
            at=at,
            about=about,
            link=link_for(Purpose.CALL, about, to=user, at=at, until=until),
        )
        for user in User.objects.filter(name__startswith="Deelnemer")
    )


def messages():
    return Message.objects.using("outside" if "outside" in connections.databases else "default")


def time_passes() -> None:
    """Leases run out and what must wait has waited."""
    waiting = messages().filter(state=State.WAITING)
    waiting.update(leased_until=None, not_before=now() - timedelta(seconds=1))


def key(message_id: str) -> int:
    return int(re.match(r"<(\d+)\.", message_id)[1])  # type: ignore[index]  # every one of our mails has such a name


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_the_clock_is_killed_again_and_again(house: House) -> None:
    house.mail_server()
    kills = 3
    for round_number in range(1, kills + 1):
        clock = house.clock()
        assert house.at_least(round_number * MEMBERS // (kills + 2))
        kill(clock)
        time_passes()
    house.clock(), house.clock()
    everyone_has_it_once(house, kills)


def test_the_mail_server_is_killed_again_and_again(house: House) -> None:
    server = house.mail_server()
    house.clock()
    kills = 2
    for round_number in range(1, kills + 1):
        assert house.at_least(round_number * MEMBERS // (kills + 2))
        kill(server)
        time.sleep(0.5)
        time_passes()
        server = house.mail_server()
    everyone_has_it_once(house, kills)


def everyone_has_it_once(house: House, kills: int) -> None:
    """What may have arrived is at most one message per kill; after people sent those again, nothing is missing."""
    assert_all_settled(house)
    accepted = house.accepted()
    assert len(set(accepted)) == len(accepted), "something went twice"
    doubtful = set(messages().filter(state=State.HANDED_OVER).values_list("pk", flat=True))
    assert len(doubtful) <= kills
    sent = set(messages().filter(state=State.SENT).values_list("pk", flat=True))
    arrived = {key(each) for each in accepted}
    assert sent <= arrived <= sent | doubtful
    messages().filter(pk__in=doubtful - arrived).update(state=State.WAITING, leased_until=None)
    assert house.at_least(MEMBERS)
    accepted = house.accepted()
    assert len(set(accepted)) == len(accepted) == MEMBERS


def assert_all_settled(house: House) -> None:
    ends = time.monotonic() + TIME
    while messages().filter(state=State.WAITING).exists():
        assert time.monotonic() < ends, "not everything went in time"
        time.sleep(0.2)
        messages().filter(state=State.WAITING, not_before__gt=now()).update(not_before=now())
