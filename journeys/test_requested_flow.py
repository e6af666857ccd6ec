"""The municipality asks, residents advise, and everyone reads what became of it: each from their own mail."""

from pathlib import Path
from typing import Any

import pytest
from tools.testing.plugin import Delivered

from journeys.conftest import Visit
from journeys.hands import Hands, Keys
from journeys.requested import advising, forming, working
from journeys.requested.words import OFFICE, PAPER, QUESTION
from journeys.town import Town
from journeys.visitors import DESKTOP, NARROW
from meedenk.people.models import Official
from meedenk.people.tests.factories import a_department, a_member, a_steering_member, a_supporter, an_official

WAYS = {
    "on-a-narrow-phone": (NARROW, True, Hands),
    "without-scripts": (DESKTOP, False, Hands),
    "with-keys-only": (DESKTOP, True, Keys),
}


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def town(request: pytest.FixtureRequest, visit: Visit, site: str, settings: Any, delivered: Delivered) -> Town:
    """A town in which everyone visits in the same way."""
    width, scripts, hands = request.param
    settings.MAILING_PAUSE_MINUTES = 0
    return Town(site, lambda: hands(visit(width, scripts=scripts)), delivered)


def test_a_question_becomes_an_advice_with_an_answer(town: Town, tmp_path: Path) -> None:
    a_department("Wmo en Jeugd")
    an_official("Bureau Wethouder", email=OFFICE, function=Official.Function.ALDERPERSON_OFFICE)
    siebe, olga = a_steering_member("Siebe Stuurman"), a_supporter("Olga Ondersteuner")
    group = [a_member(name) for name in ("Anna Aan", "Bram Bos", "Carla Cox", "Dirk Dam", "Emre Eker")]
    doubting, refusing = a_member("Fatma Faber"), a_member("Gerrit Groen")
    paper = tmp_path / "cijfers.pdf"
    paper.write_bytes(PAPER)

    steering, support = forming.the_adviser_asks(town, siebe, olga)
    forming.the_question_is_taken_up(town, steering, siebe)
    forming.support_calls(support)
    for member in group[:-1]:
        forming.a_member_answers(town, member, "Ja, ik doe mee")
    forming.a_member_answers(town, doubting, "Misschien")
    forming.a_member_answers(town, refusing, "Nee, deze keer niet")
    forming.one_answers_by_phone(support, group[-1])
    forming.a_group_is_formed(town, steering, group, doubting, refusing)
    forming.the_adviser_hears_of_the_group(town)
    forming.the_group_meets_the_adviser(town, support, group)

    contact, second = town.signs_in(group[0]), town.signs_in(group[1])
    working.they_choose_a_contact(town, contact, second, group)
    working.they_make_agreements(town, contact, group[0])
    working.they_begin(contact, second)
    working.they_hear_people(town, contact, group)
    working.they_read_and_choose(contact, paper)

    advising.they_write(town, contact, group[1])
    advising.the_draft_goes_round(town, contact, group, QUESTION)
    number = advising.they_adopt(town, contact, group)
    advising.the_advice_is_delivered(town, steering, number)
    advising.the_adviser_has_the_advice(town, number)
    advising.the_office_answers(town, number, group)
    advising.everyone_reads_what_became_of_it(town, number)
