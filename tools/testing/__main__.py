"""All tests: on SQLite, on PostgreSQL, and the journeys in a browser.

python -m tools.testing [--database sqlite|postgresql] [pytest arguments]
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tools.building import ROOT, fetch_packages
from tools.testing.postgresql import NoPostgreSQL, running_postgresql

NO_TESTS = 5
JOURNEYS = "Journeys"
DATABASES = ["sqlite", "postgresql"]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server we started is stopped
    databases = DATABASES
    if arguments[:1] == ["--database"] and arguments[1:2] and arguments[1] in DATABASES:
        databases, arguments = [arguments[1]], arguments[2:]
    results: dict[str, int] = {}
    with ExitStack() as around:
        folder = Path(around.enter_context(tempfile.TemporaryDirectory(prefix="meedenk-test-")))
        surroundings = os.environ | {"MEEDENK_DEBUG": "1", "MEEDENK_DATA": str(folder), "MEEDENK_LOG_LEVEL": "INFO"}
        for name in ("MEEDENK_DEMO", "MEEDENK_DATABASE_URL", "MEEDENK_EMAIL_URL"):
            surroundings.pop(name, None)
        for title, database, selection in rounds(arguments, databases):
            if database == "postgresql":
                try:
                    surroundings["MEEDENK_DATABASE_URL"] = around.enter_context(running_postgresql())
                except NoPostgreSQL as reason:
                    print(f"\n!!! NOT TESTED on PostgreSQL. {reason}\n", flush=True)
                    results[title] = 1 if os.environ.get("CI") == "true" else NO_TESTS
                    continue
            if title == JOURNEYS:
                fetch_packages(ROOT / "journeys")
            print(f"\n--- {title}", flush=True)
            command = [sys.executable, "-m", "pytest", *selection]
            results[title] = subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode
            surroundings.pop("MEEDENK_DATABASE_URL", None)
    return verdict(results)


def rounds(arguments: list[str], databases: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """What is run, on which database, with which arguments: the journeys once, the others on each database."""
    paths = [word for word in arguments if not word.startswith("-") and (ROOT / word.partition("::")[0]).exists()]
    journeys = [path for path in paths if path.startswith("journeys")]
    others = [path for path in paths if path not in journeys]
    options = [word for word in arguments if word not in paths]
    if others or not paths:
        for database in databases:
            yield f"On {database}", database, [*options, *others]
    if journeys or not paths:
        yield JOURNEYS, "sqlite", [*options, *(journeys or ["journeys"])]


def verdict(results: dict[str, int]) -> int:
    """Failed when any round failed, or when no round ran a test."""
    failed = [title for title, code in results.items() if code not in {0, NO_TESTS}]
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
        return 1
    return 0 if 0 in results.values() else NO_TESTS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
