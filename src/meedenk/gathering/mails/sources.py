"""What people are told about pieces."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, post
from meedenk.trajectories.mails.sending import to_advisers, to_group

from ..models import Source


def source_added(source: Source, *, at: datetime) -> None:
    """To the group, in its digest: there is something to read."""
    post(_to_group(source, Kind.SOURCE_ADDED, at=at))


def source_asked(source: Source, *, at: datetime) -> None:
    """To the adviser: what we want to read, and by when."""
    post(_to_adviser(source, Kind.SOURCE_ASKED, at=at))


def source_late(source: Source, *, at: datetime) -> None:
    """To the adviser at once, to the group in its digest: it is not there."""
    post([*_to_adviser(source, Kind.SOURCE_LATE, at=at), *_to_group(source, Kind.SOURCE_LATE, at=at)])


def _to_group(source: Source, kind: Kind, *, at: datetime) -> Iterator[Message]:
    def write() -> Letter:
        if kind == Kind.SOURCE_ADDED:
            subject, body = _("New piece: %(title)s"), _("There is something new to read for this subject.")
            if source.replaces:
                subject, body = _("New version: %(title)s"), _("What changed: %(changed)s")
        else:
            subject = _("Not there yet: %(title)s")
            body = _("This piece was promised by %(day)s and is not there yet. We reminded the municipality.")
        return Letter(
            subject=subject % {"title": source.title},
            body=body % {"day": day(source.promised_by_on), "changed": source.changed},
            button=_("To the pieces"),
        )

    here = reverse("gathering:sources", args=[source.trajectory.slug])
    return to_group(source.trajectory, write, kind=kind, at=at, address=here, digest=True)


def _to_adviser(source: Source, kind: Kind, *, at: datetime) -> Iterator[Message]:
    def write() -> Letter:
        if kind == Kind.SOURCE_ASKED:
            subject, body = _("We would like to read: %(title)s"), _("The group asks you for this piece.")
        else:
            subject = _("We still wait for: %(title)s")
            body = _("This piece was promised and is not there yet. Without it the group cannot go on well.")
        return Letter(
            subject=subject % {"title": source.title},
            body=f"{source.trajectory.title}\n\n{body}",
            facts=((_("By when"), day(source.promised_by_on)),),
            button=_("Send the piece"),
        )

    return to_advisers(source.trajectory, write, kind=kind, at=at, page="stukken")
