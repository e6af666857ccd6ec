"""Everyone reads what became of our advice, and the figures are the same on the page, as CSV and as JSON."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accountability import tables
from meedenk.accountability.figures import clocks
from meedenk.accountability.figures.adoption import adoption
from meedenk.accountability.figures.promises import not_done, promises
from meedenk.advice.models import Advice, Delivery
from meedenk.common.sheets import cell
from meedenk.followup.models import Check, EarlierAnswer, Response
from meedenk.followup.operations import checks, monitoring
from meedenk.followup.operations.checks import Told
from meedenk.followup.tests.factories import a_commitment, a_promise, agreed, an_answered_advice
from meedenk.site.tests.factories import a_theme
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations import ending
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import a_position, an_advice

pytestmark = pytest.mark.django_db

PAGES = ["account", "recommendations", "time", "position"]
A_FORMULA = '=HYPERLINK("https://evil.example")'


def rows(client: Client, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/verantwoording/{name}.csv").content.decode())))


def figures(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get(reverse("accountability:figures")).json()
    return found


def test_each_recommendation_counts_once_by_how_it_was_answered(client: Client) -> None:
    theme = a_theme()
    an_advice("adopted", "adopted", "partly", "rejected", "later", theme=theme)
    an_advice("adopted", at=now() - timedelta(days=500))
    an_advice()
    found = adoption(now())
    assert dict(found.all.counts) == {"adopted": 3, "partly": 1, "rejected": 1, "later": 1, "none": 2}
    assert [tally.key for tally in found.by_year] == sorted({tally.key for tally in found.by_year}, reverse=True)
    assert sum(tally.total for tally in found.by_year) == found.all.total == 8
    assert {tally.label: tally.total for tally in found.by_theme}[theme.title] == 5
    year = (now() - timedelta(days=500)).year
    assert adoption(now(), year=year).all.counts["adopted"] == 1
    assert len(rows(client, "aanbevelingen")) == 8
    assert figures(client)["aanbevelingen"]["alle"]["nog_geen_antwoord"] == 2


def test_a_new_answer_has_its_own_day_in_the_table(client: Client) -> None:
    an_advice("adopted", "partly")
    Response.objects.filter(answer="partly").update(changed_at=now())
    days = {row["antwoord"]: row["beantwoord"] for row in rows(client, "aanbevelingen")}
    assert days["deels overgenomen"] == localdate().isoformat()
    assert days["overgenomen"] == (localdate() - timedelta(days=70)).isoformat()


def test_a_draft_of_the_office_counts_as_no_answer(client: Client) -> None:
    an_advice("adopted", answered_after=None)
    assert dict(adoption(now()).all.counts) == {"none": 1}


def test_attack_08_what_is_under_embargo_or_not_published_counts_nowhere(client: Client) -> None:
    hidden, embargoed = an_advice("adopted"), an_advice("rejected", due_in=-1)
    Advice.objects.filter(pk=hidden.pk).update(published_at=None)
    Delivery.objects.filter(advice=embargoed).update(embargo_until=now() + timedelta(days=1))
    late = an_advice(due_in=10)
    Advice.objects.filter(pk=late.pk).update(published_at=None)
    assert adoption(now()).all.total == 0
    assert rows(client, "aanbevelingen") == []
    assert clocks.silence(now()) == []
    assert clocks.pace_of_answers(now()).times == 0
    for name in PAGES:
        assert str(late.number) not in client.get(reverse(f"accountability:{name}")).content.decode()


def test_both_clocks_say_what_is_usual_and_how_often_it_went_otherwise(client: Client) -> None:
    for days in (10, 50, 60):
        an_advice("adopted", answered_after=days)
    found = clocks.pace_of_answers(now())
    assert (found.times, found.usual, found.agreed, found.broken) == (3, 50, 42, 2)
    for given in (14, 42, 20):
        trajectory = a_trajectory(Stage.WORKING)
        Trajectory.objects.filter(pk=trajectory.pk).update(days_given=given, days_agreed=42)
    asked = a_trajectory(Stage.ASKED)
    Trajectory.objects.filter(pk=asked.pk).update(days_given=1, days_agreed=42)
    found = clocks.pace_of_questions()
    assert (found.times, found.usual, found.agreed, found.broken) == (3, 20, 42, 2)
    said = figures(client)
    assert said["tijd_tot_het_antwoord"]["dagen_middelste"] == 50
    assert said["tijd_om_te_adviseren"]["korter_dan_afgesproken"] == 2


def test_where_we_wait_in_vain_stands_in_weeks_the_longest_wait_first(client: Client) -> None:
    shorter, longer = an_advice(due_in=70), an_advice(due_in=20)
    an_advice(due_in=100)
    an_advice("adopted", due_in=1)
    found = clocks.silence(now())
    assert [(each.number, each.weeks) for each in found] == [(longer.number, 11), (shorter.number, 4)]
    page = client.get(reverse("accountability:account")).content.decode()
    assert page.index(longer.get_absolute_url()) < page.index(shorter.get_absolute_url())
    assert [each["advies"] for each in figures(client)["nog_geen_antwoord"]] == [longer.number, shorter.number]


def test_that_all_of_an_answer_comes_later_is_no_answer_for_the_clock(client: Client) -> None:
    waits, partly, changed = an_advice("later", "later"), an_advice("later", "adopted"), an_advice("later", "later")
    first, _second = Response.objects.filter(letter__advice=changed)
    weighing_at = now() - timedelta(days=20)
    EarlierAnswer.objects.create(
        response=first, answer="later", given_at=changed.letter.received_at, ended_at=weighing_at
    )
    Response.objects.filter(pk=first.pk).update(answer="adopted", changed_at=weighing_at)
    found = {each.number: localdate(each.answered_at) for each in clocks.answered_to_us(now())}
    assert found == {
        partly.number: localdate() - timedelta(days=70),
        changed.number: localdate() - timedelta(days=20),
    }
    assert clocks.pace_of_answers(now()).usual == 55
    [silent] = clocks.silence(now())
    assert (silent.number, silent.later_on) == (waits.number, localdate() - timedelta(days=70))
    page = client.get(reverse("accountability:time")).content.decode()
    assert "dat het antwoord later komt" in page
    assert figures(client)["nog_geen_antwoord"][0]["komt_later_sinds"] == silent.later_on.isoformat()


def test_an_answer_that_changed_again_counts_from_the_first_one(client: Client) -> None:
    advice = an_advice("adopted")
    response = Response.objects.get()
    given = advice.letter.received_at
    EarlierAnswer.objects.create(response=response, answer="rejected", given_at=given, ended_at=now())
    Response.objects.update(changed_at=now())
    assert clocks.answered_to_us(now()).get().answered_at == given


def test_how_late_is_told_in_days_in_the_first_week() -> None:
    for days, late in ((1, "1 day late"), (6, "6 days late"), (7, "1 week late"), (20, "2 weeks late")):
        advice = an_advice(due_in=100 - days)
        assert {each.number: each.late for each in clocks.silence(now())}[str(advice.number)] == late


def test_where_we_stopped_ourselves_we_wait_for_nothing(client: Client, cast: Cast) -> None:
    advice = an_advice(due_in=20)
    ending.stop(advice.trajectory, reason="Het besluit is al genomen.", by=cast.steering, at=now())
    assert clocks.silence(now()) == []
    for where in (advice.get_absolute_url(), advice.trajectory.get_absolute_url()):
        assert "Deze klok loopt nog" not in client.get(where).content.decode()


def test_a_promise_counts_by_its_last_answer_also_when_its_words_changed(cast: Cast, trajectory: Trajectory) -> None:
    at = now()
    advice = an_answered_advice(trajectory, by=cast.office)
    promise = a_commitment(advice, by=cast.contact, at=at - timedelta(days=2), by_on=localdate() - timedelta(days=1))
    other = a_commitment(advice, by=cast.contact, text="Een loket openen")
    agreed(advice, by=cast.steering)
    check = Check.objects.create(commitment=promise, due_on=localdate(), asked_at=at)
    checks.answer_check(check, Told("stuck", "Te weinig mensen."), by=cast.support, at=at, on_behalf_of="Wim")
    said = a_promise(advice, text="Iedereen terugbellen", by_on=promise.by_on)
    changed = monitoring.change_commitment(promise, said, reason="Beter gezegd.", by=cast.contact, at=at)
    assert dict(promises(at).counts) == {"stuck": 1, "unknown": 1}
    assert not_done(at) == [f"{changed.text} ({changed.executor}): stuck"]
    check = Check.objects.create(commitment=changed, due_on=localdate() + timedelta(days=1), asked_at=at)
    checks.answer_check(check, Told("done"), by=cast.support, at=at, on_behalf_of="Wim")
    assert dict(promises(at).counts) == {"done": 1, "unknown": 1}
    assert not_done(at) == []
    Advice.objects.filter(pk=advice.pk).update(published_at=None)
    assert promises(at).total == 0
    assert other.replaced_at is None


def test_our_position_counts_by_year_and_shows_its_source(client: Client) -> None:
    a_position("in-time")
    a_position("not-asked", subject="Een besluit zonder ons", link="https://gemeente.voorbeeld.nl/besluit")
    a_position("late", on=localdate() - timedelta(days=800))
    page = client.get(reverse("accountability:position")).content.decode()
    assert "Een besluit zonder ons" in page
    assert 'href="https://gemeente.voorbeeld.nl/besluit"' in page
    assert figures(client)["positie"]["alle"] == {"op_tijd_gevraagd": 1, "laat_gevraagd": 1, "niet_gevraagd": 1}
    old = client.get(reverse("accountability:position"), {"jaar": (localdate() - timedelta(days=800)).year})
    assert "Een besluit zonder ons" not in old.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("year", ["", "2026", "0000", "abcd", "²²²²", "99999999999", "' or 1=1 --"])
def test_attack_23_a_page_opens_empty_and_whatever_year_is_asked(client: Client, name: str, year: str) -> None:
    assert client.get(reverse(f"accountability:{name}"), {"jaar": year, "page": year}).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_as_many_queries_for_one_as_for_three(client: Client, name: str) -> None:
    def asked() -> int:
        client.get(reverse(f"accountability:{name}"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"accountability:{name}")).status_code == 200
        return len(queries)

    def one_more() -> None:
        an_advice("adopted", "later", theme=a_theme())
        an_advice(due_in=10)
        a_position(theme=a_theme())

    one_more()
    few = asked()
    one_more()
    one_more()
    assert asked() == few <= 12


def test_attack_24_no_cell_of_a_table_can_be_read_as_a_formula(client: Client) -> None:
    a_position(subject=A_FORMULA, explanation="\tx", department=None)
    an_advice("adopted").recommendations.update(title="@SUM(A1)")
    assert rows(client, "positie")[0]["onderwerp"] == f"'{A_FORMULA}"
    assert rows(client, "positie")[0]["toelichting"] == "'\tx"
    assert rows(client, "aanbevelingen")[0]["aanbeveling"] == "'@SUM(A1)"
    for first in "=+-@\t\r\n＝＋－＠":
        assert cell(f"{first}1") == f"'{first}1"
    assert cell(" =1") == "' =1"
    assert cell("2026-01-02") == "2026-01-02"


def test_attack_01_hostile_words_are_words(client: Client) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    a_position(subject=hostile, explanation=hostile, theme=a_theme(title=hostile))
    an_advice("adopted", theme=a_theme(title=hostile, slug="ander"))
    for name in PAGES:
        assert hostile not in client.get(reverse(f"accountability:{name}")).content.decode()


def test_a_table_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/verantwoording/leden.csv").status_code == 404


def test_no_name_of_a_member_or_an_official_stands_in_the_account(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    an_advice("adopted", trajectory=trajectory)
    a_position()
    names = [person.name for who, person in cast.items() if who != "outsider"]
    names += [each.official.name for each in trajectory.advisers.all()]
    addresses = [reverse(f"accountability:{name}") for name in [*PAGES, "figures"]]
    addresses += [f"/verantwoording/{table}.csv" for table in ("aanbevelingen", "vragen", "positie")]
    for address in addresses:
        text = client.get(address).content.decode()
        assert not [name for name in names if name in text], address


@pytest.mark.parametrize("name", tables.TABLES)
def test_a_table_names_its_columns_also_while_it_is_empty(client: Client, cast: Cast, name: str) -> None:
    empty = client.get(f"/verantwoording/{name}.csv").content.decode().strip()
    an_advice("adopted", at=now() - timedelta(days=1))
    a_position("late", on=localdate())
    assert empty == ",".join(tables.COLUMNS[name])
    for row in tables.TABLES[name](now()):
        assert tuple(row) == tables.COLUMNS[name]
