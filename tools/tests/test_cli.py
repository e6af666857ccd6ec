"""The command `meedenk`, as an operator types it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from tools.building import ROOT


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MEEDENK_", "DJANGO_"))}
    return clean | {"PYTHONPATH": str(ROOT / "src"), "MEEDENK_DEBUG": "1", "MEEDENK_DATA": str(tmp_path / "data")}


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def meedenk(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "meedenk", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


def refusal(*arguments: str, env: dict[str, str]) -> str:
    """The one sentence with which a command stopped."""
    done = meedenk(*arguments, env=env)
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("meedenk: ")
    return sentence


def test_without_a_word_it_says_what_it_can_do(surroundings: dict[str, str]) -> None:
    done = meedenk(env=surroundings)
    assert done.returncode == 0
    assert "meedenk serve" in done.stderr


def test_a_command_that_does_not_exist(surroundings: dict[str, str]) -> None:
    assert "there is no command 'juggle'" in refusal("juggle", "people", env=surroundings)


def test_a_setting_that_is_missing(surroundings: dict[str, str]) -> None:
    assert "MEEDENK_SECRET_KEY is not set" in refusal("migrate", env=surroundings | {"MEEDENK_DEBUG": "0"})


def test_a_database_that_is_away(surroundings: dict[str, str]) -> None:
    away = surroundings | {"MEEDENK_DATABASE_URL": "postgresql://meedenk:geheim@127.0.0.1:1/meedenk"}
    sentence = refusal("migrate", env=away)
    assert "the database does not answer" in sentence
    assert "geheim" not in sentence


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_port_that_is_taken(surroundings: dict[str, str], taken: int, verb: str) -> None:
    assert f"port {taken} is taken. Choose another" in refusal(verb, "--port", str(taken), env=surroundings)


def test_a_database_is_made_ready_once_and_again(surroundings: dict[str, str]) -> None:
    assert meedenk("migrate", env=surroundings).returncode == 0
    done = meedenk("migrate", env=surroundings)
    assert done.returncode == 0, done.stderr
    assert meedenk("tick", "--once", env=surroundings).returncode == 0


def test_the_website_answers_until_it_is_stopped(surroundings: dict[str, str], taken: int) -> None:
    """As a real installation: static files collected, compressed and named after what is in them."""
    port = taken + 1
    real = surroundings | {
        "MEEDENK_DEBUG": "0",
        "MEEDENK_SECRET_KEY": "0123456789" * 6,
        "MEEDENK_BASE_URL": f"http://127.0.0.1:{port}",
        "MEEDENK_EMAIL_URL": "console:",
        "MEEDENK_MAIL_FROM": "a@example.nl",
        "MEEDENK_CONTACT_EMAIL": "a@example.nl",
        "MEEDENK_GROUP_NAME": "Adviesgroep",
        "MEEDENK_GROUP_ABBREVIATION": "AG",
        "MEEDENK_MUNICIPALITY": "Voorbeeld",
    }
    assert meedenk("migrate", env=real).returncode == 0
    command = [sys.executable, "-m", "meedenk", "serve", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(command, env=real, stdout=subprocess.DEVNULL)
    try:
        assert json.loads(fetch(f"http://127.0.0.1:{port}/_health/ready")) == {"ready": True}
        page = fetch(f"http://127.0.0.1:{port}/")
        sheet = page.partition('href="/static/built/meedenk.')[2].partition('"')[0]
        assert sheet.endswith(".css")
        assert len(sheet) > len("css")
        assert "nl-heading" in fetch(f"http://127.0.0.1:{port}/static/built/meedenk.{sheet}")
    finally:
        server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 0


def fetch(address: str) -> str:
    """What stands at `address`, as soon as the server answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 — our own address
                return str(response.read().decode())
        except URLError as mistake:
            if not isinstance(mistake.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
