"""The report of a year: begun, written by several, published, read by everyone and taken along."""

import io
import zipfile
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import Cast
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pypdf import PdfReader

from meedenk.accountability.figures.year import by_area, enough, in_figures
from meedenk.accountability.models import AnnualReport
from meedenk.accountability.operations import reports
from meedenk.accounts.models import User
from meedenk.common.refusal import Refused
from meedenk.handbook.models import Rule
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.people.models import Term
from meedenk.people.tests.factories import a_member

from .access import ACCESS
from .factories import a_position, an_advice

pytestmark = pytest.mark.django_db
YEAR = localdate().year


@pytest.fixture
def report(cast: Cast) -> AnnualReport:
    an_advice("adopted", "rejected", at=now() - timedelta(days=1))
    a_position("late", on=localdate())
    return reports.begin_report(YEAR, by=cast.support, at=now())


@pytest.fixture
def published(cast: Cast, report: AnnualReport) -> AnnualReport:
    reports.save_part(report, "opening", text="Een **goed** jaar.", version=1, by=cast.support, at=now())
    reports.publish_report(report, by=cast.steering, at=now())
    report.refresh_from_db()
    return report


def address(name: str, *args: Any) -> str:
    return reverse(f"accountability:{name}", args=[YEAR, *args])


def test_a_draft_is_for_who_writes_it_and_a_published_report_for_everyone(
    cast: Cast, client: Client, report: AnnualReport
) -> None:
    assert client.get(address("report")).status_code == 404
    assert client.get(address("report-file", "pdf")).status_code == 404
    reports.save_part(report, "opening", text="Een goed jaar.", version=1, by=cast.support, at=now())
    client.force_login(cast.steering)
    assert client.post(address("publish-report")).status_code == 302
    page = Client().get(address("report")).content.decode()
    assert "Een goed jaar." in page
    assert "Begin bij de persoon" in page
    assert Entry.objects.get(kind=Kind.REPORT_PUBLISHED).facts["year"] == YEAR


def test_the_published_figures_stay_as_they_were(published: AnnualReport, client: Client, cast: Cast) -> None:
    def article() -> str:
        return client.get(address("report")).content.decode().partition("<article")[2].partition("</article>")[0]

    before = article()
    an_advice("adopted", at=now() - timedelta(hours=1))
    assert article() == before != ""
    for act in (
        lambda: reports.save_part(published, "opening", text="Anders", version=2, by=cast.support, at=now()),
        lambda: reports.publish_report(published, by=cast.steering, at=now()),
    ):
        with pytest.raises(Refused, match="published"):
            act()


def test_it_can_be_taken_along_as_pdf_and_as_odt(published: AnnualReport, client: Client) -> None:
    pdf = b"".join(client.get(address("report-file", "pdf")))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    odt = b"".join(client.get(address("report-file", "odt")))
    content = zipfile.ZipFile(io.BytesIO(odt)).read("content.xml").decode()
    for word in ("goed", "Begin bij de persoon", "Aanbeveling 1"):
        assert word in text
        assert word in content
    assert client.get(address("report-file", "exe")).status_code == 404


def test_two_who_save_the_same_text_lose_nothing(cast: Cast, client: Client, report: AnnualReport) -> None:
    client.force_login(cast.support)
    page = address("report-part", "vooraf")
    assert client.post(page, {"text": "Van mij", "version": 1}).status_code == 302
    clash = client.post(page, {"text": "Van een ander", "version": 1})
    assert clash.status_code == 409
    shown = clash.content.decode()
    assert "Van mij" in shown
    assert "Van een ander" in shown
    assert 'value="2"' in shown
    report.refresh_from_db()
    assert report.opening == "Van mij"
    client.post(page, {"text": "Van ons samen", "version": 2})
    report.refresh_from_db()
    assert report.opening == "Van ons samen"


def test_who_may(cast: Cast, report: AnnualReport) -> None:
    for who, person in cast.items():
        by = None if isinstance(person, AnonymousUser) else person
        if who not in {"steering", "support"}:
            with pytest.raises(Refused):
                reports.begin_report(YEAR - 1, by=by, at=now())
            with pytest.raises(Refused):
                reports.save_part(report, "opening", text="x", version=1, by=by, at=now())
        if who != "steering":
            with pytest.raises(Refused):
                reports.publish_report(report, by=by, at=now())
    with pytest.raises(Refused, match="foreword"):
        reports.publish_report(report, by=cast.steering, at=now())


