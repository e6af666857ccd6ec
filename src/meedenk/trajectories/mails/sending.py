"""One text for several readers, each in their own language."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.urls import reverse

from meedenk.accounts.models import PersonalLink
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier
from meedenk.mail.models import Mailing, Message
from meedenk.mail.operations import Letter, Reader, letter_to, speaking_to
from meedenk.subscriptions.readers import subscriber_readers

from ..audiences import (
    adviser_link,
    adviser_readers,
    contact_readers,
    group_readers,
    member_readers,
    steering_readers,
)
from ..models import Trajectory
from ..steps import Audience

Write = Callable[[], Letter]


def letters(
    readers: Iterable[Reader],
    write: Write,
    *,
    kind: Kind,
    audience: str,
    at: datetime,
    about: Dossier,
    link: Callable[[Reader], PersonalLink | None] = lambda reader: None,
    address: str = "",
    digest: bool = False,
    mailing: Mailing | None = None,
) -> Iterator[Message]:
    """An unsaved message for each of `readers`; `write` is called once per reader, in the language of that reader."""
    for each in readers:
        with speaking_to(each) as reader:
            yield letter_to(
                reader,
                write(),
                kind=kind,
                audience=audience,
                at=at,
                about=about,
                link=link(reader),
                address=address,
                digest=digest,
                mailing=mailing,
            )


def to_group(
    trajectory: Trajectory, write: Write, *, kind: Kind, at: datetime, address: str = "", digest: bool = False
) -> Iterator[Message]:
    """To everyone in the group; the button leads to its workspace unless told otherwise."""
    return letters(
        group_readers(trajectory, at),
        write,
        kind=kind,
        audience=Audience.GROUP,
        at=at,
        about=trajectory,
        address=address or workspace_of(trajectory),
        digest=digest,
    )


def to_contact(
    trajectory: Trajectory,
    write: Write,
    *,
    kind: Kind,
    at: datetime,
    audience: Audience = Audience.CONTACT,
    address: str = "",
    digest: bool = False,
) -> Iterator[Message]:
    """To the contact of the group, when it has one."""
    return letters(
        contact_readers(trajectory, at),
        write,
        kind=kind,
        audience=audience,
        at=at,
        about=trajectory,
        address=address or workspace_of(trajectory),
        digest=digest,
    )


def to_steering(
    trajectory: Trajectory, write: Write, *, kind: Kind, at: datetime, address: str, digest: bool = False
) -> Iterator[Message]:
    return letters(
        steering_readers(at),
        write,
        kind=kind,
        audience=Audience.STEERING,
        at=at,
        about=trajectory,
        address=address,
        digest=digest,
    )


def to_advisers(
    trajectory: Trajectory,
    write: Write,
    *,
    kind: Kind,
    at: datetime,
    audience: Audience = Audience.ADVISER,
    page: str = "",
) -> Iterator[Message]:
    """To the policy advisers, each with a link to their own page, or to `page` behind it."""
    return letters(
        adviser_readers(trajectory, at),
        write,
        kind=kind,
        audience=audience,
        at=at,
        about=trajectory,
        link=lambda reader: adviser_link(trajectory, reader, at=at),
        address=page,
    )


def to_members(
    trajectory: Trajectory, write: Write, *, kind: Kind, at: datetime, address: str = "", but: Iterable[str] = ()
) -> Iterator[Message]:
    """In the digest of every member whose term runs, except those whose address is in `but`: they know already."""
    told = set(but)
    return letters(
        (reader for reader in member_readers(at) if reader.email not in told),
        write,
        kind=kind,
        audience=Audience.MEMBERS,
        at=at,
        about=trajectory,
        address=address or trajectory.get_absolute_url(),
        digest=True,
    )


def to_subscribers(
    trajectory: Trajectory, write: Write, *, kind: Kind, at: datetime, address: str, public_from: datetime | None = None
) -> Iterator[Message]:
    """In the digest of who follows it, its theme or everything without an account; not before `public_from`."""
    followed = [pk for pk in (trajectory.pk, trajectory.theme_id) if pk]
    for message in letters(
        subscriber_readers(followed, at),
        write,
        kind=kind,
        audience=Audience.SUBSCRIBERS,
        at=at,
        about=trajectory,
        address=address,
        digest=True,
    ):
        message.not_before = public_from or at
        yield message


def workspace_of(trajectory: Trajectory) -> str:
    return reverse("trajectories:workspace", args=[trajectory.slug])
