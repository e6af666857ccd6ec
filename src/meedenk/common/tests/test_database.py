"""One address says which database it is."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from meedenk.common.database import database


def test_a_file() -> None:
    found = database("sqlite:////srv/meedenk/meedenk.sqlite3")
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == "/srv/meedenk/meedenk.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_server() -> None:
    found = database("postgresql://meedenk:geheim@db.example.nl:6432/raad")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    names = ["NAME", "USER", "PASSWORD", "HOST", "PORT"]
    assert [found[name] for name in names] == ["raad", "meedenk", "geheim", "db.example.nl", "6432"]
    assert found["CONN_HEALTH_CHECKS"]


def test_several_servers_of_which_one_takes_over() -> None:
    url = "postgres://meedenk:geheim@one.example.nl,two.example.nl:6432/raad?target_session_attrs=read-write"
    found = database(url)
    assert found["HOST"] == "one.example.nl,two.example.nl"
    assert found["PORT"] == "5432,6432"
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"


def test_signs_that_mean_something_in_an_address() -> None:
    found = database("postgresql://me%40here:p%40ss%2Fw%3Ard@db/raad")
    assert found["USER"] == "me@here"
    assert found["PASSWORD"] == "p@ss/w:rd"


def test_a_socket_on_this_machine() -> None:
    found = database("postgresql://meedenk@%2Frun%2Fpostgresql/raad")
    assert found["HOST"] == "/run/postgresql"
    assert database("postgresql:///raad")["HOST"] == ""


@pytest.mark.parametrize("url", ["", "raad", "mysql://db/raad", "sqlite:raad", "postgresql://db", "postgresql://db/"])
def test_anything_else_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^MEEDENK_DATABASE_URL must begin with .*, for example"):
        database(url)


def test_sqlite_waits_for_who_writes_and_survives_a_crash(tmp_path: Path, django_db_blocker: Any) -> None:
    connection = ConnectionHandler({"default": database(f"sqlite:///{tmp_path / 'a.sqlite3'}")})["default"]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 1
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000
    connection.close()
