"""What the demo group noted for its public account."""

from datetime import timedelta
from typing import Any

from meedenk.accountability.operations import note_position
from meedenk.agenda.models import Theme
from meedenk.people.models import Department

from . import cast
from .reading import Calendar, read

TWO_DAYS = timedelta(days=2)


def give_account(calendar: Calendar) -> None:
    """Support has noted of each subject whether the group was asked, two days after it was decided."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    names = {each["slug"]: each["name"] for each in read("departments.toml")["department"]}
    departments = {each.name: each for each in Department.objects.all()}
    for said in read("positions.toml")["position"]:
        _note(said, themes.get(said.get("theme")), departments[names[said["department"]]], calendar)


def _note(said: dict[str, Any], theme: Theme | None, department: Department, calendar: Calendar) -> None:
    note_position(
        subject=said["subject"],
        on=calendar.day(said["day"]),
        asked=said["asked"],
        source=said["source"],
        explanation=said.get("explanation", ""),
        theme=theme,
        department=department,
        by=cast.support(),
        at=calendar.moment(said["day"]) + TWO_DAYS,
    )
