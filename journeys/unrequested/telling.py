"""Residents tell what goes wrong, and the steering group lays together what is alike."""

from django.utils.timezone import now

from journeys.hands import Hands
from journeys.town import Someone, Town
from journeys.unrequested.words import ALIKE, CONCERN, THEME
from meedenk.common.guarding import SHORTEST


def they_tell(town: Town, tellers: tuple[str, str], *staff: Someone) -> list[Hands]:
    """While they think about the words, the staff sign in: who fills in this form too quickly is no person."""
    told = []
    for email, text in zip(tellers, (CONCERN, ALIKE), strict=True):
        teller = town.person(email)
        teller.opens("/meedoen/signaal/")
        teller.fills("Wat wil je ons vertellen?", text)
        teller.chooses("Een probleem")
        teller.chooses("Ja, per e-mail")
        teller.fills("Je naam", "Ina Inwoner")
        teller.fills("E-mailadres", email)
        told.append(teller)
    opened = now()
    signed_in = [town.signs_in(each) for each in staff]
    for email, teller in zip(tellers, told, strict=True):
        teller.waits_until(opened + SHORTEST)
        teller.sends()
        teller.sees("Dank je wel dat je het vertelde")
        page = town.opens_mail(email, "We hebben ontvangen wat je ons vertelde")
        page.sees("De stuurgroep leest het binnen 3 weken.")
    return signed_in


def what_is_alike_is_laid_together(steering: Hands) -> None:
    steering.opens("/beheer/")
    steering.sees("2 mensen vertelden ons iets")
    for what, button in (("Leg het bij iets anders", "Leg ze samen"), ("Begin er een nieuw thema mee", "")):
        steering.opens("/beheer/signalen/")
        steering.follows("Een probleem van")
        steering.follows(what)
        if button:
            steering.sees("De dagbesteding belt")
            steering.chooses_first()
            steering.sends(button)
            steering.sees("Ze liggen nu samen.")
        else:
            steering.fills("Het thema in een paar woorden", THEME)
            steering.fills("Waar gaat het over?", "Wie voor een ander zorgt en ook werkt, heeft het zwaar.")
            steering.sends("Zet het thema op de lijst")
            steering.sees("Het thema staat op de lijst", "Dit vertelden anderen ook")
