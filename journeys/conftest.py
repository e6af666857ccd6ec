"""A browser that visits a server of our own, at three widths, and minds what a visitor would mind."""

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from journeys.markup import unsound_markup
from journeys.visitors import DESKTOP, NARROW, PHONE, Visitor

CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop running in the thread of the tests

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The server answers in several threads, which cannot share a database in memory."""
    settings: dict[str, Any] = connections["default"].settings_dict
    settings["OPTIONS"].pop("pool", None)
    if connections["default"].vendor == "sqlite":
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "journeys.sqlite3")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None and os.environ.get("CI") != "true":
        pytest.skip("there is no Chromium here: install it (apt install chromium), or name it in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages_seen() -> Iterator[Path]:
    """A folder with the HTML of every page that a journey looked at; when all is done it is checked in one go."""
    with tempfile.TemporaryDirectory(prefix="meedenk-pages-") as folder:
        yield Path(folder)
        mistakes = unsound_markup(Path(folder))
        assert not mistakes, "\n".join(mistakes)


@pytest.fixture
def site(live_server: Any, settings: Any, rules: None) -> str:
    """The address of a server that runs as long as the test, with the handbook as it ships; mails lead to it."""
    settings.BASE_URL = live_server.url
    settings.HOUSE = dataclasses.replace(settings.HOUSE, base_url=live_server.url)
    return str(live_server.url)


@pytest.fixture
def visit(browser: Browser, site: str, pages_seen: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens a visitor: `visit()` on a desktop, `visit(PHONE)`, `visit(NARROW)`, `visit(scripts=False)`.

    When the test is over, whatever a visitor met that should not be fails the test.
    """
    visitors: list[Visitor] = []

    def one_more(width: int = DESKTOP, *, scripts: bool = True, language: str = "nl-NL") -> Visitor:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            has_touch=width < 800,
            java_script_enabled=scripts,
            locale=language,
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        page, name = context.new_page(), request.node.name
        visitor = Visitor(page, site=site, name=name, pages_seen=pages_seen, scripts=scripts)
        visitors.append(visitor)
        return visitor

    yield one_more
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.page.context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture(params=[DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
def visitor(request: pytest.FixtureRequest, visit: Visit) -> Visitor:
    """A visitor at each of the three widths: the test runs three times."""
    return visit(request.param)
