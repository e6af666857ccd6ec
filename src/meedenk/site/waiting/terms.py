"""The rules by which something is late."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Terms:
    """The rules of the handbook by which something is late, as they are today."""

    today: date
    at: datetime
    values: dict[str, int]

    def __getitem__(self, key: str) -> int:
        return self.values[key]
