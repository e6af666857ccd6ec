"""The municipality asks, residents advise, and everyone reads what became of it: each from their own mail."""

import re
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localtime, now
from tools.testing.plugin import Delivered

from journeys.conftest import Visit
from journeys.hands import Hands, Keys
from journeys.town import Town
from journeys.visitors import DESKTOP, NARROW
from meedenk.gathering.models import Activity
from meedenk.people.models import Member, Official
from meedenk.people.tests.factories import a_department, a_member, a_steering_member, a_supporter, an_official

WAYS = {
    "on-a-narrow-phone": (NARROW, True, Hands),
    "without-scripts": (DESKTOP, False, Hands),
    "with-keys-only": (DESKTOP, True, Keys),
}
TITLE = "Mantelzorgers met een baan"
QUESTION = "Wat helpt mantelzorgers om hun werk vol te houden?"
FIRST, SECOND = "Geef mantelzorgers één vast aanspreekpunt", "Betaal vervangende zorg ook in de avond"
VIEW = "Begin bij de werkgever, niet bij de gemeente"
OFFICE = "bureau@gemeente.voorbeeld.nl"
ADVISER = "eva@gemeente.voorbeeld.nl"
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def town(request: pytest.FixtureRequest, visit: Visit, site: str, settings: Any, delivered: Delivered) -> Town:
    """A town in which everyone visits in the same way."""
    width, scripts, hands = request.param
    settings.MAILING_PAUSE_MINUTES = 0
    return Town(site, lambda: hands(visit(width, scripts=scripts)), delivered)


def test_a_question_becomes_an_advice_with_an_answer(town: Town, tmp_path: Path) -> None:
    a_department("Wmo en Jeugd")
    an_official("Bureau Wethouder", email=OFFICE, function=Official.Function.ALDERPERSON_OFFICE)
    steering, support = a_steering_member("Siebe Stuurman").user.email, a_supporter("Olga Ondersteuner").email
    anna, bram, *others = [a_member(name) for name in ("Anna Aan", "Bram Bos", "Carla Cox", "Dirk Dam", "Emre Eker")]
    doubting, refusing = a_member("Fatma Faber"), a_member("Gerrit Groen")
    group, paper = [anna, bram, *others], tmp_path / "cijfers.pdf"
    paper.write_bytes(PAPER)

    the_adviser_asks(town)
    in_charge = town.signs_in(steering)
    the_question_is_taken_up(town, in_charge)
    helper = town.signs_in(support)
    support_calls(helper)
    for member in group[:-1]:
        a_member_answers(town, member, "Ja, ik doe mee")
    a_member_answers(town, doubting, "Misschien")
    a_member_answers(town, refusing, "Nee, deze keer niet")
    one_answers_by_phone(helper, group[-1])
    a_group_is_formed(town, in_charge, group)
    the_group_meets_the_adviser(town, helper, group)

    contact, second = town.signs_in(_address(anna)), town.signs_in(_address(bram))
    they_choose_a_contact(town, contact, second, anna)
    they_make_agreements(town, contact)
    they_begin(contact)
    they_hear_people(contact)
    they_read_and_choose(contact, paper)
    they_write(contact, second)
    the_draft_goes_round(town, contact, group)
    number = they_adopt(contact)
    the_advice_is_delivered(town, in_charge, number)
    the_office_answers(town, number)
    everyone_reads_what_became_of_it(town, number)


def the_adviser_asks(town: Town) -> None:
    adviser = town.person(ADVISER)
    adviser.opens("/adviesvraag/")
    adviser.fills("Je naam", "Eva Beleid")
    adviser.fills("E-mailadres", ADVISER)
    adviser.picks("Afdeling", "Wmo en Jeugd")
    adviser.fills("Het onderwerp in een paar woorden", TITLE)
    adviser.fills("Wat wil je inwoners vragen?", QUESTION)
    adviser.page.wait_for_timeout(3_000)  # who is quicker than this is no person
    adviser.sends()
    town.opens_mail(ADVISER, "We hebben je vraag ontvangen").sees(QUESTION)


