"""The group writes, the steering group delivers, the office answers, and everyone reads it."""

import re

from journeys.hands import Hands
from journeys.requested.words import ADVISER, FIRST, HEARD, NO_MONEY, OFFICE, QUESTION, SECOND, SUMMARY, TITLE, VIEW
from journeys.town import Town, evening
from meedenk.people.models import Member


def they_write(town: Town, contact: Hands, member: Member) -> None:
    contact.follows("Begin met schrijven van het advies")
    contact.sends("Begin met schrijven")
    contact.sees("Je groep kan nu schrijven.")
    if contact.visitor.scripts:
        contact.fills("In het kort", SUMMARY)
        contact.sends("Bewaar: In het kort")
    else:
        contact.follows("Veranderen: In het kort")
        contact.fills("In het kort", SUMMARY)
        contact.sends("Bewaar")
    contact.sees("Bewaard om")
    for number, title in enumerate((FIRST, SECOND), start=1):
        contact.follows("Aanbeveling toevoegen")
        contact.fills("Wat moet er gebeuren?", title)
        contact.sends("Aanbeveling toevoegen")
        contact.sees(f"Aanbeveling {number}")
        contact.fills("Uitleg", "Mantelzorgers raken nu de weg kwijt.")
        contact.fills("Waarom?", "Dat hoorden we in elk gesprek.")
        contact.fills("Waarop steunt dit?", "Keukentafelgesprek")
        contact.sends()
        contact.sees(title)
    second = town.opens_mail(member, "We schrijven ons advies")
    second.works_on(TITLE)
    second.follows("Open het advies")
    second.sees(FIRST, SECOND)
    second.follows("Schrijf op hoe jij het ziet")
    second.fills("Jouw kijk in één zin", VIEW)
    second.fills("Uitleg", "Een werkgever kan morgen al iets doen.")
    second.sends()
    second.sees("Jouw kijk staat in het advies.", VIEW, "1 lid denkt er zo over")
    second.finds_no("Stuur het ontwerp rond")


def the_draft_goes_round(town: Town, contact: Hands, group: list[Member], *also: str) -> None:
    """The draft says `also` the question, when someone asked one."""
    contact.returns()
    contact.follows("Stuur het ontwerp rond")
    contact.sees("Iedereen in de groep krijgt het ontwerp zoals het nu is")
    contact.fills_moment("Reageer voor", evening(10))
    contact.sends()
    contact.sees("Het ontwerp is rondgestuurd.", "Nog niet gereageerd")
    for member in group:
        person = town.opens_mail(member, "Wat vind je van ons ontwerp?", SUMMARY, "20.00 uur")
        person.sees(*also, SUMMARY, FIRST, SECOND, VIEW, "1 van de 5 leden van de projectgroep ziet het zo")
        person.chooses("Ik steun dit advies")
        person.sends()
        person.sees("Je reactie is bewaard.", "Je reactie: Ik steun dit advies.")


def they_adopt(town: Town, contact: Hands, group: list[Member]) -> str:
    """The number of the advice."""
    contact.works_on(TITLE)
    contact.follows("Advies vaststellen")
    contact.sees("Iedereen in de groep heeft gereageerd", "We hoorden een tegengeluid")
    contact.sends()
    contact.sees("De tekst ligt vast.")
    number = re.search(r"ASDG-\d{4}-\d{2}", contact.page.locator("main").inner_text())
    assert number, "the advice got no number"
    for member in group:
        town.mail(member, "Vastgesteld", number.group())
    return number.group()


def the_advice_is_delivered(town: Town, steering: Hands, number: str) -> None:
    steering.works_on(TITLE)
    steering.follows("Advies aanbieden")
    steering.sees(number, "8 weken")
    steering.chooses("Het college", about="Wie krijgt het advies?")
    steering.sends()
    steering.sees("Het advies is op weg naar het college, met de PDF.", FIRST, SECOND, VIEW)
    steering.chooses("Ik heb het advies en de vraag gelezen")
    steering.sends()
    steering.sees("Iedereen kan het advies nu lezen")


def the_adviser_has_the_advice(town: Town, number: str) -> None:
    town.brings_paper(town.mail(ADVISER, "Ons advies is aangeboden", number))


def the_office_answers(town: Town, number: str, group: list[Member], first: str = "We nemen het over") -> None:
    """`first` is its answer to the first recommendation; the second is not adopted."""
    mail = town.mail(OFFICE, number, "een antwoord op elke aanbeveling")
    town.brings_paper(mail)
    office = town.follows_button(OFFICE, mail)
    office.sees(f"Advies {number}", "Je antwoord op aanbeveling 1", FIRST, SECOND)
    office.chooses(first, about="aanbeveling 1")
    if first != "We nemen het over":
        office.fills("Waarom?", NO_MONEY, about=FIRST)
    office.chooses("We nemen het niet over", about="aanbeveling 2")
    office.fills("Waarom?", NO_MONEY, about=SECOND)
    office.sends("Bekijk en verstuur")
    said = "Overgenomen" if first == "We nemen het over" else "Deels overgenomen"
    office.sees("Klopt dit zo?", "Het is nog niet verstuurd.", said, "Niet overgenomen", NO_MONEY)
    office.sees("Iedereen kan het meteen lezen op onze site")
    town.expects_no_mail(group[0], "Het antwoord")
    office.sends("Versturen en openbaar maken")
    office.sees("Het antwoord is verstuurd.", "Het antwoord is gegeven", said, "Niet overgenomen")
    for member in group:
        town.mail(member, "Het antwoord op ons advies", FIRST, SECOND)


def everyone_reads_what_became_of_it(town: Town, number: str) -> None:
    anyone = town.person("anyone")
    anyone.opens("/")
    anyone.follows("Alle adviezen")
    anyone.sees(SUMMARY)
    anyone.follows(TITLE)
    assert number in anyone.page.url
    anyone.sees(QUESTION, VIEW, NO_MONEY, "1 van de 5 leden van de projectgroep ziet het zo")
    for recommendation, answer in ((FIRST, "Overgenomen"), (SECOND, "Niet overgenomen")):
        beside = anyone.page.locator("main .rec", has_text=recommendation).locator(".answer").inner_text()
        assert answer in beside.capitalize(), f"beside {recommendation!r} stands {beside!r}"
    anyone.opens("/trajecten/")
    anyone.follows(TITLE)
    anyone.sees(HEARD, "5 deelnemers vormen de projectgroep.")
    anyone.sees("De gemeente stelt een vraag", "We pakken dit op", "De projectgroep is compleet", "Afspraken gemaakt")
    anyone.sees("Het werk is begonnen", "De projectgroep schrijft het advies", f"Advies {number} aangeboden")
    anyone.sees("Advies openbaar", "De reactie is er")
