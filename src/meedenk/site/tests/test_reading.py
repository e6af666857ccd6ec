"""What stands on the pages of an advice, a trajectory and the handbook."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from pytest_django import DjangoAssertNumQueries

from meedenk.advice.models import Advice
from meedenk.followup.models import Letter
from meedenk.handbook.models import Chapter, Rule
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import record
from meedenk.trajectories.models import Agreement, Trajectory
from meedenk.trajectories.stages import Outcome, Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import a_theme, an_advice, answered


@pytest.fixture(autouse=True)
def reader_reads_english(client: Client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_each_recommendation_stands_beside_its_answer(rules: None, client: Client) -> None:
    advice = an_advice(recommendations=3)
    answered(advice, "adopted", "rejected", "later")
    text = page(client, advice.get_absolute_url())
    assert re.findall(r'class="answer answer--(\w+)', text) == ["adopted", "rejected", "later"]
    assert "its answer comes later" in text


def test_an_advice_without_an_answer_says_so(rules: None, client: Client) -> None:
    text = page(client, an_advice(recommendations=2).get_absolute_url())
    assert re.findall(r'class="answer answer--(\w+)', text) == ["awaiting", "awaiting"]


def test_how_many_hold_a_view_is_told_and_never_who(rules: None, client: Client) -> None:
    assert "2 of 8 members" in page(client, an_advice().get_absolute_url())


def test_a_late_answer_is_told_as_plainly_as_a_yes(rules: None, client: Client) -> None:
    an_advice(at=now() - timedelta(days=90))
    assert "That answer is not there yet." in page(client, reverse("site:advices"))
    assert "<b>1</b><span>advice waits" in page(client, "/")


def test_that_no_answer_came_is_said_wherever_the_advice_stands(rules: None, client: Client) -> None:
    advice = an_advice(at=now() - timedelta(days=90), recommendations=2)
    Letter.objects.create(advice=advice, silent=True, saved_at=now())
    Trajectory.objects.update(stage=Stage.ANSWERED)
    text = page(client, advice.get_absolute_url())
    assert re.findall(r'class="answer answer--(\w+)', text) == ["none", "none"]
    assert "No answer came. It was due by" in text
    assert "No answer yet" not in text
    assert "No answer came." in page(client, reverse("site:advices"))
    assert "<b>1</b><span>advice waits" in page(client, "/")
    assert "No answer came" in page(client, advice.trajectory.get_absolute_url())


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"A", "B"}),
        ({"soort": "requested"}, {"A"}),
        ({"soort": "unrequested"}, {"B"}),
        ({"antwoord": "adopted"}, {"A"}),
        ({"antwoord": "awaiting"}, {"B"}),
        ({"antwoord": "rejected"}, set()),
        ({"thema": "wonen"}, {"A"}),
        ({"thema": "nergens"}, set()),
        ({"jaar": "1999"}, set()),
        ({"jaar": "", "page": "1"}, {"A", "B"}),
    ],
)
def test_the_register_can_be_filtered(filters: dict[str, str], expected: set[str], rules: None, client: Client) -> None:
    theme = a_theme("Wonen", slug="wonen")
    answered(an_advice("Advies A", trajectory=a_trajectory(Stage.DELIVERED, theme=theme)), "adopted", "partly")
    an_advice("Advies B", trajectory=a_trajectory(Stage.DELIVERED, flow="unrequested"))
    text = client.get(reverse("site:advices"), filters).content.decode()
    assert {name for name in "AB" if f">Advies {name}<" in text} == expected


def test_an_advice_is_found_in_the_year_that_its_line_shows(rules: None, client: Client) -> None:
    advice = an_advice("Advies A", at=datetime(2025, 12, 20, 12, tzinfo=UTC))
    Advice.objects.filter(pk=advice.pk).update(published_at=datetime(2026, 1, 10, 12, tzinfo=UTC))
    text = page(client, reverse("site:advices") + "?jaar=2025")
    assert ">Advies A<" in text
    assert "20 December 2025" in text
    assert ">2026<" not in text


@pytest.mark.parametrize(("name", "wrong"), [("advices", {"jaar": "9999"}), ("trajectories", {"stand": "nooit"})])
def test_a_filter_stays_open_while_it_is_set_and_can_be_cleared(
    name: str, wrong: dict[str, str], rules: None, client: Client
) -> None:
    an_advice("Advies A")
    address = reverse(f"site:{name}")
    folded, unfolded = '<details class="folded choose">', '<details class="folded choose" open>'
    assert folded in page(client, address)
    nothing = client.get(address, wrong | {"soort": "requested"}).content.decode()
    assert unfolded in nothing
    assert f'<a class="nl-button nl-button--secondary" href="{address}">' in nothing
    assert "Advies A" not in nothing
    assert unfolded in client.get(address, {"soort": "requested"}).content.decode()
    assert folded in client.get(address, {"soort": "", "thema": ""}).content.decode()


def test_a_trajectory_shows_what_is_done_where_we_are_and_what_comes(rules: None, client: Client) -> None:
    trajectory = a_trajectory(Stage.WORKING)
    record(trajectory, Kind.TAKEN_UP, by=None, at=now())
    record(trajectory, Kind.CHOICE_MADE, by=None, at=now(), what="GEHEIM", why="GEHEIM")
    text = page(client, trajectory.get_absolute_url())
    assert "We take this up" in text
    assert text.count("You are here") == 1
    assert text.count('class="is-next"') == 3
    assert "GEHEIM" not in text


def test_no_clock_runs_on_about_a_question_that_we_did_not_take_up(rules: None, client: Client) -> None:
    asked = a_trajectory(Stage.TAKEN_UP)
    Trajectory.objects.filter(pk=asked.pk).update(days_given=None)
    assert "This clock still runs" in page(client, asked.get_absolute_url())
    Trajectory.objects.filter(pk=asked.pk).update(stage=Stage.CLOSED, outcome=Outcome.DECLINED)
    assert "This clock still runs" not in page(client, asked.get_absolute_url())


def test_of_agreements_only_the_topic_is_public(rules: None, client: Client) -> None:
    trajectory = a_trajectory(Stage.WORKING)
    agreed = {"proposed_at": now(), "group_agreed_at": now(), "adviser_agreed_at": now()}
    Agreement.objects.create(trajectory=trajectory, topic="planning", text="GEHEIM", **agreed)
    text = page(client, trajectory.get_absolute_url())
    assert "Confirmed by both sides" in text
    assert text.count("Not agreed yet</p>") == 6
    assert "GEHEIM" not in text


def test_attack_08_an_advice_under_embargo_is_nowhere_for_outsiders(rules: None, client: Client) -> None:
    advice = an_advice("Nog even geheim", embargo=timedelta(days=2))
    record(advice.trajectory, Kind.DELIVERED, by=None, at=now(), number=advice.number, to="x", due_on="2027-01-01")
    for address in (
        "/",
        "/adviezen/",
        "/adviezen/feed/",
        "/sitemap.xml",
        "/zoeken/?q=geheim",
        "/agenda/",
        "/over-ons/",
    ):
        text = page(client, address)
        assert "Nog even geheim" not in text, address
        assert str(advice.number) not in text, address
    for address in (advice.trajectory.get_absolute_url(), f"{advice.trajectory.get_absolute_url()}feed/"):
        assert str(advice.number) not in page(client, address)
    text = page(client, advice.trajectory.get_absolute_url())
    assert "step 5 of 7" in text
    assert client.get(advice.get_absolute_url()).status_code == 404


def test_attack_08_a_question_not_yet_taken_up_is_not_there_for_outsiders(cast: Cast) -> None:
    asked = a_trajectory(Stage.ASKED, title="Nog niet opgepakt", theme=a_theme(slug="thema-x"))
    outsider, ended, member = Client(), Client(), Client()
    ended.force_login(cast.ended)
    member.force_login(cast.member)
    for client in (outsider, ended):
        assert client.get(asked.get_absolute_url()).status_code == 404
        for address in ("/", "/trajecten/?soort=requested", "/sitemap.xml", "/agenda/thema-x/"):
            assert "Nog niet opgepakt" not in page(client, address)
    assert member.get(asked.get_absolute_url()).status_code == 200


def test_attack_07_a_number_of_an_advice_that_is_not_public_is_404_as_if_it_did_not_exist(cast: Cast) -> None:
    advice = an_advice(published=False)
    for who, person in cast.items():
        client = Client()
        if who in {"member", "ended", "group_member", "contact", "steering", "support"}:
            client.force_login(person)
        expected = 200 if who in {"member", "group_member", "contact", "steering", "support"} else 404
        assert client.get(advice.get_absolute_url()).status_code == expected, who
    missing = Client().get("/adviezen/ASDG-1999-99/")
    hidden = Client().get(advice.get_absolute_url())
    assert re.sub(r'value="[^"]{64}"', "", hidden.content.decode()).replace(
        str(advice.number), "ASDG-1999-99"
    ) == re.sub(r'value="[^"]{64}"', "", missing.content.decode())


EVIL = "<img src=x onerror=alert(1)></script><svg onload=alert(1)>"


def test_attack_01_what_people_wrote_is_never_markup(cast: Cast, trajectory: Trajectory) -> None:
    theme = a_theme(EVIL, summary=EVIL, reason=EVIL, chosen=True, planned_for="<b>2027", policy_topics=EVIL)
    Trajectory.objects.filter(pk=trajectory.pk).update(title=EVIL, lead=EVIL, question=EVIL, theme=theme)
    evil = {"summary": EVIL, "title": EVIL, "question": EVIL, "goes_well": f"[x](javascript:alert(1)) {EVIL}"}
    advice = an_advice(EVIL, text=evil, trajectory=a_trajectory(Stage.DELIVERED, title=EVIL, theme=theme))
    record(advice.trajectory, Kind.NOT_NOW, by=None, at=now(), reason=EVIL)
    addresses = [
        "/", "/adviezen/", "/trajecten/", "/agenda/", "/mijn/", "/werk/", "/beheer/", "/zoeken/?q=onerror",
        "/open-data/", f"/zoeken/?q={EVIL}", f"/adviezen/?q={EVIL}", f"/bestaat-niet/{EVIL}", "/adviezen/feed/",
        advice.get_absolute_url(), trajectory.get_absolute_url(), theme.get_absolute_url(),
    ]  # fmt: skip
    for person in (None, cast.steering):
        client = Client()
        if person:
            client.force_login(person)
        for address in addresses:
            text = client.get(address).content.decode()
            assert "<img src=x" not in text, address
            assert "<svg onload" not in text, address
            assert 'href="javascript:' not in text, address


def test_attack_05_the_data_for_search_engines_cannot_end_its_element(rules: None, client: Client) -> None:
    advice = an_advice(EVIL, text={"summary": EVIL})
    text = page(client, advice.get_absolute_url())
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(found) == 1
    assert json.loads(found[0])["name"] == EVIL


def test_attack_05_every_page_has_a_policy_without_unsafe_inline(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.steering)
    for address in ("/", "/beheer/", "/bestaat-niet/", "/robots.txt", "/adviezen/feed/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
    text = page(client, "/")
    assert not re.search(r"\son\w+=|\sstyle=", text)


def test_attack_39_robots_and_sitemap_name_no_closed_page(rules: None, client: Client) -> None:
    a_trajectory(Stage.WORKING)
    text = page(client, "/sitemap.xml")
    assert not re.search(r"/(p|mijn|werk|beheer|inloggen)/", text)
    assert "Disallow: /p/" in page(client, "/robots.txt")


@pytest.mark.parametrize("flow", ["gevraagd-advies", "eigen-advies"])
def test_the_handbook_shows_its_charts_and_its_rules_in_words(flow: str, rules: None, client: Client) -> None:
    text = page(client, f"/handboek/{flow}/")
    assert text.count("<figure>") == 1
    assert "{{" not in text
    assert '<a class="nl-link" href="/handboek/regels/#weeks-to-respond">8 weeks</a>' in text


def test_no_chapter_keeps_a_mark_that_nobody_fills(rules: None, client: Client) -> None:
    for chapter in Chapter.objects.all():
        assert "{{" not in page(client, chapter.get_absolute_url()), chapter.slug


def test_the_handbook_calls_the_group_and_the_town_by_their_names(rules: None, client: Client, settings: Any) -> None:
    settings.HOUSE = replace(settings.HOUSE, name="Raad & Daad", municipality="Elders")
    text = page(client, "/handboek/wat-is-de-adviesgroep/")
    assert "Onze volledige naam is Raad &amp; Daad. We adviseren de gemeente Elders." in text


def test_a_rule_that_changes_is_told_with_its_dates(rules: None, client: Client) -> None:
    tomorrow, yesterday = localdate() + timedelta(days=1), localdate() - timedelta(days=1)
    old = Rule.objects.get(key="call-days")
    for value, since in [(16, yesterday), (21, tomorrow)]:
        Rule.objects.create(key=old.key, value=value, unit=old.unit, since=since, what=old.what, source="x")
    text = page(client, "/handboek/regels/")
    assert text.count('id="call-days"') == 1
    assert re.search(r"What will change.*21 days", text, re.DOTALL)
    assert re.search(r"What held before.*14 days", text, re.DOTALL)


def test_the_feed_is_atom_with_permanent_addresses(rules: None, client: Client) -> None:
    advice = an_advice("Over de bus")
    theme = a_theme(slug="vervoer")
    Trajectory.objects.filter(pk=advice.trajectory_id).update(theme=theme)
    for address in ("/adviezen/feed/", "/agenda/vervoer/feed/"):
        text = page(client, address)
        assert f"{advice.get_absolute_url()}</id>" in text
        assert "Over de bus" in text
    assert "Over de bus" not in page(client, f"/agenda/{a_theme().slug}/feed/")


def test_the_feed_of_a_subject_tells_what_everyone_may_read_the_newest_first(
    rules: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    trajectory = a_trajectory(Stage.WORKING, title="Over\x0b de bus")
    address = f"{trajectory.get_absolute_url()}feed/"
    record(trajectory, Kind.TAKEN_UP, by=None, at=now() - timedelta(days=3))
    record(trajectory, Kind.CHOICE_MADE, by=None, at=now() - timedelta(days=2), what="GEHEIM", why="x")
    record(trajectory, Kind.WORK_BEGUN, by=None, at=now() - timedelta(days=1))
    with django_assert_num_queries(2):
        text = page(client, address)
    keys = re.findall(r"#gebeurtenis-(\d+)</id>", text)
    assert keys == [str(each.pk) for each in trajectory.entries.exclude(kind=Kind.CHOICE_MADE).order_by("-at")]
    assert "GEHEIM" not in text
    ET.fromstring(client.get(address).content)  # noqa: S314 - we wrote it ourselves
    assert address in page(client, trajectory.get_absolute_url())
    asked = a_trajectory(Stage.ASKED)
    assert client.get(f"{asked.get_absolute_url()}feed/").status_code == 404


def test_attack_30_a_title_with_what_no_feed_takes_breaks_no_feed(rules: None, client: Client) -> None:
    strange = {"title": "Begin\x0bhier", "summary": "Over\x0cde bus\ufffe", "recommendations": []}
    advice = an_advice()
    Advice.objects.filter(pk=advice.pk).update(title=strange["title"], adopted=strange)
    theme = a_theme(slug="vervoer", title="Ver\x1fvoer")
    Trajectory.objects.filter(pk=advice.trajectory_id).update(theme=theme)
    for address in ("/adviezen/feed/", "/agenda/vervoer/feed/", "/sitemap.xml"):
        ET.fromstring(client.get(address).content)  # noqa: S314 - we wrote it ourselves


def test_security_txt_is_valid_for_less_than_a_year(client: Client, db: None) -> None:
    text = page(client, "/.well-known/security.txt")
    until = re.search(r"Expires: (\d{4}-\d{2}-\d{2})T", text)
    assert until
    assert localdate() < localdate().fromisoformat(until[1]) < localdate() + timedelta(days=365)


def test_the_statement_on_accessibility_invents_no_status(client: Client, db: None) -> None:
    assert "not examined yet" in page(client, "/toegankelijkheid/")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    assert "nog niet onderzocht" in page(client, "/toegankelijkheid/")


def test_a_member_reads_an_advice_that_is_not_public_with_a_warning(cast: Cast) -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(cast.member)
    with translation.override("nl"):
        expected = translation.gettext("This advice is not public yet. Only members can read it here.")
    text = page(client, an_advice(published=False).get_absolute_url())
    assert expected in text
    assert 'content="noindex"' in text
    assert "ld+json" not in text


def test_figures_count_only_this_year_and_only_what_is_public(rules: None, client: Client) -> None:
    answered(an_advice(recommendations=3), "adopted", "partly", "rejected")
    an_advice(at=now() - timedelta(days=800), recommendations=5)
    an_advice(published=False, recommendations=7)
    assert Advice.objects.count() == 3
    text = page(client, "/")
    assert re.search(r"<b>1</b><span>advice, with 3 recommendations", text)
    assert re.search(r"<b>2</b><span>of these adopted", text)
