"""Everyone hears what changed, and whoever told of it first hears that it is stuck."""

from datetime import date, timedelta

from django.utils.timezone import localdate, now

from journeys.hands import Hands
from journeys.requested.words import FIRST, SECOND, TITLE
from journeys.town import Someone, Town, a_week_goes_by, evening
from journeys.unrequested.words import EXECUTOR, PROMISE, STUCK
from meedenk.followup.models import Commitment, Monitoring
from meedenk.followup.operations import checks


def everyone_hears_what_changed(town: Town, steering: Hands, group: list[Someone], tellers: tuple[str, str]) -> None:
    steering.works_on(TITLE)
    steering.follows("Vertel iedereen wat ermee is gedaan")
    steering.sees("Wie het hoort", FIRST, SECOND)
    steering.sends("Stuur het aan iedereen die bijdroeg")
    steering.sees("Iedereen die bijdroeg, krijgt er een mail over.")
    for someone in group:
        town.mail(someone, "Wat erdoor veranderde", FIRST, "Deels overgenomen")
    for teller in tellers:
        page = town.opens_mail(teller, "Wat erdoor veranderde", "Je vertelde ons hierover.", "Deels overgenomen")
        page.sees(TITLE, "De reactie is er")


def it_is_promised_and_followed(town: Town, steering: Hands) -> None:
    steering.works_on(TITLE)
    steering.follows("Een toezegging opschrijven")
    steering.fills("Wat gaat er gebeuren?", PROMISE)
    steering.picks("Welke afdeling doet het?", "Wmo en Jeugd")
    steering.fills("Aan wie vragen we hoe het gaat?", "Uma Uitvoering")
    steering.fills("Het e-mailadres", EXECUTOR)
    steering.fills_day("Wanneer is het klaar?", evening(200).date())
    steering.sends("Schrijf het op")
    steering.sees("De toezegging is opgeschreven.")
    town.mail(EXECUTOR, "Opgeschreven", PROMISE)
    steering.works_on(TITLE)
    steering.follows("Afspreken wie de uitvoering volgt")
    steering.chooses("De stuurgroep")
    steering.fills("Waar let je op?", "Of er echt een nummer komt.")
    steering.sends("Zo spreken we het af")
    steering.sees("Het is afgesproken.")


def it_is_stuck(town: Town) -> None:
    the_day_of_the_question_has_come()
    executor = town.opens_mail(EXECUTOR, "Hoe gaat het?", PROMISE)
    executor.sees("Hoe gaat het?", PROMISE)
    executor.chooses("Het zit vast")
    executor.fills("Vertel het in één zin", STUCK)
    executor.sends("Vertel hoe het gaat")
    executor.sees("Iedereen kan nu lezen hoe het gaat.", STUCK)


def the_tellers_read_it(town: Town, tellers: tuple[str, str]) -> None:
    a_week_goes_by()
    for teller in tellers:
        page = town.opens_mail(teller, "Wat er gebeurde", PROMISE, STUCK, "Niets meer hierover")
        page.sees("Het zit vast")


def the_day_of_the_question_has_come() -> None:
    """Nobody has to wait three months."""
    yesterday = localdate() - timedelta(days=1)
    Monitoring.objects.update(days=[date.isoformat(yesterday)])
    Commitment.objects.update(recorded_at=now() - timedelta(days=3))
    checks.ask_checks(now())
