"""Activities as a file that calendars understand."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Event

from meedenk.common.calendars import calendar, event

from .models import Activity


def calendar_file(activity: Activity, *, at: datetime) -> bytes:
    """`activity`, which has a date, as iCalendar (RFC 5545). A later revision replaces an earlier one by its UID."""
    return calendar([_event(activity, at)], method="CANCEL" if _is_cancelled(activity) else "PUBLISH")


def calendar_of(activities: Iterable[Activity], *, at: datetime) -> bytes:
    """All of `activities`, which have dates, in one calendar to subscribe to."""
    return calendar(_event(each, at) for each in activities)


def _event(activity: Activity, at: datetime) -> Event:
    assert activity.starts_at is not None
    return event(
        f"activity-{activity.pk}",
        sequence=activity.revision,
        at=at,
        starts=activity.starts_at,
        ends=activity.ends_at,
        title=activity.title,
        about=activity.trajectory.title,
        place=activity.place,
        cancelled=_is_cancelled(activity),
    )


def _is_cancelled(activity: Activity) -> bool:
    return activity.state == Activity.State.CANCELLED
