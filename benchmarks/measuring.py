"""What the pages of a house cost: who meets which, how often each asks the database, and how long it takes."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from django.db import connection
from django.test import Client
from django.urls import reverse
from journeys.doors import door
from journeys.walking import MEMBERS_ONLY, Reading, walk

from meedenk.accounts.models import Purpose

SIGNED_IN = ("member", "group_member", "contact", "steering", "support")
SEARCHED = "zorg voor ouderen"
WITH_SEARCH = {
    "agenda:concerns", "people:members", "people:officials", "site:advices", "site:post", "site:search",
    "site:trajectories", "trajectories:sign-ups",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page as someone meets it."""

    role: str
    name: str
    path: str


@dataclass(frozen=True)
class Cost:
    queries: int
    milliseconds: float
    size: int


class Counting(Client):
    """A visitor of whom is known how often each page they met asked the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.met: dict[str, tuple[str, int]] = {}

    def get(self, path: str, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        with _asked() as asked:
            response = super().get(path, *args, **kwargs)
            _read(response)
        if response.status_code == 200:
            match = response.resolver_match
            behind = f"/{match.kwargs['page']}" if match.view_name == "door-page" else ""
            self.met[path] = (match.view_name + behind, len(asked))
        return response


def visitors(host: str) -> dict[str, Counting]:
    """Everyone, signed in where they can."""
    found = {role: Counting(SERVER_NAME=host) for role in ("outsider", *SIGNED_IN, *Purpose)}
    for role in SIGNED_IN:
        found[role].post(reverse("demo:be", args=[role]))
    return found


def dearest(people: dict[str, Counting], **limits: int) -> list[Page]:
    """For everyone, of each kind of page the one that asks the database most; public ones for outsiders."""
    for role, client in people.items():
        if role == "outsider":
            walk(client, "/", **limits)
        elif role in SIGNED_IN:
            walk(client, "/mijn/", within=MEMBERS_ONLY, **limits)
        else:
            walk(client, door(Purpose(role)), within=("/p/",), **limits)
    return [Page(role, *each) for role, client in people.items() for each in _dearest_of(client)]


def _dearest_of(client: Counting) -> Iterator[tuple[str, str]]:
    most: dict[str, str] = {}
    for path, (name, asked) in client.met.items():
        if name not in most or asked > client.met[most[name]][1]:
            most[name] = path
    yield from most.items()


def cost_of(page: Page, client: Client, *, times: int) -> Cost:
    """Warmed; the time is the median of `times`."""
    size = _read(client.get(page.path))
    asked = queries_of(page, client)
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        _read(client.get(page.path))
        spent.append(time.perf_counter() - started)
    return Cost(asked, statistics.median(spent) * 1000, size)


def queries_of(page: Page, client: Client) -> int:
    with _asked() as asked:
        _read(client.get(page.path))
    return len(asked)


def further(page: Page, client: Client) -> Iterator[Page]:
    """The other sides of a list: its last page, each of its choices, and what a search finds."""
    response = client.get(page.path)
    here = urlsplit(page.path)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return
    sides: dict[tuple[str, ...], str] = {}
    for link in Reading(response.content.decode()).links:
        address = urlsplit(urljoin(page.path, link))
        if address.path == here.path and address.query and address.query != here.query:
            sides[tuple(parse_qs(address.query))] = f"{address.path}?{address.query}"
    if page.name in WITH_SEARCH:
        sides["q",] = f"{here.path}?q={SEARCHED.replace(' ', '+')}"
    for path in sides.values():
        yield Page(page.role, page.name, path)


def _read(response: Any) -> int:
    if response.streaming:
        return sum(len(part) for part in response.streaming_content)
    return len(response.content)


@contextmanager
def _asked() -> Iterator[list[str]]:
    """The questions that the database gets meanwhile."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        yield asked
