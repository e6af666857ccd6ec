"""A question comes in, members are called, and a group meets who asked."""

from django.utils.timezone import now

from journeys.hands import Hands
from journeys.requested.words import ADVISER, QUESTION, STORY, TITLE
from journeys.town import Someone, Town, evening, the_evening_is_over
from meedenk.common.guarding import SHORTEST
from meedenk.people.models import Member


def the_adviser_asks(town: Town, *staff: Someone) -> list[Hands]:
    """While the adviser thinks about the words, the staff sign in: who fills in this form too quickly is no person."""
    adviser = town.person(ADVISER)
    adviser.opens("/adviesvraag/")
    opened = now()
    adviser.fills("Je naam", "Eva Beleid")
    adviser.fills("E-mailadres", ADVISER)
    adviser.picks("Afdeling", "Wmo en Jeugd")
    adviser.fills("Het onderwerp in een paar woorden", TITLE)
    adviser.fills("Wat wil je inwoners vragen?", QUESTION)
    signed_in = [town.signs_in(each) for each in staff]
    adviser.waits_until(opened + SHORTEST)
    adviser.sends()
    adviser.sees("We hebben je vraag ontvangen", "De stuurgroep besluit binnen 14 dagen")
    adviser = town.opens_mail(
        ADVISER, "We hebben je vraag ontvangen", "Bedankt voor je vraag.", "Je hoort van ons voor"
    )
    adviser.sees(TITLE, QUESTION, "Stap 1 van 7: de vraag")
    return signed_in


def the_question_is_taken_up(town: Town, steering: Hands, member: Member) -> None:
    town.mail(member, "Een vraag van de gemeente", QUESTION)
    steering.opens("/beheer/")
    steering.sees(f"Neem een besluit over “{TITLE}”")
    steering.follows("Neem een besluit")
    steering.sees(QUESTION, "Eva Beleid, Wmo en Jeugd", "14 dagen")
    steering.chooses("We pakken dit op")
    steering.sends()
    town.opens_mail(ADVISER, "We pakken je vraag op").sees(QUESTION, "Stap 1 van 7")


def support_calls(support: Hands) -> None:
    support.works_on(TITLE)
    support.follows("Open de oproep")
    support.sees("Elke deelnemer krijgt één mail met één vraag.")
    support.fills("Waar gaat het over?", "Veel mensen zorgen voor een ander naast hun werk. Wat helpt hen?")
    support.fills("Hoeveel tijd vragen we?", "3 uur per week, drie maanden")
    support.fills_moment("Antwoord voor", evening(21))
    support.sends("Open de oproep")
    support.sees("Elke deelnemer krijgt de oproep per mail.", "nog geen antwoord")


def a_member_answers(town: Town, member: Member, answer: str) -> None:
    person = town.opens_mail(member, "Doe je mee?", "Wat helpt hen?", "3 uur per week, drie maanden")
    person.sees("Doe je mee?", "3 uur per week, drie maanden")
    person.chooses(answer)
    person.fills("Wil je er meer over vertellen?", STORY)
    person.sends()
    person.sees("Je antwoord is bewaard. Je kunt het veranderen tot de oproep sluit.", f"Je antwoordde: {answer}")
    town.mail(member, "Je antwoord", f"We schreven op: {answer}")


def one_answers_by_phone(support: Hands, member: Member) -> None:
    support.works_on(TITLE)
    support.follows("Bekijk de aanmeldingen")
    support.sees(STORY)
    support.follows("Wie nog niet antwoordde")
    support.follows(f"Schrijf een antwoord op: {member.name}")
    support.sees("We bewaren dat jij het opschreef, en voor wie.")
    support.chooses("Ja, ik doe mee")
    support.sends()
    support.sees(f"Het antwoord van {member.name} is bewaard.")


def a_group_is_formed(town: Town, steering: Hands, group: list[Member], doubting: Member, refusing: Member) -> None:
    steering.works_on(TITLE)
    steering.follows("Sluit de oproep")
    steering.sees("5 deelnemers zeiden ja.")
    steering.sends()
    steering.sees("De oproep is gesloten.")
    steering.opens("/beheer/")
    steering.follows("Stel de groep samen")
    steering.sees("5 tot 10 leden")
    for member in group:
        steering.chooses(member.name)
    steering.fills("Wat zeg je tegen wie niet in de groep zit?", "We kozen mensen die zelf mantelzorg geven.")
    steering.sends()
    steering.sees("De groep is compleet.", "Er zitten 5 leden in de groep.", *(member.name for member in group))
    for member in group:
        town.mail(member, "Je zit in de groep", "Fijn dat je meedoet.")
    town.mail(doubting, "Wie er in de groep zit", "We kozen mensen die zelf mantelzorg geven.")
    town.expects_no_mail(refusing, "groep")


def the_adviser_hears_of_the_group(town: Town) -> None:
    adviser = town.opens_mail(ADVISER, "Een groep denkt mee", "5 inwoners vormen de projectgroep")
    adviser.sees("Onze afspraken", "Stap 3 van 7")


def the_group_meets_the_adviser(town: Town, support: Hands, group: list[Member]) -> None:
    support.works_on(TITLE)
    support.follows("Plan het eerste gesprek")
    for number in (1, 2, 3):
        support.fills_moment(f"Datum {number}", evening(10 + number))
    support.fills_moment("Antwoord voor", evening(7))
    support.sends()
    support.sees("Iedereen krijgt de data per mail.", "0 van de 6")
    for someone in (group[1], ADVISER):
        person = town.opens_mail(someone, "Wanneer kun je?", "Zeg bij elke datum of je kunt.")
        person.sees("Eerste gesprek")
        for day in person.page.locator("main legend").all_inner_texts():
            person.chooses("Ja", about=day)
        person.sends()
        person.sees("Je antwoord is bewaard. Je kunt het veranderen tot de datum is gekozen.")
    support.returns()
    support.follows("Bijeenkomsten")
    support.follows("Eerste gesprek")
    support.sees("2 van de 6", "past het best")
    support.follows("Datum kiezen")
    support.chooses_first()
    support.fills("Waar?", "Het wijkhuis")
    support.sends()
    support.sees("De datum is gekozen.", "Het wijkhuis")
    for someone in (*group, ADVISER):
        town.mail(someone, "De datum is bekend", "20.00 uur", "Het wijkhuis")
    the_evening_is_over("gesprek")
    support.returns()
    support.follows("Bijeenkomsten")
    support.follows("Eerste gesprek")
    support.follows("Schrijf op hoe het ging")
    support.chooses(group[0].name)
    support.fills("Verslag", "We leerden elkaar kennen en hoorden wat er vaststaat.")
    support.sends()
    support.sees("Het is bewaard.", f"Aanwezig: {group[0].name}", "We leerden elkaar kennen")
    for someone in (*group, ADVISER):
        town.mail(someone, "Verslag", "We leerden elkaar kennen en hoorden wat er vaststaat.")
