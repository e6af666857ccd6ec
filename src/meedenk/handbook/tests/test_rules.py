"""A rule says its value as a reader does, and which value holds on a day."""

from datetime import date

import pytest
from django.utils import translation

from meedenk.handbook.models import Rule, Unit

SAID = [
    (6, Unit.PEOPLE, "6 mensen", "6 people"),
    (1, Unit.PEOPLE, "1 mens", "1 person"),
    (2, Unit.WEEKS, "2 weken", "2 weeks"),
    (1, Unit.WEEKS, "1 week", "1 week"),
    (14, Unit.DAYS, "14 dagen", "14 days"),
    (12, Unit.MONTHS, "12 maanden", "12 months"),
    (1, Unit.YEARS, "1 jaar", "1 year"),
    (3, Unit.YEARS, "3 jaar", "3 years"),
    (2, Unit.PER_YEAR, "2 keer per jaar", "2 times a year"),
    (2, Unit.TIMES, "2 keer", "2 times"),
    (20, Unit.MEGABYTES, "20 MB", "20 MB"),
    (3, Unit.PART, "1/3", "1/3"),
]


@pytest.mark.parametrize(("value", "unit", "dutch", "english"), SAID)
def test_a_rule_is_said_in_words(value: int, unit: Unit, dutch: str, english: str) -> None:
    rule = Rule(key="x", value=value, unit=unit)
    with translation.override("nl"):
        assert rule.in_words == dutch
    with translation.override("en"):
        assert rule.in_words == english


def test_every_unit_has_words() -> None:
    assert {unit for _value, unit, _dutch, _english in SAID} == set(Unit)


def test_the_latest_value_that_has_begun_holds(db: None) -> None:
    for value, since in [(6, date(2024, 1, 1)), (8, date(2026, 1, 1))]:
        Rule.objects.create(key="weeks", value=value, unit=Unit.WEEKS, since=since, what="x", source="x")
    assert Rule.objects.valid(date(2025, 12, 31)).get().value == 6
    assert Rule.objects.valid(date(2026, 1, 1)).get().value == 8
    assert not Rule.objects.valid(date(2023, 12, 31)).exists()
