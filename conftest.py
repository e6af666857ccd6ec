"""The cast: one of each kind of person, for every test that asks who may."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management.commands import flush
from django.db import connection, connections
from django.utils import translation
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import invite
from meedenk.handbook import operations as handbook
from meedenk.journal.guard import lower_guard, raise_guard
from meedenk.people.tests.factories import a_member, a_past_member, a_steering_member, a_supporter, an_official
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat, a_trajectory

pytest_plugins = ["tools.testing.plugin"]


@dataclass
class Cast:
    """One of each kind of person around one trajectory."""

    outsider: AnonymousUser
    ended: User
    member: User
    group_member: User
    contact: User
    steering: User
    support: User
    adviser: PersonalLink
    office: PersonalLink
    executor: PersonalLink

    def items(self) -> list[tuple[str, Any]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


@pytest.fixture
def rules(db: None) -> None:
    """The handbook as it ships, with its dated rules."""
    handbook.begin(at=now())


@pytest.fixture
def trajectory(rules: None) -> Trajectory:
    """A trajectory at work, with an adviser."""
    return a_trajectory(Stage.WORKING, adviser=an_official())


@pytest.fixture
def cast(trajectory: Trajectory) -> Cast:
    """The cast around `trajectory`."""
    at = now()

    def by_link(purpose: Purpose, name: str) -> PersonalLink:
        until = at + timedelta(days=60)
        return invite(purpose, trajectory, email=f"{purpose}@voorbeeld.nl", name=name, at=at, until=until)

    return Cast(
        outsider=AnonymousUser(),
        ended=a_past_member("Gerda Geweest").user,
        member=a_member("Marit Deelnemer").user,
        group_member=a_seat(trajectory, a_member("Groepslid Hassan")).member.user,
        contact=a_seat(trajectory, a_member("Aanspreekpunt Ans"), contact=True).member.user,
        steering=a_steering_member("Stuurgroep Siebe").user,
        support=a_supporter("Ondersteuner Olga"),
        adviser=by_link(Purpose.ADVISER, "Eva Beleid"),
        office=by_link(Purpose.OFFICE, "Bureau Wethouder"),
        executor=by_link(Purpose.EXECUTOR, "Afdeling Wmo"),
    )


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences in tests are the English ones, whatever the catalogues say; pages follow their reader."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_may_empty_the_journal() -> Iterator[None]:
    """A test with real transactions is cleaned up by emptying every table, which the journal refuses: not in tests."""
    empty = flush.Command.handle

    def handle(self: flush.Command, **options: Any) -> None:
        connection = connections[options["database"]]
        lower_guard(connection)
        try:
            empty(self, **options)
        finally:
            raise_guard(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture
def many_at_once(tmp_path: Path, transactional_db: None) -> Iterator[None]:
    """A database that threads share for real, for tests of what happens at the same moment; empty again afterwards."""
    if connection.vendor == "sqlite":
        yield from _a_file_that_threads_share(tmp_path / "many.sqlite3")
    else:
        yield


def _a_file_that_threads_share(file: Path) -> Iterator[None]:
    """The database of the tests stands in memory, where threads wait for nobody: these go on in a copy on disk."""
    in_memory, settings = connections["default"], connections.settings["default"]
    in_memory.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        in_memory.connection.backup(copy)
    name, settings["NAME"] = settings["NAME"], str(file)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"], settings["NAME"] = in_memory, name
