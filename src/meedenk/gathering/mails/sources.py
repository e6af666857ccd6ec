"""What people are told about pieces."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to
from meedenk.trajectories.audiences import adviser_link, adviser_readers, group_readers
from meedenk.trajectories.steps import Audience

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
    for each in group_readers(source.trajectory, at):
        with speaking_to(each) as reader:
            if kind == Kind.SOURCE_ADDED:
                letter = Letter(
                    subject=_("New piece: %(title)s") % {"title": source.title},
                    body=_("There is something new to read for this subject."),
                    button=_("To the pieces"),
                )
            else:
                letter = Letter(
                    subject=_("Not there yet: %(title)s") % {"title": source.title},
                    body=_("This piece was promised by %(day)s and is not there yet. We reminded the municipality.")
                    % {"day": day(source.promised_by_on)},
                    button=_("To the pieces"),
                )
            yield _message(source, reader, letter, kind, at, audience=Audience.GROUP, digest=True)


def _to_adviser(source: Source, kind: Kind, *, at: datetime) -> Iterator[Message]:
    for each in adviser_readers(source.trajectory):
        with speaking_to(each) as reader:
            if kind == Kind.SOURCE_ASKED:
                subject, body = _("We would like to read: %(title)s"), _("The group asks you for this piece.")
            else:
                subject = _("We still wait for: %(title)s")
                body = _("This piece was promised and is not there yet. Without it the group cannot go on well.")
            letter = Letter(
                subject=subject % {"title": source.title},
                body=f"{source.trajectory.title}\n\n{body}",
                facts=((_("By when"), day(source.promised_by_on)),),
                button=_("Send the piece"),
            )
            link = adviser_link(source.trajectory, reader, at=at)
            yield _message(source, reader, letter, kind, at, audience=Audience.ADVISER, link=link, address="stukken")


def _message(
    source: Source, reader: Reader, letter: Letter, kind: Kind, at: datetime, *, audience: Audience, **more: Any
) -> Message:
    if reader.user:
        more["address"] = f"/werk/{source.trajectory.slug}/stukken/"
    once = f"{kind}-{source.pk}-{reader.email}"[:120] if kind == Kind.SOURCE_LATE else None
    return letter_to(reader, letter, kind=kind, audience=audience, at=at, about=source.trajectory, once=once, **more)
