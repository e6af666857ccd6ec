"""Two residents tell what goes wrong, residents advise of their own accord, and both hear what became of it."""

from typing import Any

import pytest
from tools.testing.plugin import Delivered

from journeys.conftest import Visit
from journeys.hands import Hands
from journeys.requested import advising, forming, working
from journeys.requested.words import OFFICE
from journeys.town import Town
from journeys.unrequested import exploring, following, telling
from journeys.visitors import DESKTOP, PHONE
from meedenk.people.models import Official
from meedenk.people.tests.factories import a_department, a_member, a_steering_member, a_supporter, an_official

TELLERS = ("ina@voorbeeld.nl", "ilse@voorbeeld.nl")


@pytest.fixture
def town(visit: Visit, site: str, settings: Any, delivered: Delivered) -> Town:
    """A town in which who tells something has a phone without scripts."""
    settings.MAILING_PAUSE_MINUTES = 0
    phones = {teller: Hands(visit(PHONE, scripts=False)) for teller in TELLERS}
    return Town(site, lambda: Hands(visit(DESKTOP)), delivered, browsers=phones)


def test_a_concern_becomes_an_advice_and_who_told_it_hears_that_it_is_stuck(town: Town) -> None:
    a_department("Wmo en Jeugd")
    an_official("Bureau Wethouder", email=OFFICE, function=Official.Function.ALDERPERSON_OFFICE)
    siebe, olga = a_steering_member("Siebe Stuurman"), a_supporter("Olga Ondersteuner")
    group = [a_member(name) for name in ("Anna Aan", "Bram Bos", "Carla Cox", "Dirk Dam", "Emre Eker")]
    doubting, refusing = a_member("Fatma Faber"), a_member("Gerrit Groen")

    steering, support = telling.they_tell(town, TELLERS, siebe, olga)
    telling.what_is_alike_is_laid_together(steering)
    exploring.they_look_into_it(steering)
    exploring.they_go_their_own_way(steering)

    forming.support_calls(support)
    for member in group[:-1]:
        forming.a_member_answers(town, member, "Ja, ik doe mee")
    forming.a_member_answers(town, doubting, "Misschien")
    forming.one_answers_by_phone(support, group[-1])
    forming.a_group_is_formed(town, steering, group, doubting, refusing)

    contact, second = town.signs_in(group[0]), town.signs_in(group[1])
    working.they_choose_a_contact(town, contact, second, group)
    working.they_begin(contact, second)
    working.they_hear_people(town, contact, group)
    contact.returns()
    advising.they_write(town, contact, group[1])
    advising.the_draft_goes_round(town, contact, group)
    number = advising.they_adopt(town, contact, group)
    advising.the_advice_is_delivered(town, steering, number)
    advising.the_office_answers(town, number, group, "We nemen een deel over")

    following.everyone_hears_what_changed(town, steering, [*group], TELLERS)
    following.it_is_promised_and_followed(town, steering)
    following.it_is_stuck(town)
    following.the_tellers_read_it(town, TELLERS)
