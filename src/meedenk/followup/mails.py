"""What people are told about the response."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.advice.models import Addressee, Advice
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import Reader, letter_to, post, speaking_to
from meedenk.trajectories.audiences import adviser_readers, group_readers, member_readers, steering_readers
from meedenk.trajectories.steps import Audience

from .models import Letter, Response
from .queries import days_late


def response_expected(advice: Advice, *, at: datetime) -> None:
    """To the office: the answer is due soon, and here is the page to give it."""
    post(_to_office(advice, _expected, Kind.RESPONSE_EXPECTED, at))


def response_reminded(advice: Advice, *, text: str, at: datetime) -> None:
    """To the office and the adviser at once, to the steering group in its digest. `text` are the own words of staff."""

    def reminder(about: Advice, on: datetime) -> Mail:
        return _reminder(about, on, text)

    kind = Kind.RESPONSE_REMINDED
    post(_to_office(advice, reminder, kind, at))
    post(_to(adviser_readers(advice.trajectory), advice, _told_adviser, kind=kind, audience=Audience.ADVISER, at=at))
    post(_to(steering_readers(at), advice, _told_steering, kind=kind, audience=Audience.STEERING, at=at, digest=True))


def response_received(letter: Letter, *, at: datetime) -> None:
    """To the group at once, to all members in their digest: the answer to each recommendation."""
    kind, advice = Kind.RESPONSE_RECEIVED, letter.advice
    post(_to(group_readers(advice.trajectory, at), advice, _answers, kind=kind, audience=Audience.GROUP, at=at))
    post(_to(member_readers(at), advice, _answers, kind=kind, audience=Audience.MEMBERS, at=at, digest=True))


def no_response(advice: Advice, *, at: datetime) -> None:
    """To the group at once, to all members in their digest: no answer came."""
    post(
        _to(
            group_readers(advice.trajectory, at),
            advice,
            _silence,
            kind=Kind.NO_RESPONSE,
            audience=Audience.GROUP,
            at=at,
        )
    )
    post(
        _to(member_readers(at), advice, _silence, kind=Kind.NO_RESPONSE, audience=Audience.MEMBERS, at=at, digest=True)
    )


Write = Callable[[Advice, datetime], Mail]


def _to(
    readers: Iterable[Reader],
    advice: Advice,
    write: Write,
    *,
    kind: Kind,
    audience: Audience,
    at: datetime,
    digest: bool = False,
) -> Iterable[Message]:
    for each in readers:
        with speaking_to(each) as reader:
            yield letter_to(
                reader,
                write(advice, at),
                kind=kind,
                audience=audience,
                at=at,
                about=advice.trajectory,
                address=advice.get_absolute_url(),
                digest=digest,
            )


def _to_office(advice: Advice, write: Write, kind: Kind, at: datetime) -> Iterable[Message]:
    for addressee in advice.delivery.addressees.filter(answers=True):
        with speaking_to(Reader(addressee.email, addressee.name)) as reader:
            yield letter_to(
                reader,
                write(advice, at),
                kind=kind,
                audience=Audience.OFFICE,
                at=at,
                about=advice.trajectory,
                link=_office_link(advice, addressee, at),
            )


def _office_link(advice: Advice, addressee: Addressee, at: datetime) -> PersonalLink:
    return PersonalLink(
        purpose=Purpose.OFFICE,
        about=advice.trajectory_id,
        email=addressee.email,
        name=addressee.name,
        created_at=at,
        expires_at=at + length("link-days", localdate(at)),
    )


def _expected(advice: Advice, at: datetime) -> Mail:
    return Mail(
        subject=_("Your answer to advice %(number)s is due soon") % {"number": advice.number},
        body=_("We look forward to your answer to our advice “%(title)s”. You can give it on one page.")
        % {"title": advice.title},
        facts=((_("Answer by"), _day(advice)),),
        button=_("Give the answer"),
    )


def _reminder(advice: Advice, at: datetime, text: str) -> Mail:
    asked = _(
        "On %(day)s your answer to our advice “%(title)s” was due. We have not received it yet."
        " Could you let us know what you do with each recommendation? “Our answer comes later” is an answer too."
    ) % {"day": _day(advice), "title": advice.title}
    return Mail(
        subject=_("We are waiting for your answer to advice %(number)s") % {"number": advice.number},
        body=f"{asked}\n\n{text}" if text else asked,
        facts=((_("Answer by"), _day(advice)), (_("Days late"), str(days_late(advice, localdate(at))))),
        button=_("Give the answer"),
    )


def _told_adviser(advice: Advice, at: datetime) -> Mail:
    return Mail(
        subject=_("No answer yet to advice %(number)s") % {"number": advice.number},
        body=_(
            "The answer to our advice “%(title)s” was due on %(day)s. We reminded the office that answers."
            " Perhaps you can help to bring it closer."
        )
        % {"title": advice.title, "day": _day(advice)},
        button=_("Read the advice"),
    )


def _told_steering(advice: Advice, at: datetime) -> Mail:
    return Mail(
        subject=_("No answer yet to advice %(number)s") % {"number": advice.number},
        body=_("The answer was due on %(day)s. The office that answers has been reminded.") % {"day": _day(advice)},
        button=_("Read the advice"),
    )


def _answers(advice: Advice, at: datetime) -> Mail:
    given = Response.objects.filter(recommendation__advice=advice).select_related("recommendation")
    lines = [f"{each.recommendation}\n{each.get_answer_display()}. {each.reason}".strip() for each in given]
    return Mail(
        subject=_("The answer to our advice “%(title)s”") % {"title": advice.title},
        body="\n\n".join([_("The executive has answered each recommendation."), *lines]),
        button=_("Read the whole answer"),
    )


def _silence(advice: Advice, at: datetime) -> Mail:
    return Mail(
        subject=_("No answer came to our advice “%(title)s”") % {"title": advice.title},
        body=_(
            "The answer was due on %(day)s. We asked more than once. The steering group has concluded that none comes."
        )
        % {"day": _day(advice)},
        button=_("Read the advice"),
    )


def _day(advice: Advice) -> str:
    return date_format(advice.delivery.due_on, "j F Y")