def the_question_is_taken_up(town: Town, steering: Hands) -> None:
    steering.opens("/beheer/")
    steering.follows("Neem een besluit")
    steering.chooses("We pakken dit op")
    steering.sends()
    town.opens_mail(ADVISER, "We pakken je vraag op").sees(QUESTION)


def support_calls(support: Hands) -> None:
    _goes_to_work(support)
    support.follows("Open de oproep")
    support.fills("Waar gaat het over?", "Veel mensen zorgen voor een ander naast hun werk. Wat helpt hen?")
    support.fills("Hoeveel tijd vragen we?", "3 uur per week, drie maanden")
    support.fills_moment("Antwoord voor", _evening(21))
    support.sends("Open de oproep")


def a_member_answers(town: Town, member: Member, answer: str) -> None:
    person = town.opens_mail(_address(member), "Doe je mee?")
    person.chooses(answer)
    person.fills("Wil je er meer over vertellen?", "Ik zorg voor mijn vader en ik werk.")
    person.sends()
    town.opens_mail(_address(member), "Je antwoord").sees(answer)


def one_answers_by_phone(support: Hands, member: Member) -> None:
    _goes_to_work(support)
    support.follows("Bekijk de aanmeldingen")
    support.follows("Wie nog niet antwoordde")
    support.follows(f"Schrijf een antwoord op: {member.name}")
    support.chooses("Ja, ik doe mee")
    support.sends()
    support.sees(member.name)


def a_group_is_formed(town: Town, steering: Hands, members: list[Member]) -> None:
    _goes_to_work(steering)
    steering.follows("Sluit de oproep")
    steering.sends()
    steering.opens("/beheer/")
    steering.follows("Stel de groep samen")
    for member in members:
        steering.chooses(member.name)
    steering.fills("Wat zeg je tegen wie niet in de groep zit?", "We kozen mensen die zelf mantelzorg geven.")
    steering.sends()
    town.mail(_address(members[0]), "Je zit in de groep")
    town.opens_mail(ADVISER, "Een groep denkt mee")


def the_group_meets_the_adviser(town: Town, support: Hands, members: list[Member]) -> None:
    _goes_to_work(support)
    support.follows("Plan het eerste gesprek")
    for number in (1, 2, 3):
        support.fills_moment(f"Datum {number}", _evening(10 + number))
    support.fills_moment("Antwoord voor", _evening(7))
    support.sends()
    for email in (_address(members[1]), ADVISER):
        person = town.opens_mail(email, "Wanneer kun je?")
        for day in person.page.locator("main legend").all_inner_texts():
            person.chooses("Ja", about=day)
        person.sends()
    _goes_to_work(support)
    support.follows("Bijeenkomsten")
    support.follows("Eerste gesprek")
    support.follows("Datum kiezen")
    support.chooses_first()
    support.fills("Waar?", "Het wijkhuis")
    support.sends()
    assert "Het wijkhuis" in town.mail(ADVISER, "gesprek").body
    _the_evening_is_over("gesprek")
    _goes_to_work(support)
    support.follows("Bijeenkomsten")
    support.follows("Eerste gesprek")
    support.follows("Schrijf op hoe het ging")
    support.chooses(members[0].name)
    support.fills("Verslag", "We leerden elkaar kennen en hoorden wat er vaststaat.")
    support.sends()
    town.mail(ADVISER, "Verslag")


def they_choose_a_contact(town: Town, first: Hands, second: Hands, chosen: Member) -> None:
    _goes_to_work(first)
    first.follows("Kies een aanspreekpunt")
    first.chooses(chosen.name)
    first.sends("Geef je stem")
    _goes_to_work(second)
    second.follows("Kies een aanspreekpunt")
    second.sends(f"Iedereen wil {chosen.name}")
    town.mail(ADVISER, f"Het aanspreekpunt is {chosen.name}")


