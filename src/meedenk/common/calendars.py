"""Files that calendars understand: iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress


def calendar(events: Iterable[Event], *, method: str = "PUBLISH") -> bytes:
    """All of `events` in one file."""
    found = Calendar()
    found.add("prodid", "-//Meedenk//NL")
    found.add("version", "2.0")
    found.add("method", method)
    for each in events:
        found.add_component(each)
    return bytes(found.to_ical())


def event(
    name: str,
    *,
    sequence: int,
    at: datetime,
    starts: datetime | date,
    title: str,
    about: str,
    ends: datetime | None = None,
    place: str = "",
    cancelled: bool = False,
) -> Event:
    """One of the same `name` with a later `sequence` replaces an earlier one. `starts` without an hour lasts a day."""
    found = Event()
    found.add("uid", f"{name}@{settings.HOUSE.email.rpartition('@')[2]}")
    found.add("sequence", sequence)
    found.add("dtstamp", at.astimezone(UTC))
    found.add("dtstart", starts.astimezone(UTC) if isinstance(starts, datetime) else starts)
    if ends:
        found.add("dtend", ends.astimezone(UTC))
    found.add("summary", title)
    found.add("description", about)
    if place:
        found.add("location", place)
    found.add("organizer", vCalAddress(f"mailto:{settings.HOUSE.email}"))
    found.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return found
