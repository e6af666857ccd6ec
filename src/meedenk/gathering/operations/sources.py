"""Pieces: added, asked for, late, removed."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts import limits
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import move
from meedenk.trajectories.rules import is_adviser
from meedenk.trajectories.stages import RUNNING_GROUP

from ..mails import sources as mails
from ..models import Source
from ..storing import forget, forget_strays, kept, random_name
from ..uploads import Upload

FOLDER = "stukken"
A_DAY = 100


def add_source(
    trajectory: Trajectory,
    *,
    title: str,
    kind: str,
    access: str,
    by: Actor,
    at: datetime,
    from_whom: str = "",
    upload: Upload | None = None,
    link: str = "",
    text: str = "",
    embargo_until: date | None = None,
    asked: Source | None = None,
    replaces: Source | None = None,
    changed: str = "",
    on_behalf_of: str = "",
) -> Source:
    """The piece can be read by the group, and `asked`, when we had asked for it, is no longer waited for.

    When it `replaces` an earlier version, the group reads what `changed`; the earlier one stays to read. When anything
    fails, neither a row nor a file is left.
    """
    if not (upload or link or text):
        raise Refused(_("Give a file, a link or a text."))
    if replaces and not changed.strip():
        raise Refused(_("Say in a sentence what changed. The group reads that first."))
    given = {
        "title": title,
        "replaces": replaces,
        "changed": changed if replaces else "",
        "kind": kind,
        "from_whom": from_whom,
        "link": link,
        "text": text,
        "access": access,
        "embargo_until": embargo_until if access == Source.Access.EMBARGO else None,
        "format": upload.format if upload else "",
        "size": upload.size if upload else 0,
        "received_at": at,
        "by_adviser": is_adviser(by, trajectory, at=at),
    }
    stored = kept(upload.content, random_name(FOLDER)) if upload else nullcontext("")
    with stored as name, transaction.atomic():
        move(trajectory, Kind.SOURCE_ADDED, by=by, at=at, on_behalf_of=on_behalf_of, title=title)
        if by and not limits.within(A_DAY, timedelta(days=1), "source", by.email, at=at):
            raise Refused(_("You have added very many pieces today. Go on tomorrow, or ask support to add them."))
        if asked and not trajectory.sources.asked().filter(pk=asked.pk).exists():
            raise Refused(_("This piece is there already, or we no longer wait for it."))
        if replaces and not _is_newest(replaces, trajectory):
            raise Refused(_("There is a newer version already, or this piece was removed. Look at the pieces first."))
        source = asked or Source(trajectory=trajectory)
        for field, value in given.items():
            setattr(source, field, value)
        source.file = name
        source.save()
        mails.source_added(source, at=at)
    return source


def _is_newest(source: Source, trajectory: Trajectory) -> bool:
    """Whether `source` can still be read and no newer version of it stands."""
    newer = Source.objects.standing().filter(replaces=source)
    return trajectory.sources.here().filter(pk=source.pk).exists() and not newer.exists()


@transaction.atomic
def ask_source(
    trajectory: Trajectory,
    *,
    title: str,
    kind: str,
    promised_by_on: date,
    by: Actor,
    at: datetime,
    from_whom: str = "",
    on_behalf_of: str = "",
) -> Source:
    """The adviser knows what the group wants to read and by when; the clock watches over it."""
    if promised_by_on < localdate(at):
        raise Refused(_("Choose a day in the future."))
    move(
        trajectory,
        Kind.SOURCE_ASKED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        title=title,
        by_on=promised_by_on.isoformat(),
    )
    source = Source.objects.create(
        trajectory=trajectory,
        title=title,
        kind=kind,
        from_whom=from_whom,
        promised_by_on=promised_by_on,
        asked_at=at,
    )
    mails.source_asked(source, at=at)
    return source


@transaction.atomic
def remove_source(source: Source, *, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """Nobody can read the piece any more, and its file is gone."""
    move(source.trajectory, Kind.SOURCE_REMOVED, by=by, at=at, on_behalf_of=on_behalf_of, title=source.title)
    if not Source.objects.filter(pk=source.pk, removed_at=None).update(removed_at=at, link="", text=""):
        raise Refused(_("This piece has been removed already."))
    transaction.on_commit(lambda: forget_removed_files(at))


@duty
def forget_removed_files(at: datetime) -> None:
    """Of removed pieces no file is left, also when the machine stopped halfway."""
    for source in Source.objects.exclude(removed_at=None).exclude(file=""):
        forget(str(source.file.name))
        Source.objects.filter(pk=source.pk).update(file="")


@duty
def forget_stray_files(at: datetime) -> None:
    """A file that no piece knows a day later, because the machine stopped while it was kept, is gone."""
    forget_strays(FOLDER, Source.objects.exclude(file="").values_list("file", flat=True), at=at)


@duty
def tell_late_sources(at: datetime) -> None:
    """Of each piece that is not there on the day it was promised, the adviser and the group have heard once."""
    late = Source.objects.late(localdate(at)).filter(late_told_at=None, trajectory__stage__in=RUNNING_GROUP)
    for source in late.select_related("trajectory"):
        _tell_late(source, at)


@transaction.atomic
def _tell_late(source: Source, at: datetime) -> None:
    if not Source.objects.asked().filter(pk=source.pk, late_told_at=None).update(late_told_at=at):
        return
    assert source.promised_by_on is not None
    by_on = source.promised_by_on.isoformat()
    move(source.trajectory, Kind.SOURCE_LATE, by=None, at=at, title=source.title, by_on=by_on)
    mails.source_late(source, at=at)