@pytest.mark.parametrize("name", ["reports", "write-report", "report-part", "publish-report", "half-page"])
def test_the_desk_pages_are_for_staff(cast: Cast, report: AnnualReport, name: str) -> None:
    args: list[Any] = [] if name in {"reports", "half-page"} else [YEAR]
    where = reverse(f"accountability:{name}", args=[*args, "vooraf"] if name == "report-part" else args)
    for who, person in cast.items():
        if isinstance(person, User):
            client = Client()
            client.force_login(person)
            allowed = who in ACCESS[f"accountability:{name}"]
            assert client.get(where).status_code == (200 if allowed else 404), who
    assert Client().get(where).status_code == 302


@pytest.mark.parametrize("year", [YEAR + 1, YEAR])
def test_a_year_that_is_not_there_or_was_begun_is_refused(cast: Cast, report: AnnualReport, year: int) -> None:
    with pytest.raises(Refused):
        reports.begin_report(year, by=cast.support, at=now())


def test_attack_36_no_number_of_people_is_so_small_that_it_points_at_someone() -> None:
    assert [enough(number, 5) for number in (0, 1, 4, 5)] == [0, None, None, 5]
    assert by_area(Counter({"Beijum": 9, "Haren": 6, "Ten Boer": 2}), 17, 5) == {
        "areas": {"Beijum": 9},
        "elsewhere": 8,
    }
    assert by_area(Counter({"Beijum": 3}), 3, 5) == {"areas": {}, "elsewhere": None}
    beijum = {"areas": {"Beijum": 9}, "elsewhere": 5}
    assert by_area(Counter({"Beijum": 9, "Haren": 2, "Ten Boer": 3}), 14, 5) == beijum


def test_attack_36_the_handbook_says_of_how_few_people_no_number_is_told(
    published: AnnualReport, client: Client, cast: Cast
) -> None:
    Rule.objects.filter(key="small-number-threshold").update(value=50)
    reports.begin_report(YEAR - 1, by=cast.support, at=now())
    last_year = AnnualReport.objects.get(year=YEAR - 1)
    reports.save_part(last_year, "opening", text="Een jaar.", version=1, by=cast.support, at=now())
    reports.publish_report(last_year, by=cast.steering, at=now())
    page = client.get(last_year.get_absolute_url(), headers={"Accept-Language": "en"}).content.decode()
    assert "fewer than 50" in page
    assert "fewer than 50" not in client.get(published.get_absolute_url()).content.decode()


def test_whose_term_goes_on_in_a_next_one_neither_came_nor_went(rules: None) -> None:
    new_year, changes = date(YEAR, 1, 1), date(YEAR, 1, 10)
    for number in range(6):
        stays, stops, begins = a_member(f"Blijft {number}"), a_member(f"Stopt {number}"), a_member(f"Begint {number}")
        Term.objects.filter(member__in=[stays, stops]).update(since=date(YEAR - 2, 1, 1), until=changes)
        Term.objects.create(member=stays, since=changes, until=date(YEAR + 2, 1, 1))
        Term.objects.filter(member=begins).update(since=new_year, until=date(YEAR + 1, 6, 1))
    told = in_figures(YEAR, now())["members"]
    assert (told["total"], told["came"], told["went"]) == (12, 6, 6)


def test_a_year_without_anything_is_a_report_too(rules: None) -> None:
    figures = in_figures(1999, now())
    assert figures["advices"] == []
    assert figures["members"]["total"] == 0


def test_attack_01_hostile_words_are_words(cast: Cast, client: Client, report: AnnualReport) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    reports.save_part(report, "opening", text=hostile, version=1, by=cast.support, at=now())
    reports.publish_report(report, by=cast.steering, at=now())
    page = client.get(address("report")).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_half_a_page_says_what_is_late_and_what_we_ask(cast: Cast, client: Client) -> None:
    late = an_advice(due_in=10)
    client.force_login(cast.support)
    where = reverse("accountability:half-page")
    assert late.title in client.get(where).content.decode()
    answer = client.post(where, {"asks": "Geef **antwoord** voor de zomer."})
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = pages[0].extract_text()
    assert len(pages) == 1
    assert str(late.number) in text
    assert "antwoord voor de zomer" in text
    assert client.post(where, {"asks": ""}).status_code == 200
