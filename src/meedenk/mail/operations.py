"""Writing to people. Nothing is sent here: `tick` empties the outbox."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils import translation

from meedenk.accounts.models import PersonalLink, User

from .models import Mailing, Message


@dataclass(frozen=True)
class Reader:
    """Someone who is told something: a user, or only a name and an address."""

    email: str
    name: str
    language: str = "nl"
    user: User | None = None

    @classmethod
    def of(cls, person: User | PersonalLink) -> "Reader":
        if isinstance(person, User):
            return cls(person.email, person.name, person.language, person)
        return cls(person.email, person.name, person.user.language if person.user else "nl", person.user)


@contextmanager
def speaking_to(reader: Reader) -> Iterator[Reader]:
    """Inside the block every sentence is in the language of the reader."""
    with translation.override(reader.language):
        yield reader


@dataclass(frozen=True)
class Letter:
    """What a message says: a subject, paragraphs parted by empty lines, dates and the like, and at most one button."""

    subject: str
    body: str
    facts: tuple[tuple[str, str], ...] = ()
    button: str = ""


def letter_to(
    reader: Reader,
    letter: Letter,
    *,
    kind: str,
    audience: str,
    at: datetime,
    about: Model | None = None,
    link: PersonalLink | None = None,
    address: str = "",
    digest: bool = False,
    mailing: Mailing | None = None,
    once: str | None = None,
    secret: bool = False,
    until: datetime | None = None,
) -> Message:
    """An unsaved message. Its button leads to `link` or `address`; with both, `address` is a page behind the link.

    `once` makes a second one impossible. The text of a `secret` one is wiped once it has gone; after `until` it does
    not go any more.
    """
    return Message(
        mailing=mailing,
        user=reader.user,
        email=reader.email,
        name=reader.name,
        language=reader.language,
        kind=kind,
        audience=audience,
        subject=one_line(letter.subject)[:200],
        body=letter.body,
        facts=[list(pair) for pair in letter.facts],
        button=letter.button,
        link=link,
        address=address,
        about=about.pk if about else None,
        subject_title=str(about or "")[:200],
        digest=digest,
        once=once,
        secret=secret,
        written_at=at,
        not_before=at,
        not_after=until,
    )


def post(messages: Iterable[Message]) -> None:
    """The messages are in the outbox; those that may go only once and are there already stay as they are."""
    letters = list(messages)
    links = (letter.link for letter in letters if letter.link_id is None)
    PersonalLink.objects.bulk_create([link for link in links if link is not None])
    for letter in letters:
        letter.link = letter.link  # a foreign key takes over the key its object got after it was assigned
    Message.objects.bulk_create(letters, ignore_conflicts=any(letter.once for letter in letters))


def one_line(text: str) -> str:
    """No line break survives in a subject or a name, so nobody writes mail headers through us."""
    return " ".join(text.split())
