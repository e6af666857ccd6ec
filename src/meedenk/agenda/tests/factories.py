"""Themes for tests."""

from itertools import count
from typing import Any

from meedenk.agenda.models import Theme

_numbers = count(1)


def a_listed_theme(title: str = "", **more: Any) -> Theme:
    """A theme on the list about which nothing has been decided yet."""
    number = next(_numbers)
    slug = f"thema-{number}"
    return Theme.objects.create(
        title=title or f"Thema {number}",
        slug=slug,
        address=f"/agenda/{slug}/",
        summary="Zorgen voor een ander.",
        origin=more.pop("origin", Theme.Origin.OWN),
        **more,
    )
