"""What people are told about an activity."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import moment
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to
from meedenk.trajectories.audiences import adviser_link, adviser_readers, group_readers
from meedenk.trajectories.mails.sending import to_group
from meedenk.trajectories.steps import Audience

from ..calendars import calendar_file
from ..models import Activity, Guest
from ..storing import kept, random_name


def activity_planned(activity: Activity, *, at: datetime) -> None:
    """To everyone invited: what, when, where, with a file for their calendar."""
    kind = Kind.FIRST_TALK_PLANNED if activity.is_first_talk else Kind.ACTIVITY_PLANNED
    _to_invited(activity, kind, at=at, calendar=True)


def also_invited(activity: Activity, guests: Iterable[Guest], *, adviser: bool, at: datetime) -> None:
    """To who was invited later: the same."""
    readers = [Reader(guest.email, guest.name) for guest in guests]
    if adviser:
        readers += adviser_readers(activity.trajectory, at)
    _to_invited(activity, Kind.ACTIVITY_PLANNED, at=at, calendar=True, readers=readers)


def activity_changed(activity: Activity, *, at: datetime) -> None:
    """To everyone invited: the new moment and place."""
    _to_invited(activity, Kind.ACTIVITY_CHANGED, at=at, calendar=True)


def activity_cancelled(activity: Activity, *, at: datetime) -> None:
    """To everyone invited: it does not go on, and why."""
    _to_invited(activity, Kind.ACTIVITY_CANCELLED, at=at, calendar=activity.starts_at is not None)


def first_talk_held(activity: Activity, *, at: datetime) -> None:
    """To everyone invited: the short report."""
    _to_invited(activity, Kind.FIRST_TALK_HELD, at=at, calendar=False)


def activity_reported(activity: Activity, *, at: datetime) -> None:
    """To the group, in its digest: the report."""

    def write() -> Letter:
        return Letter(
            subject=_("Report: %(title)s") % {"title": activity.title},
            body=activity.report,
            button=_("Look at the activity"),
        )

    here = activity.get_absolute_url()
    post(to_group(activity.trajectory, write, kind=Kind.ACTIVITY_REPORTED, at=at, address=here, digest=True))


def _to_invited(
    activity: Activity, kind: Kind, *, at: datetime, calendar: bool, readers: Iterable[Reader] | None = None
) -> None:
    letters = list(_letters(activity, kind, at=at, readers=_invited(activity, at) if readers is None else readers))
    if letters and calendar:
        with kept(calendar_file(activity, at=at), random_name("mail", "/afspraak.ics")) as name:
            for letter in letters:
                letter.attachment = name
            post(letters)
    else:
        post(letters)


def _letters(activity: Activity, kind: Kind, *, at: datetime, readers: Iterable[Reader]) -> Iterator[Message]:
    for each in readers:
        with speaking_to(each) as reader:
            link = None if reader.user or not _is_adviser(activity, reader) else adviser_link
            yield letter_to(
                reader,
                _letter(activity, kind, button=bool(reader.user or link)),
                kind=kind,
                audience=Audience.INVITED,
                at=at,
                about=activity.trajectory,
                link=link(activity.trajectory, reader, at=at) if link else None,
                address=activity.get_absolute_url() if reader.user else "",
            )


def _is_adviser(activity: Activity, reader: Reader) -> bool:
    return any(adviser.official.email == reader.email for adviser in activity.trajectory.advisers.all())


def _invited(activity: Activity, at: datetime) -> Iterator[Reader]:
    yield from group_readers(activity.trajectory, at)
    if activity.with_adviser:
        yield from adviser_readers(activity.trajectory, at)
    yield from (Reader(guest.email, guest.name) for guest in activity.guests.all())


def _letter(activity: Activity, kind: Kind, *, button: bool) -> Letter:
    subject, body = {
        Kind.FIRST_TALK_PLANNED: (
            _("The date is known: %(title)s"),
            _("The first talk has a date. We get to know each other and hear what is fixed and what is still open."),
        ),
        Kind.ACTIVITY_PLANNED: (_("You are invited: %(title)s"), _("We would like you to be there.")),
        Kind.ACTIVITY_CHANGED: (
            _("Changed: %(title)s"),
            _("The date or the place has changed. Below is how it is now."),
        ),
        Kind.ACTIVITY_CANCELLED: (_("Cancelled: %(title)s"), _("It does not go on: %(reason)s")),
        Kind.FIRST_TALK_HELD: (_("Report: %(title)s"), "%(report)s"),
    }[kind]
    facts = (
        (_("When"), moment(activity.starts_at)),
        (_("Until"), moment(activity.ends_at)),
        (_("Where"), activity.place),
        (_("How"), activity.method),
    )
    return Letter(
        subject=subject % {"title": activity.title},
        body=f"{activity.trajectory.title}\n\n"
        + body % {"reason": activity.cancelled_because, "report": activity.report},
        facts=tuple((name, value) for name, value in facts if value),
        button=_("Look at the activity") if button else "",
    )
