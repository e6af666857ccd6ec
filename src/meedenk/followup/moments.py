"""On which days we ask how it is going. Only days, no clock."""

from calendar import monthrange
from datetime import date

from django.utils.timezone import localdate

from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind
from meedenk.trajectories.models import Trajectory

RULES = ("checks-after-months-first", "checks-after-months-second", "checks-after-months-third")


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def answered_on(trajectory: Trajectory) -> date:
    """The day on which the response came, or on which was concluded that none came."""
    kinds = [Kind.RESPONSE_RECEIVED, Kind.NO_RESPONSE]
    return localdate(trajectory.entries.filter(kind__in=kinds).earliest("at").at)


def days_of_the_rules(answered: date, on: date) -> list[date]:
    """The days on which the handbook, as it holds on the day `on`, asks how it is going after the response."""
    return [months_after(answered, number(rule, on)) for rule in RULES]
