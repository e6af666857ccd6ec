"""Searching finds what people mean, and only what they may see."""

import time
from datetime import timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from meedenk.advice.models import Advice
from meedenk.common.stemming import fold, stems
from meedenk.handbook.models import UsefulLink
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import record
from meedenk.site.models import SearchEntry
from meedenk.site.searching.finding import excerpt, found, terms
from meedenk.site.searching.indexing import refresh
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import a_theme, an_advice


def titles(query: str, person: object = None) -> list[str]:
    return [hit.title for hit in found(query, person, at=now())]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("adviezen", "advies"),
        ("advies", "adviezen"),
        ("brief", "brieven"),
        ("huizen", "huis"),
        ("wijk", "wijken"),
        ("mantelzorger", "mantelzorgers"),
        ("kinderen", "kind"),
        ("schulden", "schuld"),
        ("maanden", "maand"),
        ("leden", "lid"),
        ("wonen", "woningen"),
        ("gemeente", "GEMEENTE"),
        ("financiele", "financiële"),
        ("één", "een"),
    ],
)
def test_a_word_is_found_in_its_other_forms(asked: str, written: str) -> None:
    assert stems(asked) == stems(written)


@pytest.mark.parametrize(("asked", "title"), [("hulp", "Jeugdhulp"), ("zorg", "Mantelzorgers"), ("jeugd", "Jeugdhulp")])
def test_a_word_is_found_inside_a_longer_one(asked: str, title: str, db: None) -> None:
    a_theme(title, summary="x")
    refresh(now())
    assert titles(asked) == [title]


def test_a_short_word_is_not_found_inside_others(db: None) -> None:
    a_theme("Bewonersbudget", summary="x")
    refresh(now())
    assert titles("wo") == titles("ew") == []


def test_the_word_in_a_title_comes_first(db: None) -> None:
    a_theme("Opvang", summary="Dit gaat ook over schulden.")
    a_theme("Schulden", summary="x")
    refresh(now())
    assert titles("schuld") == ["Schulden", "Opvang"]


def test_every_word_counts_and_without_a_page_that_has_all_some_will_do(db: None) -> None:
    a_theme("Schulden", summary="x")
    a_theme("Schulden en opvang", summary="x")
    refresh(now())
    assert titles("opvang schulden") == ["Schulden en opvang"]
    assert set(titles("schulden vliegtuig")) == {"Schulden", "Schulden en opvang"}


def test_what_happened_is_found_after_the_next_tick_and_what_is_gone_is_not(rules: None) -> None:
    trajectory = a_trajectory(Stage.WORKING, title="Dagbesteding")
    link = UsefulLink.objects.create(title="Omroep", url="https://voorbeeld.nl", why="Nieuws", order=1)
    refresh(now())
    Trajectory.objects.filter(pk=trajectory.pk).update(title="Dagopvang")
    record(trajectory, Kind.WORK_BEGUN, by=None, at=now())
    link.delete()
    refresh(now())
    assert titles("dagopvang") == ["Dagopvang"]
    assert titles("dagbesteding") == titles("omroep") == []


def test_a_tick_reads_again_only_what_changed(rules: None) -> None:
    for _ in range(3):
        an_advice()
        a_theme()
    refresh(now())
    kept = dict(SearchEntry.objects.values_list("pk", "stamp"))
    with CaptureQueriesContext(connection) as queries:
        refresh(now())
    assert dict(SearchEntry.objects.values_list("pk", "stamp")) == kept
    assert not [each for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_words_that_were_searched_stand_out(db: None) -> None:
    text = "Een lang begin. " * 30 + "De brieven van de gemeente zijn moeilijk. " + "Een lang einde. " * 30
    pieces = excerpt(text, terms("brief gemeente"))
    assert [piece.text for piece in pieces if piece.hit] == ["brieven", "gemeente"]
    assert len("".join(piece.text for piece in pieces)) < 320


def test_the_page_of_results_asks_no_more_when_it_grows(rules: None, client: Client) -> None:
    def asked() -> int:
        refresh(now())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("site:search"), {"q": "helpt"}).status_code == 200
        return len(queries)

    an_advice()
    before = asked()
    for _ in range(3):
        an_advice()
    assert asked() == before <= 8


def test_attack_08_search_never_finds_what_a_reader_may_not_see(cast: Cast) -> None:
    an_advice("Geheim onder embargo", embargo=timedelta(days=3))
    an_advice("Geheim niet gepubliceerd", published=False)
    a_trajectory(Stage.ASKED, title="Geheim gevraagd")
    refresh(now())
    for who, person in cast.items():
        inside = who in {"member", "group_member", "contact", "steering", "support"}
        hits = titles("geheim", person)
        assert len(hits) == (3 if inside else 0), who
        advice = Advice.objects.get(title="Geheim onder embargo")
        assert bool(found(str(advice.number), person, at=now()).exists()) == inside, who


def test_attack_08_what_is_withdrawn_is_not_found_even_before_the_index_follows(rules: None) -> None:
    advice = an_advice("Zeppelins")
    refresh(now())
    assert titles("zeppelin") == ["Zeppelins"]
    Advice.objects.filter(pk=advice.pk).update(published_at=None)
    assert titles("zeppelin") == []


@pytest.mark.parametrize(
    "query",
    [
        "' OR 1=1 --",
        '"; DROP TABLE site_searchentry; --',
        "%",
        "_",
        "\\",
        "100%",
        "a' UNION SELECT 1",
        "stems__contains",
    ],
)
def test_attack_23_a_query_is_only_ever_words(query: str, rules: None, client: Client) -> None:
    an_advice()
    refresh(now())
    for name in ("search", "advices"):
        response = client.get(reverse(f"site:{name}"), {"q": query, "soort": query, "page": query, "jaar": query})
        assert response.status_code == 200
    assert len(titles(query)) < SearchEntry.objects.count()


@pytest.mark.parametrize(
    "query", ["a" * 100_000, "a " * 50_000, "'" * 100_000, "ë́" * 50_000, "x\0y", "\ud800", "İstanbul"]
)
def test_attack_29_a_huge_or_odd_query_is_answered_at_once(query: str, rules: None) -> None:
    an_advice()
    refresh(now())
    begun = time.perf_counter()
    list(found(query, None, at=now())[:10])
    excerpt("woord " * 5000, terms(query))
    assert time.perf_counter() - begun < 0.2


def test_attack_29_a_huge_page_is_indexed_and_shown_at_once(rules: None) -> None:
    an_advice(text={"summary": "aaaa " * 20_000 + "z" * 100_000})
    begun = time.perf_counter()
    refresh(now())
    assert time.perf_counter() - begun < 2


def test_a_fold_has_no_accents_and_no_capitals() -> None:
    assert fold("ÉÉN Financiële İ ß") == "een financiele i ss"


def test_attack_21_searching_without_end_stops_and_says_so(client: Client, db: None) -> None:
    address = reverse("site:search")
    statuses = [client.get(address, {"q": "advies"}).status_code for _ in range(301)]
    assert statuses == [200] * 300 + [429]
    assert client.get(address).status_code == 200
    assert client.get(address, {"q": "advies"}, REMOTE_ADDR="192.0.2.9").status_code == 200
