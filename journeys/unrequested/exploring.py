"""The steering group looks into what residents told, and chooses its own way."""

from journeys.hands import Hands
from journeys.requested.words import QUESTION, TITLE
from journeys.unrequested.words import THEME

FOUR = {
    "Kunnen we hier iets veranderen?": "Ja, de gemeente maakt een nieuw plan.",
    "Waar: wie besluit erover?": "Het college.",
    "Wanneer: op welk moment moeten we het gezegd hebben?": "Voor de zomer.",
    "Hoe: wat zou het beste werken?": "Met een eigen advies.",
}


def they_look_into_it(steering: Hands) -> None:
    steering.follows("Verken een onderwerp van dit thema")
    steering.sees(THEME)
    steering.fills("Het onderwerp in een paar woorden", TITLE)
    steering.fills("Wat willen we uitzoeken?", QUESTION)
    steering.fills("In het kort, voor iedereen", "Zorgen en werken tegelijk is zwaar.")
    steering.chooses("Een probleem van")
    steering.sends("Begin met verkennen")
    steering.sees("Iedereen kan lezen dat je dit verkent.")


def they_go_their_own_way(steering: Hands) -> None:
    steering.follows("Weeg af wat we kunnen doen")
    for question, answer in FOUR.items():
        steering.fills(question, answer)
    steering.sends("Bewaar de vier antwoorden")
    steering.follows("Kies een eigen traject")
    steering.fills("Wat doen we?", "We spreken vijftig mantelzorgers.")
    steering.fills("Voor wie?", "het college")
    steering.fills("Voor wanneer?", "voor de zomer")
    steering.sends("Kies onze eigen weg")
    steering.sees("Open de oproep")
