"""A house with twice as much in it asks the database no more often, whichever page it is and whoever looks."""

import pytest
from benchmarks.measuring import dearest, queries_of, visitors
from benchmarks.multiplying import multiply
from pytest_django import Settings

from meedenk.advice.models import Recommendation
from meedenk.agenda.models import Concern
from meedenk.journal.models import Entry
from meedenk.trajectories.models import Trajectory

pytestmark = pytest.mark.django_db

ENOUGH = 2
"""So many pages of a kind are opened to find the one that asks most."""

ALIKE = {"group_member", "support"}
"""Who meets the same pages as the contact and as the steering group."""


def test_no_page_asks_the_database_more_often_when_there_is_more(full_house: None, settings: Settings) -> None:
    settings.DEMO, settings.SECOND_FACTOR_EASED = True, True
    counted = (Trajectory, Concern, Recommendation, Entry)
    people = {role: client for role, client in visitors("testserver").items() if role not in ALIKE}
    pages = dearest(people, of_a_kind=ENOUGH)
    asked = {page: queries_of(page, people[page.role]) for page in pages}
    had = {table: table.objects.count() for table in counted}
    multiply(trajectories=2 * had[Trajectory], concerns=2 * had[Concern], recommendations=80)
    for table, number in had.items():
        assert table.objects.count() >= 1.9 * number
    more = {
        page: (now, before) for page, before in asked.items() if (now := queries_of(page, people[page.role])) > before
    }
    assert len(pages) > 200
    assert not more
