"""What comes when an advice is out: an answer that stays away, and the report of the year."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest
from django.utils.timezone import localdate, make_aware
from tools.testing.plugin import Delivered

from journeys.conftest import Visit
from journeys.hands import Hands
from journeys.requested.words import ADVISER, OFFICE
from journeys.town import Town
from journeys.visitors import DESKTOP, PHONE
from meedenk.accountability.tests.factories import a_position
from meedenk.advice.models import Addressee, Advice, Body
from meedenk.documents.odt import MIMETYPE, NAMES
from meedenk.followup.operations.responding import remind_of_responses
from meedenk.gathering.models import Activity
from meedenk.handbook.queries import length
from meedenk.people.tests.factories import a_member, a_steering_member, an_official
from meedenk.site.tests.factories import an_advice, answered
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat, a_trajectory

TITLE = "Een bus naar het ziekenhuis"
LATE, DAYS_TO_ANSWER = 60, 56
LAST_YEAR = localdate().year - 1
FOREWORD = "Dit jaar hoorden we vooral wie zelden iets gevraagd wordt."


@pytest.fixture
def town(visit: Visit, site: str, settings: Any, delivered: Delivered) -> Town:
    """A town in which who has no account comes by on a phone."""
    settings.MAILING_PAUSE_MINUTES = 0
    return Town(site, lambda: Hands(visit(DESKTOP)), delivered, browsers={"anyone": Hands(visit(PHONE))})


def test_an_answer_that_stays_away_is_asked_for_and_concluded_for_everyone_to_read(town: Town) -> None:
    siebe, member = a_steering_member("Siebe Stuurman"), a_member("Anna Aan")
    a_trajectory(Stage.ASKED, title="Een vraag die kan wachten")
    trajectory = a_trajectory(Stage.DELIVERED, title=TITLE, adviser=an_official("Eva Beleid", email=ADVISER))
    a_seat(trajectory, member, contact=True)
    delivered_on = localdate() - timedelta(days=LATE + DAYS_TO_ANSWER)
    advice = an_advice(TITLE, at=morning(delivered_on), due_in_days=DAYS_TO_ANSWER, trajectory=trajectory)
    Addressee.objects.create(
        delivery=advice.delivery, body=Body.EXECUTIVE, name="Bureau Wethouder", email=OFFICE, answers=True
    )
    due = advice.delivery.due_on

    everyone_reads_that_it_is_late(town)
    the_office_is_reminded_twice(town, advice, due)
    steering = town.signs_in(siebe)
    the_desk_has_it_on_top(steering)
    they_conclude_that_none_comes(steering, advice)
    for someone in (member, ADVISER):
        town.mail(someone, "Er kwam geen antwoord op ons advies", "We vroegen er meer dan eens om.")
    everyone_reads_that_none_came(town)


def everyone_reads_that_it_is_late(town: Town) -> None:
    anyone = town.person("anyone")
    anyone.opens("/verantwoording/")
    anyone.sees("Hier blijft het stil", TITLE, "Dat antwoord is er nog niet.", "8 weken te laat")
    anyone.visitor.looks("account-late")
    anyone.opens("/adviezen/")
    anyone.sees(TITLE, "Dat antwoord is er nog niet.")


def the_office_is_reminded_twice(town: Town, advice: Advice, due: date) -> None:
    """The day after it was due, and once more when the time of the handbook has passed; then it has been enough."""
    subject, every = f"We wachten op je antwoord op advies {advice.number}", length("response-reminder-every", due)
    first = due + timedelta(days=1)
    the_clock_strikes_on(due)
    town.expects_no_mail(OFFICE, subject)
    the_clock_strikes_on(first)
    town.mail(OFFICE, subject, TITLE, "Dagen te laat 1 Geef het antwoord")
    the_clock_strikes_on(first + every - timedelta(days=1))
    town.expects_no_mail(OFFICE, subject)
    the_clock_strikes_on(first + every)
    office = town.opens_mail(OFFICE, subject, TITLE, f"Dagen te laat {every.days + 1} Geef het antwoord")
    office.sees(f"Dit antwoord is {LATE} dagen te laat.")
    the_clock_strikes_on(first + 2 * every)
    town.expects_no_mail(OFFICE, subject)


def the_clock_strikes_on(day: date) -> None:
    remind_of_responses(morning(day))


def morning(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(9)))


def the_desk_has_it_on_top(steering: Hands) -> None:
    steering.opens("/beheer/")
    steering.sees("Een vraag die kan wachten")
    first = steering.page.locator("main .todo").first.inner_text()
    for words in (f"{TITLE}: het college heeft nog niet geantwoord", "Te laat"):
        assert words.lower() in first.lower(), f"on top of the desk stands {first!r}"
    desk = steering.page.locator("main").inner_text()
    assert "stopt met werken" not in desk, "the second reminder brought a link that works for longer than the first"
    steering.visitor.looks("desk-late")


def they_conclude_that_none_comes(steering: Hands, advice: Advice) -> None:
    steering.works_on(TITLE)
    steering.follows("Stel vast dat er geen antwoord kwam")
    assert steering.page.url.endswith(f"/werk/{advice.trajectory.slug}/reactie/geen/")
    steering.sees("Er gingen 2 herinneringen uit.")
    steering.visitor.looks("conclude")
    steering.sends("Stel vast dat er geen antwoord kwam")
    steering.sees("Iedereen kan nu lezen dat er geen antwoord kwam.")


def everyone_reads_that_none_came(town: Town) -> None:
    anyone = town.person("anyone")
    anyone.opens("/adviezen/")
    anyone.sees("Er kwam geen antwoord.")
    anyone.follows(TITLE)
    anyone.sees("Er kwam geen antwoord. Het hoorde er op")
    assert "Nog geen antwoord" not in anyone.page.locator("main").inner_text()
    anyone.visitor.looks("advice-without-answer")
    anyone.opens("/verantwoording/")
    anyone.sees(TITLE, "Er kwam geen antwoord.", "2 zonder antwoord")
    assert "nog geen antwoord" not in anyone.page.locator("main").inner_text()
    anyone.visitor.looks("account-without-answer")


def test_the_report_of_a_filled_year_is_written_published_and_taken_along(town: Town) -> None:
    siebe = a_steering_member("Siebe Stuurman")
    for _each in range(6):
        a_member(since=date(LAST_YEAR, 2, 1))
    advice = an_advice(TITLE, at=morning(date(LAST_YEAR, 3, 10)))
    answered(advice, "adopted", "rejected", at=morning(date(LAST_YEAR, 4, 14)))
    silent = an_advice("Een stille straat", at=morning(date(LAST_YEAR, 5, 5)))
    a_position("late", on=date(LAST_YEAR, 6, 1))
    Trajectory.objects.update(asked_on=date(LAST_YEAR, 1, 15))
    Activity.objects.create(
        trajectory=advice.trajectory,
        kind="conversation",
        title="Gesprek",
        state="held",
        starts_at=morning(date(LAST_YEAR, 2, 20)),
    )

    they_write_the_report(town.signs_in(siebe), advice)
    pdf, odt = anyone_takes_it_along(town.person("anyone"), advice)
    for text in (the_words_of_the_pdf(pdf), the_words_of_the_odt(odt)):
        for words in (FOREWORD, TITLE, str(advice.number), str(silent.number)):
            assert words in text, f"{words!r} is not in:\n{text}"


def they_write_the_report(steering: Hands, advice: Advice) -> None:
    steering.opens("/beheer/jaarverslag/")
    steering.fills("Welk jaar?", str(LAST_YEAR))
    steering.sends("Begin dit verslag")
    steering.sees("De cijfers zijn ingevuld.", str(advice.number), "2 vragen van de gemeente")
    steering.follows("Veranderen: Vooraf")
    steering.fills("Jouw tekst", FOREWORD)
    steering.sends("Bewaar")
    steering.sees("De tekst is bewaard.", FOREWORD)
    steering.visitor.looks("draft-report")
    steering.follows("Publiceer het verslag")
    steering.sends("Publiceer het verslag")
    steering.sees("Iedereen kan het verslag nu lezen", FOREWORD)


def anyone_takes_it_along(anyone: Hands, advice: Advice) -> list[bytes]:
    """The PDF and the ODT."""
    anyone.opens("/verantwoording/")
    anyone.follows(f"Jaarverslag {LAST_YEAR}")
    anyone.sees(FOREWORD, TITLE, str(advice.number))
    anyone.visitor.looks("report")
    files = []
    for kind, media in (("PDF", "application/pdf"), ("ODT", MIMETYPE)):
        way = anyone.page.locator("main").get_by_role("link", name=kind).get_attribute("href")
        answer = anyone.page.context.request.get(str(way))
        assert (answer.status, answer.headers["content-type"]) == (200, media)
        files.append(answer.body())
    return files


def the_words_of_the_pdf(file: bytes) -> str:
    paper = pypdf.PdfReader(io.BytesIO(file))
    assert paper.metadata is not None
    assert (paper.metadata.title, paper.root_object["/Lang"]) == (f"Jaarverslag {LAST_YEAR}", "nl")
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def the_words_of_the_odt(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert packed.read(first).decode() == MIMETYPE
        about, content = (
            ET.fromstring(packed.read(name))  # noqa: S314 - we wrote it ourselves
            for name in ("meta.xml", "content.xml")
        )
        said = [about.findtext(f".//dc:{name}", namespaces=NAMES) for name in ("title", "language")]
        assert said == [f"Jaarverslag {LAST_YEAR}", "nl"]
        return "\n".join(content.itertext())
