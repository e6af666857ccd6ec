"""What people are told when someone of the municipality joins or stops."""

from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, Reader, post
from meedenk.people.models import Official

from ..audiences import adviser_link, adviser_readers
from ..models import PolicyAdviser, Trajectory
from ..steps import Audience
from .sending import letters, to_group


def adviser_added(adviser: PolicyAdviser, *, at: datetime) -> None:
    """To who joins, with a link to their own page; to the others there, and to the group in its digest."""
    trajectory, name = adviser.trajectory, adviser.official.name
    readers = list(adviser_readers(trajectory, at))

    def welcome() -> Letter:
        return Letter(
            subject=_("You work along on: %(title)s") % {"title": trajectory.title},
            body=_(
                "Residents advise the municipality about this subject, and you work along with them.\n\n"
                "%(question)s\n\nOn your own page you see where it stands and what we ask of you. You need no account."
            )
            % {"question": trajectory.question},
            button=_("Go to your page"),
        )

    def news() -> Letter:
        return Letter(
            subject=_("%(name)s works along on: %(title)s") % {"name": name, "title": trajectory.title},
            body=_("%(name)s works along as policy adviser from now on.") % {"name": name},
        )

    joins = [each for each in readers if each.email == adviser.official.email]
    others = [each for each in readers if each.email != adviser.official.email]
    kind = Kind.ADVISER_ADDED
    post(
        [
            *letters(
                joins,
                welcome,
                kind=kind,
                audience=Audience.ADVISER,
                at=at,
                about=trajectory,
                link=lambda reader: adviser_link(trajectory, reader, at=at),
            ),
            *letters(others, news, kind=kind, audience=Audience.ADVISER, at=at, about=trajectory),
            *to_group(trajectory, news, kind=kind, at=at, digest=True),
        ]
    )


def adviser_ended(trajectory: Trajectory, official: Official, *, at: datetime) -> None:
    """To who stopped, to the others there, and to the group in its digest."""

    def goodbye() -> Letter:
        return Letter(
            subject=_("You no longer work along on: %(title)s") % {"title": trajectory.title},
            body=_("Thank you for working along. Your personal links for this subject have closed."),
        )

    def news() -> Letter:
        return Letter(
            subject=_("%(name)s stopped with: %(title)s") % {"name": official.name, "title": trajectory.title},
            body=_("%(name)s no longer works along as policy adviser.") % {"name": official.name},
        )

    kind = Kind.ADVISER_ENDED
    post(
        [
            *letters(
                [Reader(official.email, official.name)],
                goodbye,
                kind=kind,
                audience=Audience.ADVISER,
                at=at,
                about=trajectory,
            ),
            *letters(
                adviser_readers(trajectory, at), news, kind=kind, audience=Audience.ADVISER, at=at, about=trajectory
            ),
            *to_group(trajectory, news, kind=kind, at=at, digest=True),
        ]
    )
