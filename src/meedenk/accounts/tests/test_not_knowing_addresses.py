"""Nobody learns which addresses we know: not from what we say, and not from how long it takes."""

import gc
import time
from collections.abc import Callable
from math import erf, sqrt

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meedenk.people.tests.factories import a_user

from .factories import a_visitor

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known", "unknown"


def ask(email: str) -> HttpResponse:
    return a_visitor().post(reverse("account_login"), {"email": email})


def try_code(email: str) -> HttpResponse:
    visitor = a_visitor()
    visitor.post(reverse("account_login"), {"email": email})
    return visitor.post(reverse("account_code"), {"code": "BCDF-GHJK"})


def likely_the_same(one: list[float], other: list[float]) -> float:
    """The two-sided p of Mann and Whitney, by the normal approximation; ties do not occur in measured times."""
    ranks = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    rank_sum = sum(place for place, (_value, group) in enumerate(ranks, start=1) if group == 0)
    n, m = len(one), len(other)
    z = (rank_sum - n * (n + m + 1) / 2) / sqrt(n * m * (n + m + 1) / 12)
    return 2 * (1 - 0.5 * (1 + erf(abs(z) / sqrt(2))))


def measured(act: Callable[[str], object]) -> tuple[list[float], list[float]]:
    """Processor time of `act` for known and unknown addresses by turns, a hundred of each."""
    known = [a_user().email for _ in range(110)]
    unknown = [email.replace("bewoner", "vreemde") for email in known]
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    gc.collect()
    gc.disable()
    try:
        for number, (one, other) in enumerate(zip(known, unknown, strict=True)):
            turns = [(KNOWN, one), (UNKNOWN, other)]
            for group, email in turns if number % 2 else reversed(turns):
                started = time.process_time()
                act(email)
                if number >= 10:
                    times[group].append(time.process_time() - started)
    finally:
        gc.enable()
    return times[KNOWN], times[UNKNOWN]


@pytest.mark.parametrize("act", [ask, try_code])
def test_attack_20_both_get_the_same_page(act: Callable[[str], HttpResponse]) -> None:
    known, unknown = act(a_user(email="marit@voorbeeld.nl").email), act("harry@voorbeeld.nl")
    assert (known.status_code, dict(known.items()).keys()) == (unknown.status_code, dict(unknown.items()).keys())
    hidden = 'name="csrfmiddlewaretoken" value="'
    pages = [page.content.decode().replace("marit@", "x@").replace("harry@", "x@") for page in (known, unknown)]
    stripped = [
        hidden.join(part[64:] if place else part for place, part in enumerate(page.split(hidden))) for page in pages
    ]
    assert stripped[0] == stripped[1]


@pytest.mark.parametrize("act", [ask, try_code])
def test_attack_20_both_cost_the_same_queries(act: Callable[[str], HttpResponse]) -> None:
    costs = []
    for email in (a_user().email, "vreemde@voorbeeld.nl"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            act(email)
        costs.append([query["sql"].split()[:3] for query in queries if "SAVEPOINT" not in query["sql"]])
    assert costs[0] == costs[1]


@pytest.mark.parametrize("act", [ask, try_code])
def test_attack_20_both_take_the_same_time(act: Callable[[str], object]) -> None:
    """A real difference shows every time; chance gives p < 0.01 twice in a row once in ten thousand runs."""
    assert likely_the_same(*measured(act)) > 0.01 or likely_the_same(*measured(act)) > 0.01


def test_the_measure_finds_a_difference_when_there_is_one() -> None:
    def slower_when_known(email: str) -> None:
        ask(email)
        if "bewoner" in email:
            sum(range(60_000))

    assert likely_the_same(*measured(slower_when_known)) < 0.01
