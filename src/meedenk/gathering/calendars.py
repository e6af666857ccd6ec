"""Activities as a file that calendars understand."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress

from .models import Activity


def calendar_file(activity: Activity, *, at: datetime) -> bytes:
    """`activity`, which has a date, as iCalendar (RFC 5545). A later revision replaces an earlier one by its UID."""
    return _calendar([activity], "CANCEL" if _is_cancelled(activity) else "PUBLISH", at)


def calendar_of(activities: Iterable[Activity], *, at: datetime) -> bytes:
    """All of `activities`, which have dates, in one calendar to subscribe to."""
    return _calendar(activities, "PUBLISH", at)


def _calendar(activities: Iterable[Activity], method: str, at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Meedenk//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for activity in activities:
        calendar.add_component(_event(activity, at))
    return bytes(calendar.to_ical())


def _event(activity: Activity, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"activity-{activity.pk}@{settings.HOUSE.email.rpartition('@')[2]}")
    event.add("sequence", activity.revision)
    event.add("dtstamp", at.astimezone(UTC))
    assert activity.starts_at is not None
    event.add("dtstart", activity.starts_at.astimezone(UTC))
    if activity.ends_at:
        event.add("dtend", activity.ends_at.astimezone(UTC))
    event.add("summary", activity.title)
    event.add("description", activity.trajectory.title)
    if activity.place:
        event.add("location", activity.place)
    event.add("organizer", vCalAddress(f"mailto:{settings.HOUSE.email}"))
    event.add("status", "CANCELLED" if _is_cancelled(activity) else "CONFIRMED")
    return event


def _is_cancelled(activity: Activity) -> bool:
    return activity.state == Activity.State.CANCELLED