def they_make_agreements(town: Town, contact: Hands) -> None:
    adviser = town.opens_mail(ADVISER, "Het aanspreekpunt is")
    adviser.follows("Onze afspraken")
    adviser.picks("Waar gaat het over?", "welke informatie wanneer komt")
    adviser.fills("Wat spreken we af?", "De gemeente geeft de cijfers over mantelzorg.")
    adviser.picks("Wie doet dit?", "de gemeente")
    adviser.fills_day("Voor wanneer?", _evening(14).date())
    adviser.sends("Stel dit voor")
    _goes_to_work(contact)
    contact.follows("Maak afspraken")
    contact.sends("Ja, akkoord")
    contact.picks("Waar gaat het over?", "planning")
    contact.fills("Wat spreken we af?", "Ons advies is er voor het besluit van de raad.")
    contact.picks("Wie doet dit?", "de projectgroep")
    contact.sends("Stel dit voor")
    adviser = town.opens_mail(ADVISER, "Ga je akkoord?")
    adviser.sends("Ja, akkoord")


def they_begin(contact: Hands) -> None:
    _goes_to_work(contact)
    contact.follows("Begin met het werk")
    contact.fills("Waarom ga je toch verder?", "De andere afspraken maken we onderweg.")
    contact.sends()


def they_hear_people(contact: Hands) -> None:
    _goes_to_work(contact)
    contact.follows("Bijeenkomst plannen")
    contact.chooses("Gesprek")
    contact.fills("Waarom zo?", "Aan de keukentafel vertellen mensen wat ze nodig hebben.")
    contact.fills("Naam van de bijeenkomst", "Keukentafelgesprek")
    contact.chooses("Ervaringsdeskundigen")
    contact.chooses("Een kritisch tegengeluid")
    contact.fills_moment("Wanneer begint het?", _evening(20))
    contact.fills("Waar?", "Bij iemand thuis")
    contact.sends()
    _the_evening_is_over("Keukentafelgesprek")
    _goes_to_work(contact)
    contact.follows("Bijeenkomsten")
    contact.follows("Keukentafelgesprek")
    contact.follows("Schrijf op hoe het ging")
    contact.fills("Verslag", "Wie werkt en zorgt, wil één nummer om te bellen.")
    contact.sends()
    contact.follows("Schrijf op wat je hoorde")
    contact.fills("Wat hoorde je?", "Ik wil één nummer, geen zes loketten.")
    contact.fills("Wie zei het?", "een mantelzorger")
    contact.chooses("Dit mag op de openbare pagina staan")
    contact.sends()


def they_read_and_choose(contact: Hands, paper: Path) -> None:
    _goes_to_work(contact)
    contact.follows("Stuk toevoegen")
    contact.fills("Naam van het stuk", "Cijfers over mantelzorg")
    contact.picks("Wat is het?", "Cijfers")
    contact.attaches("Bestand", paper)
    contact.chooses("Iedereen mag het lezen")
    contact.sends()
    _goes_to_work(contact)
    contact.follows("Schrijf een keuze op")
    contact.fills("Wat kiezen jullie?", "We kijken alleen naar mensen met een baan")
    contact.fills("Waarom?", "Over andere mantelzorgers is al een advies.")
    contact.fills("Wat laten jullie?", "Mantelzorgers die niet werken.")
    contact.sends()


def they_write(contact: Hands, second: Hands) -> None:
    _goes_to_work(contact)
    contact.follows("Begin met schrijven van het advies")
    contact.sends("Begin met schrijven")
    contact.fills("In het kort", "Wie zorgt en werkt, heeft rust nodig. Regel één aanspreekpunt en zorg in de avond.")
    contact.sends("Bewaar: In het kort")
    for title in (FIRST, SECOND):
        contact.fills("Wat moet er gebeuren?", title)
        contact.sends("Aanbeveling toevoegen")
        contact.fills("Uitleg", "Mantelzorgers raken nu de weg kwijt.")
        contact.fills("Waarom?", "Dat hoorden we in elk gesprek.")
        contact.fills("Waarop steunt dit?", "Keukentafelgesprek")
        contact.sends()
    _goes_to_work(second)
    second.follows("Open het advies")
    second.follows("Schrijf op hoe jij het ziet")
    second.fills("Jouw kijk in één zin", VIEW)
    second.fills("Uitleg", "Een werkgever kan morgen al iets doen.")
    second.sends()
    second.sees(VIEW)


