"""What was told is read, laid together, made part of a theme, or set aside; and each of these can be undone."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record

from ..mails import telling as mails
from ..models import Addition, Concern, Theme
from ..rules import may_read
from .themes import add_theme

State = Concern.State


@transaction.atomic
def make_part_of(concern: Concern, *, theme: Theme, by: Actor, at: datetime) -> None:
    """`concern` is part of `theme`, with everything laid together with it, and the tellers hear that."""
    _change(concern, by, at, (State.NEW,), state=State.THEME, theme=theme)
    record(concern, Kind.CONCERN_READ, by=by, at=at, theme=theme.title)
    mails.part_of_theme(concern, at=at)


@transaction.atomic
def begin_theme(concern: Concern, *, title: str, summary: str, by: Actor, at: datetime) -> Theme:
    """A theme of our own stands on the list because of `concern`, which is part of it."""
    theme = add_theme(title=title, summary=summary, origin=Theme.Origin.OWN, by=by, at=at)
    make_part_of(concern, theme=theme, by=by, at=at)
    return theme


@transaction.atomic
def merge(concern: Concern, *, into: Concern, by: Actor, at: datetime) -> None:
    """`concern` lies together with `into`: whoever told either hears what becomes of it."""
    _refuse_who_may_not(by, at)
    held = {each.pk: each for each in Concern.objects.select_for_update().filter(pk__in=[concern.pk, into.pk])}
    if concern.pk == into.pk or held[into.pk].state not in {State.NEW, State.THEME}:
        raise Refused(_("Choose another one that waits or is part of a theme."))
    if concern.merged.exists():
        raise Refused(_("Others lie together with this one already. Do it the other way round."))
    _change(concern, by, at, (State.NEW,), state=State.MERGED, merged_into=into)
    record(concern, Kind.CONCERN_MERGED, by=by, at=at, into=into.pk)
    mails.merged(concern, at=at)


@transaction.atomic
def set_aside(concern: Concern, *, reason: str, by: Actor, at: datetime) -> None:
    """Nothing is done with `concern` now, and who told it hears why."""
    if not reason.strip():
        raise Refused(_("Write down why. Who told it reads the reason."))
    _change(concern, by, at, (State.NEW,), state=State.ASIDE, reason=reason)
    record(concern, Kind.CONCERN_SET_ASIDE, by=by, at=at, reason=reason)
    mails.set_aside(concern, at=at)


@transaction.atomic
def look_again(concern: Concern, *, by: Actor, at: datetime) -> None:
    """`concern` waits to be read anew, on its own; what was decided about it before stays in the journal."""
    _change(
        concern,
        by,
        at,
        (State.THEME, State.MERGED, State.ASIDE),
        state=State.NEW,
        theme=None,
        merged_into=None,
        reason="",
    )
    record(concern, Kind.CONCERN_REOPENED, by=by, at=at)
    mails.reopened(concern, at=at)


@transaction.atomic
def trust(concern: Concern, *, by: Actor, at: datetime) -> None:
    """`concern` is no spam: it waits to be read, and who told it has the receipt they should have had, once."""
    _change(concern, by, at, (State.DOUBTFUL,), state=State.NEW)
    looked_at = concern.entries.filter(kind__in=[Kind.CONCERN_TRUSTED, Kind.CONCERN_DOUBTED]).exists()
    record(concern, Kind.CONCERN_TRUSTED, by=by, at=at)
    if not looked_at:
        mails.receipt(concern, at=at)


@transaction.atomic
def doubt(concern: Concern, *, by: Actor, at: datetime) -> None:
    """`concern` lies on the pile of what is probably spam. What others told lies with nothing there."""
    _refuse_who_may_not(by, at)
    if Concern.objects.select_for_update().get(pk=concern.pk).merged.exists():
        raise Refused(_("Others lie together with this one. Look at those anew first, or set all of it aside."))
    _change(concern, by, at, (State.NEW,), state=State.DOUBTFUL)
    record(concern, Kind.CONCERN_DOUBTED, by=by, at=at)


@transaction.atomic
def word(concern: Concern, *, heard: str, by: Actor, at: datetime) -> None:
    """Everyone reads on the page of the theme what we heard, in words of ours; empty takes them away."""
    _refuse_who_may_not(by, at)
    before = concern.heard
    if before == heard:
        return
    if not Concern.objects.filter(pk=concern.pk, heard=before).update(heard=heard):
        raise Refused(_("Someone else has just changed these words. Read them first."))
    concern.heard = heard
    record(concern, Kind.CONCERN_WORDED, by=by, at=at, heard=heard, was=before)


@transaction.atomic
def read_more(addition: Addition, *, by: Actor, at: datetime) -> None:
    """What was added has been read."""
    _refuse_who_may_not(by, at)
    if not Addition.objects.filter(pk=addition.pk, read_at=None).update(read_at=at):
        raise Refused(_("Someone else has read it already."))
    record(addition.concern, Kind.MORE_READ, by=by, at=at)


def _change(concern: Concern, by: Actor, at: datetime, origin: tuple[str, ...], **values: Any) -> None:
    """`concern` has the new values, when it still stands as it was seen."""
    _refuse_who_may_not(by, at)
    if concern.state not in origin or not Concern.objects.filter(pk=concern.pk, state=concern.state).update(**values):
        raise Refused(_("Someone else has just decided about this. Read first what was decided."))
    concern.refresh_from_db()


def _refuse_who_may_not(by: Actor, at: datetime) -> None:
    if not may_read(by, at=at):
        raise Refused(_("Only the steering group and support read what people tell."))
