"""Everything that can be checked without running Meedenk, two at a time; what is wrong is shown, and why.

python -m tools.checking
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from tools.building import ROOT

# An installation as it should be; with these settings `check --deploy` finds nothing to say.
PRODUCTION = {
    "MEEDENK_SECRET_KEY": "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v-w-x-y-z-0-1-2-3-4-5-6-7-8-9",
    "MEEDENK_BASE_URL": "https://adviesgroep.example.nl",
    "MEEDENK_DATABASE_URL": "postgresql://meedenk:secret@one.example.nl,two.example.nl/meedenk",
    "MEEDENK_EMAIL_URL": "smtp://mail.example.nl",
    "MEEDENK_MAIL_FROM": "adviesgroep@example.nl",
    "MEEDENK_CONTACT_EMAIL": "adviesgroep@example.nl",
    "MEEDENK_GROUP_NAME": "Adviesgroep",
    "MEEDENK_GROUP_ABBREVIATION": "AG",
    "MEEDENK_MUNICIPALITY": "Voorbeeld",
}
DEBUG = {"MEEDENK_DEBUG": "1"}


@dataclass
class Check:
    """A command, and what it finds out."""

    what: str
    command: list[str]
    settings: dict[str, str] = field(default_factory=lambda: DEBUG)


@dataclass
class Outcome:
    check: Check
    passed: bool
    said: str
    seconds: float


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="meedenk-check-") as folder, ThreadPoolExecutor(max_workers=2) as pool:
        running = [pool.submit(carry_out, check, folder) for check in CHECKS]
        outcomes = [show(done.result()) for done in as_completed(running)]
    failed = [outcome.check.what for outcome in outcomes if not outcome.passed]
    print(f"{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed, in {time.monotonic() - started:.0f} s.")
    return 1 if failed else 0


def carry_out(check: Check, data: str) -> Outcome:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MEEDENK_")}
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=clean | check.settings | {"MEEDENK_DATA": data, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, done.returncode == 0, done.stdout.strip(), time.monotonic() - started)


def show(outcome: Outcome) -> Outcome:
    print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.seconds:5.1f} s  {outcome.check.what}", flush=True)
    if not outcome.passed:
        print(f"$ {' '.join(outcome.check.command)}\n{outcome.said}\n", flush=True)
    return outcome


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


# The slowest first, so that two at a time take the least time.
CHECKS = [
    Check("types are right (mypy, strict)", python("-m", "mypy")),
    Check("stations know only the stations below them (import-linter)", ["lint-imports"]),
    Check("translations are complete, templates can be read", python("-m", "tools.catalogues", "check")),
    Check("models and migrations agree", python("-m", "django", "makemigrations", "--check", "--dry-run")),
    Check(
        "the settings of a real installation are safe",
        python("-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
        PRODUCTION,
    ),
    Check("the wheel is complete", python("-m", "tools.wheel")),
    Check("templates keep to our rules", python("-m", "tools.templates")),
    Check("templates are sound (djlint)", ["djlint", "src/meedenk", "--lint", "--quiet"]),
    Check("migrations that take something away say why that is safe", python("-m", "tools.migrations")),
    Check("code is sound (ruff)", ["ruff", "check", "."]),
    Check("code is laid out alike (ruff format)", ["ruff", "format", "--check", "."]),
    Check("the shell script can be read", ["sh", "-n", "dev"]),
]

if __name__ == "__main__":
    sys.exit(main())