def the_draft_goes_round(town: Town, contact: Hands, members: list[Member]) -> None:
    _goes_to_work(contact)
    contact.follows("Stuur het ontwerp rond")
    contact.fills_moment("Reageer voor", _evening(8))
    contact.sends()
    for member in members:
        person = town.opens_mail(_address(member), "Wat vind je van ons ontwerp?")
        person.sees(FIRST, SECOND)
        person.chooses("Ik steun dit advies")
        person.sends()


def they_adopt(contact: Hands) -> str:
    """The number of the advice."""
    _goes_to_work(contact)
    contact.follows("Advies vaststellen")
    contact.sends()
    number = re.search(r"ASDG-\d{4}-\d{2}", contact.page.locator("main").inner_text())
    assert number
    return number.group()


def the_advice_is_delivered(town: Town, steering: Hands, number: str) -> None:
    _goes_to_work(steering)
    steering.follows("Advies aanbieden")
    steering.chooses("Het college", about="Wie krijgt het advies?")
    steering.sends()
    _name, content, kind = town.mail(OFFICE, number).attachments[0]
    assert (content[:5], kind) == (b"%PDF-", "application/pdf")
    steering.sees(FIRST, SECOND, VIEW)
    steering.chooses("Ik heb het advies en de vraag gelezen")
    steering.sends()


def the_office_answers(town: Town, number: str) -> None:
    office = town.opens_mail(OFFICE, number)
    office.chooses("We nemen het over", about="aanbeveling 1")
    office.chooses("We nemen het niet over", about="aanbeveling 2")
    for place in (0, 1):
        office.page.get_by_label("Waarom?").nth(place).fill("Elk antwoord krijgt een reden.")
    office.sends("Bekijk en verstuur")
    office.sees("Elk antwoord krijgt een reden.")
    office.sends("Versturen en openbaar maken")
    town.mail(ADVISER, TITLE)


def everyone_reads_what_became_of_it(town: Town, number: str) -> None:
    anyone = town.person("anyone")
    anyone.opens("/")
    anyone.follows("Alle adviezen")
    anyone.follows(TITLE)
    assert number in anyone.page.url
    anyone.sees(QUESTION, VIEW)
    for recommendation, answer in ((FIRST, "Overgenomen"), (SECOND, "Niet overgenomen")):
        beside = anyone.page.locator("main .rec", has_text=recommendation).locator(".answer")
        assert answer in beside.inner_text().capitalize()
    anyone.opens("/trajecten/")
    anyone.follows(TITLE)
    anyone.sees("Ik wil één nummer, geen zes loketten.")
    anyone.sees("De gemeente stelt een vraag", "We pakken dit op", "De projectgroep is compleet", "Afspraken gemaakt")
    anyone.sees("Het werk is begonnen", "De projectgroep schrijft het advies", f"Advies {number} aangeboden")
    anyone.sees("Advies openbaar", "De reactie is er")


def _goes_to_work(person: Hands) -> None:
    person.opens("/werk/")
    person.follows(TITLE)


def _evening(days: int) -> datetime:
    """Eight in the evening, so many days from now."""
    return datetime.combine(localtime().date() + timedelta(days=days), time(20))


def _the_evening_is_over(title: str) -> None:
    """Nobody has to wait for the day of an activity."""
    began = now() - timedelta(hours=3)
    Activity.objects.filter(title__icontains=title).update(starts_at=began, ends_at=began + timedelta(hours=2))


def _address(member: Member) -> str:
    assert member.user is not None
    return member.user.email
