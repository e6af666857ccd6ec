"""Support writes down whether the municipality asked us, and what it wrote down can be mended."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.agenda.models import Theme
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record
from meedenk.people.house import group_dossier, hold_group
from meedenk.people.models import Department

from ..models import Position
from ..rules import may_note


@transaction.atomic
def note_position(
    *,
    subject: str,
    on: date,
    asked: str,
    source: str,
    by: Actor,
    at: datetime,
    explanation: str = "",
    link: str = "",
    theme: Theme | None = None,
    department: Department | None = None,
) -> Position:
    """Everyone can read whether we were asked about `subject`, on which the municipality decided `on` that day."""
    said = {
        "subject": subject,
        "on": on,
        "asked": asked,
        "source": source,
        "explanation": explanation,
        "link": link,
        "theme": theme,
        "department": department,
    }
    _refuse_what_cannot_be(said, None, by=by, at=at)
    position = Position.objects.create(**said)
    record(group_dossier(), Kind.POSITION_NOTED, by=by, at=at, subject=subject, on=on.isoformat(), asked=asked)
    return position


@transaction.atomic
def change_position(position: Position, *, by: Actor, at: datetime, **said: Any) -> None:
    """The record says what `said` says, with the same names as `note_position`; the journal keeps what it said."""
    _refuse_what_cannot_be(said, position, by=by, at=at)
    before = Position.objects.filter(pk=position.pk).first()
    if before is None:
        raise Refused(_("Someone else has just taken this line away. You can enter it again."))
    was = _told(before)
    for name, value in said.items():
        setattr(position, name, value)
    position.save(update_fields=list(said))
    if was != _told(position):
        record(group_dossier(), Kind.POSITION_CHANGED, by=by, at=at, subject=position.subject, was=was)


@transaction.atomic
def remove_position(position: Position, *, by: Actor, at: datetime) -> None:
    """The record is gone from the public account; the journal keeps what it said."""
    _refuse_who_may_not(by, at)
    was = _told(position)
    if Position.objects.filter(pk=position.pk).delete()[0]:
        record(group_dossier(), Kind.POSITION_REMOVED, by=by, at=at, subject=position.subject, was=was)


def _refuse_what_cannot_be(said: dict[str, Any], known: Position | None, *, by: Actor, at: datetime) -> None:
    _refuse_who_may_not(by, at)
    hold_group()
    if said["on"] > localdate(at):
        raise Refused(_("This day lies in the future. Write it down when the decision is there."))
    same = Position.objects.filter(subject=said["subject"], on=said["on"]).first()
    if same and same != known:
        raise Refused(_("This subject of this day is on the list already. Change that line."))


def _refuse_who_may_not(by: Actor, at: datetime) -> None:
    if not may_note(by, at=at):
        raise Refused(_("Only the steering group and who supports it keep this list."))


def _told(position: Position) -> dict[str, Any]:
    """What a record says, as the journal keeps it."""
    return {
        "subject": position.subject,
        "on": position.on.isoformat(),
        "asked": position.asked,
        "source": position.source,
        "explanation": position.explanation,
        "link": position.link,
        "theme": str(position.theme or ""),
        "department": str(position.department or ""),
    }
