"""Name and address of tellers go when they are of no use any more."""

from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.utils.timezone import now

from meedenk.agenda.models import Concern, Teller
from meedenk.agenda.operations import reading, telling
from meedenk.agenda.operations.forgetting import forget_tellers
from meedenk.handbook.queries import months_after
from meedenk.journal.kinds import Kind

from .factories import a_concern, a_listed_theme, the_link_of

pytestmark = pytest.mark.usefixtures("rules")


def known(concern: Concern) -> bool:
    return Teller.objects.get(concern=concern).hears != Teller.Hears.NOTHING


def a_year_and(days: int, since: datetime) -> datetime:
    return since + timedelta(days=366 + days)


def test_a_year_after_the_last_of_it_nobody_knows_who_told_it(cast: Cast) -> None:
    at = now()
    concern = a_concern(told_at=at)
    reading.set_aside(concern, reason="Hier gaan wij niet over.", by=cast.support, at=at)
    forget_tellers(at + timedelta(days=360))
    assert known(concern)
    forget_tellers(a_year_and(0, at))
    assert not known(concern)
    forget_tellers(a_year_and(7, at))
    assert concern.entries.filter(kind=Kind.TELLER_FORGOTTEN).count() == 1


def test_what_waits_to_be_read_is_not_forgotten() -> None:
    concern = a_concern(told_at=now())
    forget_tellers(a_year_and(400, now()))
    assert known(concern)


def test_who_lies_together_with_another_is_known_as_long_as_that_goes_on(cast: Cast) -> None:
    at = now()
    concern, root = a_concern(told_at=at), a_concern(told_at=at)
    reading.merge(concern, into=root, by=cast.support, at=at)
    forget_tellers(a_year_and(9, at))
    assert known(concern)
    reading.make_part_of(root, theme=a_listed_theme(), by=cast.support, at=a_year_and(9, at))
    forget_tellers(a_year_and(300, at))
    assert known(concern)
    forget_tellers(a_year_and(9, a_year_and(9, at)))
    assert not known(concern)


def test_spam_loses_its_text_too() -> None:
    spam = a_concern("Koop nu", told_at=now(), state=Concern.State.DOUBTFUL)
    forget_tellers(now())
    spam.refresh_from_db()
    assert spam.text
    forget_tellers(a_year_and(1, now()))
    spam.refresh_from_db()
    assert not spam.text
    assert not known(spam)


def test_what_was_added_to_spam_goes_with_it(cast: Cast) -> None:
    at = now()
    spam = a_concern("Koop nu", told_at=at)
    telling.tell_more(spam, text="Koop nog meer", by=the_link_of(spam), at=at)
    reading.doubt(spam, by=cast.support, at=at)
    forget_tellers(at + timedelta(days=360))
    assert spam.additions.exists()
    forget_tellers(a_year_and(1, at))
    assert not spam.additions.exists()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_end_where_a_shorter_month_ends(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later
