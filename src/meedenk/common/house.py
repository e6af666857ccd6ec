"""Who this installation belongs to, as its operator set it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class House:
    """The advisory group of one municipality: its names, its colours and its addresses."""

    name: str
    abbreviation: str
    municipality: str
    domain: str
    email: str
    phone: str
    calling_hours: str
    base_url: str
    logo_url: str
    tokens_url: str
    demo: bool


def house(request: HttpRequest | None = None) -> dict[str, House]:
    """For templates: `{{ house.name }}` and the like."""
    return {"house": settings.HOUSE}
