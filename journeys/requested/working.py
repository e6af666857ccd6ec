"""The group chooses a contact, agrees with the adviser, and hears what residents live through."""

from pathlib import Path

from journeys.hands import Hands
from journeys.requested.words import ADVISER, HEARD, TITLE
from journeys.town import Town, evening, the_evening_is_over
from meedenk.people.models import Member

FIGURES = "De gemeente geeft de cijfers over mantelzorg."
IN_TIME = "Ons advies is er voor het besluit van de raad."


def they_choose_a_contact(town: Town, first: Hands, second: Hands, group: list[Member]) -> None:
    chosen = group[0].name
    first.sees(f"Kies een aanspreekpunt voor “{TITLE}”")
    first.works_on(TITLE)
    first.follows("Kies een aanspreekpunt")
    first.sees("0 van de 5 hebben gestemd.")
    first.chooses(chosen)
    first.sends("Geef je stem")
    first.sees("Je stem is bewaard.", f"{chosen}: 1 stem")
    for someone in (town.signs_in(group[2]), second):
        someone.works_on(TITLE)
        someone.follows("Kies een aanspreekpunt")
        someone.chooses(chosen)
        someone.sends("Geef je stem")
    second.sends(f"Iedereen wil {chosen}")
    second.sees(f"{chosen} is het aanspreekpunt van de groep.")
    for member in group:
        town.mail(member, f"Het aanspreekpunt is {chosen}")


def they_make_agreements(town: Town, contact: Hands, member: Member) -> None:
    adviser = town.opens_mail(ADVISER, f"Het aanspreekpunt is {member.name}", "verdeelt het werk")
    adviser.follows("Onze afspraken")
    adviser.picks("Waar gaat het over?", "welke informatie wanneer komt")
    adviser.fills("Wat spreken we af?", FIGURES)
    adviser.picks("Wie doet dit?", "de gemeente")
    adviser.fills_day("Voor wanneer?", evening(14).date())
    adviser.sends("Stel dit voor")
    adviser.sees("Je voorstel is bewaard", FIGURES, "De groep heeft dit nog niet bevestigd.")
    town.mail(member, "Ga je akkoord?", FIGURES)
    contact.returns()
    contact.follows("Maak afspraken")
    contact.sends("Ja, akkoord")
    contact.sees("Deze afspraak geldt nu.", "Bevestigd door beide kanten")
    contact.picks("Waar gaat het over?", "planning")
    contact.fills("Wat spreken we af?", IN_TIME)
    contact.picks("Wie doet dit?", "de projectgroep")
    contact.sends("Stel dit voor")
    contact.sees("Je voorstel is bewaard", "De gemeente heeft dit nog niet bevestigd.")
    town.mail(ADVISER, "Afgesproken", FIGURES)
    adviser = town.opens_mail(ADVISER, "Ga je akkoord?", IN_TIME)
    adviser.sends("Ja, akkoord")
    adviser.sees("Deze afspraak geldt nu.")
    town.mail(member, "Afgesproken", IN_TIME)


def they_begin(contact: Hands, second: Hands) -> None:
    second.finds_no("Begin met het werk")
    contact.returns()
    contact.follows("Begin met het werk")
    contact.sees("Nog niet alle afspraken zijn gemaakt.")
    contact.fills("Waarom ga je toch verder?", "De andere afspraken maken we onderweg.")
    contact.sends()
    contact.sees("Het werk is begonnen.", "Stap 4 van 7")


def they_hear_people(town: Town, contact: Hands, group: list[Member]) -> None:
    contact.follows("Bijeenkomst plannen")
    contact.sees("Nog niet gepland: een kritisch tegengeluid, ervaringsdeskundigen.")
    contact.chooses("Gesprek")
    contact.fills("Waarom zo?", "Aan de keukentafel vertellen mensen wat ze nodig hebben.")
    contact.fills("Naam van de bijeenkomst", "Keukentafelgesprek")
    contact.chooses("Ervaringsdeskundigen")
    contact.chooses("Een kritisch tegengeluid")
    contact.fills_moment("Wanneer begint het?", evening(20))
    contact.fills("Waar?", "Bij iemand thuis")
    contact.sends()
    contact.sees("Het is gepland.", "Bij iemand thuis")
    for member in group:
        town.mail(member, "Je bent uitgenodigd: Keukentafelgesprek", "Bij iemand thuis")
    the_evening_is_over("Keukentafelgesprek")
    contact.follows("Alle bijeenkomsten")
    contact.sees("Een kritisch tegengeluid en een ervaringsdeskundige zijn allebei gepland of gehoord.")
    contact.follows("Keukentafelgesprek")
    contact.follows("Schrijf op hoe het ging")
    contact.fills("Verslag", "Wie werkt en zorgt, wil één nummer om te bellen.")
    contact.sends()
    contact.sees("Het is bewaard.", "Wie werkt en zorgt, wil één nummer om te bellen.")
    contact.follows("Schrijf op wat je hoorde")
    contact.sees("Nooit een naam.")
    contact.fills("Wat hoorde je?", HEARD)
    contact.fills("Wie zei het?", "een mantelzorger")
    contact.chooses("Dit mag op de openbare pagina staan")
    contact.sends()
    contact.sees("Het is opgeschreven.")


def they_read_and_choose(contact: Hands, paper: Path) -> None:
    contact.returns()
    contact.follows("Stuk toevoegen")
    contact.fills("Naam van het stuk", "Cijfers over mantelzorg")
    contact.picks("Wat is het?", "Cijfers")
    contact.attaches("Bestand", paper)
    contact.chooses("Iedereen mag het lezen")
    contact.sends()
    contact.sees("Het stuk staat erbij.", "Cijfers over mantelzorg", "PDF")
    contact.returns()
    contact.follows("Schrijf een keuze op")
    contact.fills("Wat kiezen jullie?", "We kijken alleen naar mensen met een baan")
    contact.fills("Waarom?", "Over andere mantelzorgers is al een advies.")
    contact.fills("Wat laten jullie?", "Mantelzorgers die niet werken.")
    contact.sends()
    contact.sees("Jullie keuze is bewaard.", "Wat we laten: Mantelzorgers die niet werken.")
