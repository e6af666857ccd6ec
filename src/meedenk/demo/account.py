"""What the demo group noted for its public account, and its annual reports."""

from datetime import date, datetime, timedelta
from typing import Any

from meedenk.accountability.operations import reports
from meedenk.accountability.operations.positions import note_position
from meedenk.agenda.models import Theme
from meedenk.people.models import Department

from . import cast
from .reading import Calendar, read

TWO_DAYS = timedelta(days=2)
TOLD_ON = date(2022, 12, 20)
TEXTS = {
    "opening": (
        "Dit was het eerste jaar waarin we elke aanbeveling een nummer gaven. Zo kan iedereen nazoeken wat ermee"
        " gebeurde.\n\nWe danken alle inwoners die ons vertelden wat zij meemaken."
    ),
    "looking_back": (
        "Wat ons opviel:\n\n- Een gesprek aan de keukentafel leert ons meer dan een rapport.\n"
        "- Het helpt als de gemeente vroeg vraagt, en niet als de tekst al klaar is."
    ),
    "looking_ahead": "We willen op elk advies binnen acht weken een antwoord, aanbeveling voor aanbeveling.",
}


def give_account(calendar: Calendar) -> None:
    """It is noted of each subject whether the group was asked; one report is published, one is being written."""
    _report(TOLD_ON.year, calendar.moment(TOLD_ON), publish=True)
    _report(calendar.day(0).year, calendar.moment(-3), publish=False)
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


def _report(year: int, at: datetime, *, publish: bool) -> None:
    by = cast.steering()
    report = reports.begin_report(year, by=by, at=at)
    for part, text in TEXTS.items() if publish else ():
        reports.save_part(report, part, text=text, version=1, by=by, at=at)
    if publish:
        reports.publish_report(report, by=by, at=at)
