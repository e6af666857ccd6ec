"""The content of the demo as it was written, and the calendar it is laid on."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate, make_aware

CONTENT = Path(__file__).parent / "content"

Day = int | date
"""Days from today, or for the one trajectory that follows real dates a date."""


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the content."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def read_trajectories() -> list[dict[str, Any]]:
    """Every trajectory in the order of its file. Keys of real dates get the name of their twin in days."""
    files = sorted((CONTENT / "trajectories").glob("*.toml"))
    return [_one_spelling(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]


def _one_spelling(content: Any) -> Any:
    if isinstance(content, list):
        return [_one_spelling(each) for each in content]
    if not isinstance(content, dict):
        return content
    twins = {"dates": "days", "date": "day"}
    return {str(twins.get(key, key)).removesuffix("_date"): _one_spelling(value) for key, value in content.items()}


@dataclass(frozen=True)
class Calendar:
    """Days and moments around `at`; nothing that happened lies after it."""

    at: datetime

    def day(self, day: Day) -> date:
        return day if isinstance(day, date) else localdate(self.at) + timedelta(days=day)

    def moment(self, day: Day, clock: str = "10:00") -> datetime:
        return make_aware(datetime.combine(self.day(day), time.fromisoformat(clock)))
