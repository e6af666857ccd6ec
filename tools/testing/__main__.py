"""All tests: on SQLite, on PostgreSQL, and the journeys in a browser.

python -m tools.testing [--database sqlite|postgresql] [pytest arguments]
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from tools.building import ROOT, fetch_packages
from tools.testing.postgresql import NoPostgreSQL, running_postgresql

NO_TESTS = 5
JOURNEYS = "Journeys"
DATABASES = ["sqlite", "postgresql"]


@dataclass(frozen=True)
class Round:
    """One run of the tests: what it is called, its arguments, and its own environment."""

    title: str
    arguments: list[str]
    surroundings: dict[str, str]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server we started is stopped
    databases = DATABASES
    if arguments[:1] == ["--database"] and arguments[1:2] and arguments[1] in DATABASES:
        databases, arguments = [arguments[1]], arguments[2:]
    results: dict[str, int] = {}
    with ExitStack() as around:
        ready: list[Round] = []
        for title, database, selection in rounds(arguments, databases):
            surroundings = _surroundings(around.enter_context(tempfile.TemporaryDirectory(prefix="meedenk-test-")))
            if database == "postgresql":
                try:
                    surroundings["MEEDENK_DATABASE_URL"] = around.enter_context(running_postgresql())
                except NoPostgreSQL as reason:
                    print(f"\n!!! NOT TESTED on PostgreSQL. {reason}\n", flush=True)
                    results[title] = 1 if os.environ.get("CI") == "true" else NO_TESTS
                    continue
            ready.append(Round(title, selection, surroundings))
        if any(each.title == JOURNEYS for each in ready):
            fetch_packages(ROOT / "journeys")
        results |= run_together(ready)
    return verdict(results)


def _surroundings(folder: str) -> dict[str, str]:
    """The environment of a round that keeps its data in `folder`; nothing of an installation leaks into it."""
    ours = os.environ | {"MEEDENK_DEBUG": "1", "MEEDENK_DATA": folder, "MEEDENK_LOG_LEVEL": "INFO"}
    for name in ("MEEDENK_DEMO", "MEEDENK_DATABASE_URL", "MEEDENK_EMAIL_URL"):
        ours.pop(name, None)
    return ours


def run_together(ready: list[Round]) -> dict[str, int]:
    """The code each round ended with. Two run at once; the first is seen as it goes, the others are told once done."""
    running: list[subprocess.Popen[bytes]] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        try:
            codes = pool.map(lambda each: _run(each, running, seen=each is ready[0]), ready)
            return dict(zip((each.title for each in ready), codes, strict=True))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for each in running:
                each.terminate()


def _run(each: Round, running: list[subprocess.Popen[bytes]], *, seen: bool) -> int:
    cache = f"cache_dir={ROOT}/.pytest_cache/{each.title.replace(' ', '-')}"
    command = [sys.executable, "-m", "pytest", "-o", cache, *each.arguments]
    with tempfile.TemporaryFile(mode="w+") as told:
        if seen:
            print(f"\n--- {each.title}", flush=True)
        output = None if seen else told
        run = subprocess.Popen(command, cwd=ROOT, env=each.surroundings, stdout=output, stderr=output)
        running.append(run)
        code = run.wait()
        if not seen:
            told.seek(0)
            print(f"\n--- {each.title}", told.read(), sep="\n", flush=True)
    return code


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
