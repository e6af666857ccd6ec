"""What people are told about terms."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import User
from meedenk.common.templatetags.pieces import day
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to

from .models import SteeringSeat, SupportAssignment, Term


def term_ends(term: Term, *, at: datetime) -> None:
    """To the member: until when, what then, and how to say what they want. To the steering group in its digest."""
    name = term.member.name

    def to_the_member() -> Letter:
        return Letter(
            subject=_("Your term runs until %(day)s") % {"day": day(term.until)},
            body=_(
                "You are a member of our group until the day below. Would you like to go on after it, or do you stop?"
                " Tell us on your own page, then we talk about it.\n\n"
                "Do you hear nothing more from us, or we from you? Then your term ends on that day. From then on you"
                " read what everyone can read, and what you had in hand goes back to your group."
            ),
            facts=((_("Your term runs until"), day(term.until)),),
            button=_("Say what you want"),
        )

    def to_the_steering_group() -> Letter:
        return Letter(
            subject=_("The term of %(name)s ends") % {"name": name},
            body=_("%(name)s had a mail about it and can say whether they go on. Talk about it in time.")
            % {"name": name},
            facts=((_("The term runs until"), day(term.until)),),
            button=_("Look at the term"),
        )

    kind = Kind.TERM_ENDS
    post(
        [
            *_letters(
                [term.member.user],
                to_the_member,
                kind=kind,
                audience="the-member",
                at=at,
                address=reverse("people:my-term"),
            ),
            *_letters(
                _steering(at),
                to_the_steering_group,
                kind=kind,
                audience="steering",
                at=at,
                address=_desk(term),
                digest=True,
            ),
        ]
    )


def wish_told(term: Term, *, text: str, at: datetime) -> None:
    """To support: what the member wants after this term."""

    def write() -> Letter:
        stops = term.wish == Term.Wish.STOP
        sentence = (
            _("%(name)s stops when this term ends") if stops else _("%(name)s would like to go on after this term")
        )
        return Letter(
            subject=sentence % {"name": term.member.name},
            body=text or _("They wrote nothing with it."),
            facts=((_("The term runs until"), day(term.until) or _("no end yet")),),
            button=_("Look at the term"),
        )

    post(_letters(_support(at), write, kind=Kind.TERM_WISHED, audience="support", at=at, address=_desk(term)))


def _letters(
    users: Iterable[User | None],
    write: Callable[[], Letter],
    *,
    kind: Kind,
    audience: str,
    at: datetime,
    address: str,
    digest: bool = False,
) -> Iterator[Message]:
    for user in users:
        if user is not None:
            with speaking_to(Reader.of(user)) as reader:
                yield letter_to(reader, write(), kind=kind, audience=audience, at=at, address=address, digest=digest)


def _steering(at: datetime) -> Iterator[User | None]:
    seats = SteeringSeat.objects.running(localdate(at)).select_related("member__user")
    return (seat.member.user for seat in seats)


def _support(at: datetime) -> Iterator[User]:
    return User.objects.filter(assignments__in=SupportAssignment.objects.running(localdate(at))).distinct().iterator()


def _desk(term: Term) -> str:
    return reverse("people:term", args=[term.member_id])
