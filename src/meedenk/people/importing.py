"""A list of members from a file, row by row: first what would happen, then, when asked, that it happens."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.accounts.models import one_spelling
from meedenk.common.refusal import Refused

from . import operations
from .models import Area, Member, TeamRole

COLUMNS = ("name", "email", "area", "phone", "paper", "topics", "since", "until", "steering")
LONGEST = {"name": 120, "email": 254, "phone": 40, "area": 80}
LARGEST = 2 * 1024 * 1024


@dataclass
class Row:
    """One line of the file: what it says, what is wrong with it, and whether it is known already."""

    number: int
    values: dict[str, Any]
    mistakes: list[str] = field(default_factory=list)
    known: bool = False
    new_area: str = ""

    @property
    def sentence(self) -> str:
        return " ".join([self._who, *self._where])

    @property
    def _where(self) -> list[str]:
        if not self.new_area or self.known or self.mistakes:
            return []
        return [_("“%(area)s” is new and is entered too.") % {"area": self.new_area}]

    @property
    def _who(self) -> str:
        if self.mistakes:
            return _("Row %(number)s: %(mistakes)s") % {"number": self.number, "mistakes": " ".join(self.mistakes)}
        if self.known:
            return _("Row %(number)s: %(name)s is a member already and stays as they are.") % self._facts
        return _("Row %(number)s: %(name)s becomes a member until %(until)s.") % self._facts

    @property
    def _facts(self) -> dict[str, Any]:
        return {"number": self.number, "name": self.values["name"], "until": self.values["until"]}


def read(file: Path, *, new_areas: bool = False) -> list[Row]:
    """The rows of a CSV file in UTF-8 with the columns of `COLUMNS`. Raises `Refused` when it is no such file.

    With `new_areas` an area that is not known is no mistake: it will be entered, as a district.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(_("The file is larger than 2 MB. Split it."))
        text = file.read_text(encoding="utf-8-sig")
    except OSError as mistake:
        raise Refused(_("The file cannot be read: %(why)s.") % {"why": mistake.strerror}) from mistake
    except UnicodeDecodeError as mistake:
        raise Refused(_("The file is not in UTF-8. Save it as “CSV UTF-8”.")) from mistake
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _rows(reader, new_areas=new_areas)
    except csv.Error as mistake:
        raise Refused(
            _("Row %(number)s cannot be read: a quotation mark was opened there and not closed, or is one too many.")
            % {"number": reader.line_num}
        ) from mistake


def _rows(reader: Any, *, new_areas: bool) -> list[Row]:
    if missing := [name for name in ("name", "since", "until") if name not in (reader.fieldnames or [])]:
        raise Refused(
            _("These columns are missing: %(names)s. The first line names the columns.") % {"names": ", ".join(missing)}
        )
    return list(_judged(reader, new_areas=new_areas))


def write(rows: list[Row], *, at: datetime) -> int:
    """Every row that was not known is a member now; returns how many. One wrong row and nothing is written."""
    if any(row.mistakes for row in rows):
        raise Refused(_("Mend the rows above first. Nothing has been written."))
    fresh = [row for row in rows if not row.known]
    with transaction.atomic():
        for row in fresh:
            values = dict(row.values)
            if row.new_area:
                values["area"] = _entered(row.new_area, at)
            roles = values.pop("steering")
            member = operations.welcome_member(**values, by=None, at=at)
            if roles:
                operations.seat_in_steering(
                    member, roles=roles, since=values["since"], until=values["until"], by=None, at=at
                )
    return len(fresh)


def _entered(name: str, at: datetime) -> Area:
    """The area of that name, entered when an earlier row did not bring it."""
    known = Area.objects.filter(name__iexact=name).first()
    return known or operations.save_area(None, name=name, kind=Area.Kind.DISTRICT, by=None, at=at)


def _judged(reader: Any, *, new_areas: bool) -> Iterator[Row]:
    areas = {area.name.lower(): area for area in Area.objects.all()}
    addresses = set(Member.objects.exclude(user=None).values_list("user__email", flat=True))
    names = set(Member.objects.filter(user=None).values_list("name", flat=True))
    for number, line in enumerate(reader, start=2):
        row = Row(number, {column: " ".join((line.get(column) or "").split()) for column in COLUMNS})
        _judge(row, areas, new_areas=new_areas)
        email = row.values["email"]
        row.known = email in addresses if email else row.values["name"] in names
        addresses.add(email)
        yield row


def _judge(row: Row, areas: dict[str, Area], *, new_areas: bool) -> None:
    """The values of the row as they are written; a sentence for each that cannot be."""
    values = row.values
    if not values["name"]:
        row.mistakes.append(_("The name is missing."))
    values["email"] = one_spelling(values["email"])
    row.mistakes += _too_long(values)
    if values["email"]:
        try:
            validate_email(values["email"])
        except ValidationError:
            row.mistakes.append(_("“%(email)s” is not an e-mail address.") % values)
    for column in ("since", "until"):
        try:
            values[column] = date.fromisoformat(values[column])
        except ValueError:
            row.mistakes.append(_("“%(value)s” is not a date. Write it as 2026-11-24.") % {"value": values[column]})
    if values["area"] and values["area"].lower() not in areas:
        if new_areas:
            row.new_area = values["area"]
        else:
            row.mistakes.append(
                _("“%(area)s” is not an area we know. Enter it first, or add --new-areas to enter it with the members.")
                % values
            )
    values["area"] = areas.get(values["area"].lower())
    values["paper"] = values["paper"].lower() in {"1", "yes", "ja", "x", "true"}
    values["steering"] = [role.strip().lower() for role in values["steering"].split("+") if role.strip()]
    for role in values["steering"]:
        if role not in TeamRole.values:
            row.mistakes.append(
                _("“%(role)s” is not a role. The roles are: %(roles)s.")
                % {"role": role, "roles": ", ".join(TeamRole.values)}
            )


def _too_long(values: dict[str, Any]) -> list[str]:
    return [
        _("What stands at %(column)s is longer than %(most)d characters.") % {"column": column, "most": most}
        for column, most in LONGEST.items()
        if len(values[column]) > most
    ]
