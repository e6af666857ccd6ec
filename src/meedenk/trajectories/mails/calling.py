"""What people are told about a call: one function per message."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import link_for
from meedenk.common.templatetags.pieces import moment
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Mailing, Message
from meedenk.mail.operations import Letter, Reader, post
from meedenk.people.models import Member

from ..audiences import member_readers
from ..models import Call, SignUp
from ..steps import Audience
from .sending import Write, letters, to_steering


def call_opened(call: Call, *, at: datetime) -> None:
    """To every member: one mail, one question, three answers. Support may look into it before it goes."""
    pause = timedelta(minutes=settings.MAILING_PAUSE_MINUTES)
    mailing = Mailing.objects.create(
        subject=_("Do you join? %(title)s") % {"title": call.trajectory.title}, body=call.text, goes_at=at + pause
    )
    post(_to_answer(call, member_readers(at), Kind.CALL_OPENED, Audience.MEMBERS, at=at, mailing=mailing))


def call_reminded(call: Call, *, at: datetime) -> int:
    """To members who have not answered. Returns how many."""
    answered = set(call.sign_ups.values_list("member__user", flat=True))
    silent = [reader for reader in member_readers(at) if reader.user and reader.user.pk not in answered]
    post(_to_answer(call, silent, Kind.CALL_REMINDED, Audience.UNANSWERED, at=at))
    return len(silent)


def call_answered(sign_up: SignUp, *, at: datetime) -> None:
    """To the member: what we wrote down, and how to change it."""
    user, call = sign_up.member.user, sign_up.call

    def write() -> Letter:
        return Letter(
            subject=_("Your answer: %(title)s") % {"title": call.trajectory.title},
            body=_(
                "Thank you. We wrote down: %(answer)s.\n\n"
                "You can change your answer until the call closes. "
                "After that the steering group forms the project group. Everyone hears that by mail."
            )
            % {"answer": sign_up.get_answer_display()},
            facts=((_("Answer by"), moment(call.closes_at)),),
            button=_("Change your answer"),
        )

    if user:
        post(_by_link(call, [Reader.of(user)], write, Kind.CALL_ANSWERED, Audience.THE_MEMBER, at=at))


def call_prolonged(call: Call, *, closes_at: datetime, at: datetime) -> None:
    """To the steering group: until when members can answer now."""

    def write() -> Letter:
        return Letter(
            subject=_("The call stays open longer: %(title)s") % {"title": call.trajectory.title},
            body=_("Members can answer until %(when)s. Who has not answered gets one reminder before that.")
            % {"when": moment(closes_at)},
            button=_("See who signed up"),
        )

    post(to_steering(call.trajectory, write, kind=Kind.CALL_PROLONGED, at=at, address=_sign_ups(call)))


def call_closed(call: Call, *, yes: int, at: datetime) -> None:
    """To the steering group: who said yes, and what can be done when too few did."""

    def write() -> Letter:
        counted = _("Said yes: %(yes)s. A group has %(min)s to %(max)s members.")
        return Letter(
            subject=_("The call has closed: %(title)s") % {"title": call.trajectory.title},
            body=counted % {"yes": yes, "min": call.size_min, "max": call.size_max}
            + ("" if yes >= call.size_min else "\n\n" + too_few()),
            button=_("See who signed up"),
        )

    post(to_steering(call.trajectory, write, kind=Kind.CALL_CLOSED, at=at, address=_sign_ups(call)))


def too_few() -> str:
    """What can be done when too few said yes."""
    return _(
        "That is too few. You can leave the call open longer, ask someone in person, ask organisations in the town,"
        " or go on with a smaller group and say why."
    )


def asked_personally(call: Call, member: Member, *, text: str, at: datetime) -> None:
    """To one member: the words of the steering group, and the call itself."""
    if member.user is None:
        return
    post(_to_answer(call, [Reader.of(member.user)], Kind.ASKED_PERSONALLY, Audience.THE_MEMBER, at=at, words=text))


def _to_answer(
    call: Call,
    readers: Iterable[Reader],
    kind: Kind,
    audience: Audience,
    *,
    at: datetime,
    mailing: Mailing | None = None,
    words: str = "",
) -> Iterator[Message]:
    return _by_link(call, readers, lambda: call_letter(call, kind, words=words), kind, audience, at=at, mailing=mailing)


def call_letter(call: Call, kind: Kind, *, words: str = "") -> Letter:
    """The question to a member; `words` stand before the text of the call."""
    asked = {
        Kind.CALL_OPENED: _("Do you join? %(title)s"),
        Kind.ASKED_PERSONALLY: _("We thought of you: %(title)s"),
        Kind.CALL_REMINDED: _("Not answered yet: %(title)s"),
    }
    facts = [
        (_("How much time"), call.time_asked),
        (_("Dates"), call.dates_known),
        (_("Experience we look for"), call.experience_sought),
        (_("Answer by"), moment(call.closes_at)),
    ]
    return Letter(
        subject=asked[kind] % {"title": call.trajectory.title},
        body=f"{words}\n\n{call.text}" if words else call.text,
        facts=tuple((name, value) for name, value in facts if value),
        button=_("Give your answer"),
    )


def _by_link(
    call: Call,
    readers: Iterable[Reader],
    write: Write,
    kind: Kind,
    audience: Audience,
    *,
    at: datetime,
    mailing: Mailing | None = None,
) -> Iterator[Message]:
    """To members, each with a link to answer the call."""

    def link(reader: Reader) -> PersonalLink | None:
        return (
            link_for(Purpose.CALL, call.trajectory, to=reader.user, at=at, until=call.closes_at)
            if reader.user
            else None
        )

    return letters(
        readers, write, kind=kind, audience=audience, at=at, about=call.trajectory, link=link, mailing=mailing
    )


def _sign_ups(call: Call) -> str:
    return reverse("trajectories:sign-ups", args=[call.trajectory.slug])
