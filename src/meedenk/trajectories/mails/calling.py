"""What people are told about a trajectory: one function per message."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import link_for
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Mailing, Message
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to

from ..audiences import member_readers, steering_readers
from ..models import Call, SignUp
from ..steps import Audience


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
    if user is None:
        return
    with speaking_to(Reader.of(user)) as reader:
        letter = Letter(
            subject=_("Your answer: %(title)s") % {"title": call.trajectory.title},
            body=_("Thank you. We wrote down: %(answer)s\n\nYou can change your answer until the call closes.")
            % {"answer": sign_up.get_answer_display()},
            facts=((_("Answer by"), _moment(call.closes_at)),),
            button=_("Change your answer"),
        )
        post(
            [
                letter_to(
                    reader,
                    letter,
                    kind=Kind.CALL_ANSWERED,
                    audience=Audience.THE_MEMBER,
                    at=at,
                    about=call.trajectory,
                    link=_call_link(call, reader, at),
                )
            ]
        )


def call_closed(call: Call, *, yes: int, at: datetime) -> None:
    """To the steering group: who said yes, and what can be done when too few did."""
    letters = []
    for each in steering_readers(at):
        with speaking_to(each) as reader:
            letter = Letter(
                subject=_("The call has closed: %(title)s") % {"title": call.trajectory.title},
                body=_("%(yes)s members said yes. A group has %(min)s to %(max)s members.")
                % {"yes": yes, "min": call.size_min, "max": call.size_max},
                button=_("Form the group"),
            )
            letters.append(
                letter_to(
                    reader,
                    letter,
                    kind=Kind.CALL_CLOSED,
                    audience=Audience.STEERING,
                    at=at,
                    about=call.trajectory,
                    address=f"/werk/{call.trajectory.slug}/groep/",
                )
            )
    post(letters)


def _to_answer(
    call: Call,
    readers: Iterable[Reader],
    kind: Kind,
    audience: Audience,
    *,
    at: datetime,
    mailing: Mailing | None = None,
) -> Iterable[Message]:
    for each in readers:
        with speaking_to(each) as reader:
            yield letter_to(
                reader,
                _question(call, kind),
                kind=kind,
                audience=audience,
                at=at,
                about=call.trajectory,
                link=_call_link(call, reader, at),
                mailing=mailing,
            )


def _question(call: Call, kind: Kind) -> Letter:
    asked = _("Do you join? %(title)s") if kind == Kind.CALL_OPENED else _("Not answered yet: %(title)s")
    facts = [
        (_("How much time"), call.time_asked),
        (_("Dates"), call.dates_known),
        (_("Experience we look for"), call.experience_sought),
        (_("Answer by"), _moment(call.closes_at)),
    ]
    return Letter(
        subject=asked % {"title": call.trajectory.title},
        body=call.text,
        facts=tuple((name, value) for name, value in facts if value),
        button=_("Give your answer"),
    )


def _call_link(call: Call, reader: Reader, at: datetime) -> PersonalLink | None:
    if reader.user is None:
        return None
    return link_for(Purpose.CALL, call.trajectory, to=reader.user, at=at, until=call.closes_at)


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "D j F Y, H.i")
