"""What people are told while a date is sought."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import link_for
from meedenk.common.templatetags.pieces import moment
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to
from meedenk.trajectories.audiences import adviser_link, adviser_readers, group_readers
from meedenk.trajectories.steps import Audience

from ..models import DatePoll


def dates_asked(poll: DatePoll, *, at: datetime, anew: bool = False) -> None:
    """To everyone who is to come: which of these dates suit you? `anew` when the dates have changed."""
    post(_letters(poll, at=at, anew=anew))


def _letters(poll: DatePoll, *, at: datetime, anew: bool) -> Iterator[Message]:
    activity = poll.activity
    options = list(poll.options.filter(withdrawn_at=None))
    for reader, link, page in _asked(poll, at=at):
        with speaking_to(reader):
            subject = _("Other dates: %(title)s") if anew else _("When can you come? %(title)s")
            body = _("We look for a date that suits most people. Say of each date whether you can come.")
            if anew:
                body = _("The dates have changed. What you answered about a date that stayed has been kept.")
            letter = Letter(
                subject=subject % {"title": activity.title},
                body=f"{activity.trajectory.title}\n\n{body}",
                facts=(
                    *((_("Date %(number)s") % {"number": n}, moment(o.starts_at)) for n, o in enumerate(options, 1)),
                    (_("Answer by"), moment(poll.closes_at)),
                ),
                button=_("Choose when you can come"),
            )
            yield letter_to(
                reader,
                letter,
                kind=Kind.DATES_CHANGED if anew else Kind.DATES_ASKED,
                audience=Audience.INVITED,
                at=at,
                about=activity.trajectory,
                link=link,
                address=page,
            )


def _asked(poll: DatePoll, *, at: datetime) -> Iterator[tuple[Reader, PersonalLink, str]]:
    """Each reader with their link, and the page behind it."""
    trajectory = poll.activity.trajectory
    for reader in group_readers(trajectory, at):
        assert reader.user is not None
        yield reader, link_for(Purpose.DATES, trajectory, to=reader.user, at=at, until=poll.closes_at), ""
    if poll.activity.with_adviser:
        for reader in adviser_readers(trajectory, at):
            yield reader, adviser_link(trajectory, reader, at=at), "data"
    for guest in poll.activity.guests.all():
        reader = Reader(guest.email, guest.name)
        yield reader, _guest_link(poll, reader, at=at), ""


def _guest_link(poll: DatePoll, reader: Reader, *, at: datetime) -> PersonalLink:
    return PersonalLink(
        purpose=Purpose.DATES,
        about=poll.activity.trajectory_id,
        email=reader.email,
        name=reader.name,
        created_at=at,
        expires_at=poll.closes_at,
    )
