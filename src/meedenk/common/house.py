"""Who this installation belongs to, as its operator set it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


@dataclass(frozen=True)
class Spoken:
    """A text of the operator, in English too where they gave it."""

    dutch: str
    english: str = ""

    def __str__(self) -> str:
        return self.english if self.english and (get_language() or "").startswith("en") else self.dutch

    def __bool__(self) -> bool:
        return bool(self.dutch)


@dataclass(frozen=True)
class House:
    """The advisory group of one municipality: its names, its colours and its addresses.

    `organisation` is the municipality by its name in the national register of organisations, where it is at `tooi`.
    `appraisal` (B, V or N) and `keep_for` (a length of time by ISO 8601) are what the municipality decided about the
    archive; N and empty say that it did not decide yet.
    """

    name: str
    abbreviation: str
    municipality: str
    domain: Spoken
    email: str
    phone: str
    calling_hours: Spoken
    base_url: str
    logo_url: str
    tokens_url: str
    demo: bool
    organisation: str
    tooi: str
    appraisal: str
    keep_for: str


def house(request: HttpRequest | None = None) -> dict[str, House]:
    """For templates: `{{ house.name }}` and the like."""
    return {"house": settings.HOUSE}
