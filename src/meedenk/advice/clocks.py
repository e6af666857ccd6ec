"""The two clocks: how long we got to advise, and how long the municipality takes to answer. Only days, no clock."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Clock:
    """`used` of the `agreed` days. It `stopped` when the last day is known; else it still runs."""

    used: int
    agreed: int
    stopped: bool

    @property
    def over(self) -> int:
        """Days beyond what was agreed."""
        return max(self.used - self.agreed, 0)


def time_to_advise(*, asked_on: date, agreed: int, delivered_on: date | None, today: date) -> Clock:
    """The days from the question up to the delivery, beside the days that were agreed."""
    return _clock(asked_on, delivered_on, agreed, today)


def time_to_respond(*, delivered_on: date, due_on: date, answered_on: date | None, today: date) -> Clock:
    """The days from the delivery up to the answer, beside the days until it was due."""
    return _clock(delivered_on, answered_on, (due_on - delivered_on).days, today)


def _clock(begun_on: date, ended_on: date | None, agreed: int, today: date) -> Clock:
    return Clock(max(((ended_on or today) - begun_on).days, 0), agreed, ended_on is not None)
