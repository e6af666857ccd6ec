"""On which days we ask how it is going. Only days, no clock."""

from datetime import date

from django.utils.timezone import localdate

from meedenk.handbook.queries import months_after, number
from meedenk.journal.kinds import Kind
from meedenk.trajectories.models import Trajectory

RULES = ("checks-after-months-first", "checks-after-months-second", "checks-after-months-third")


def answered_on(trajectory: Trajectory) -> date:
    """The day on which the response came, or on which was concluded that none came."""
    kinds = [Kind.RESPONSE_RECEIVED, Kind.NO_RESPONSE]
    return localdate(trajectory.entries.filter(kind__in=kinds).earliest("at").at)


def days_of_the_rules(answered: date, on: date) -> list[date]:
    """The days on which the handbook, as it holds on the day `on`, asks how it is going after the response."""
    return [months_after(answered, number(rule, on)) for rule in RULES]
