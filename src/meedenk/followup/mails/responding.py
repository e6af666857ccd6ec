"""What people are told about the response."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink
from meedenk.advice.mails.delivering import office_link
from meedenk.advice.models import Advice
from meedenk.common.templatetags.pieces import day, moment, tag_label
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import Reader, post
from meedenk.trajectories.audiences import adviser_readers
from meedenk.trajectories.mails.sending import letters, to_advisers, to_group, to_members, to_steering, to_subscribers
from meedenk.trajectories.steps import Audience

from ..models import Letter, Response
from ..queries import days_late


def response_expected(advice: Advice, *, at: datetime) -> None:
    """To the office: the answer is due soon, and here is the page to give it."""
    post(to_office(advice, partial(_expected, advice), Kind.RESPONSE_EXPECTED, at))


def response_reminded(advice: Advice, *, text: str, at: datetime) -> None:
    """To the office and the adviser at once, to the steering group in its digest. `text` are the own words of staff."""
    trajectory, kind, here = advice.trajectory, Kind.RESPONSE_REMINDED, advice.get_absolute_url()
    post(
        [
            *to_office(advice, partial(_reminder, advice, at, text), kind, at),
            *to_advisers(trajectory, partial(_told_adviser, advice), kind=kind, at=at),
            *to_steering(trajectory, partial(_told_steering, advice), kind=kind, at=at, address=here, digest=True),
        ]
    )


def response_planned(letter: Letter, *, at: datetime) -> None:
    """To the steering group in its digest: the answer is there, and from when it is public. Not what it says."""
    _to_steering(letter.advice, partial(_planned, letter), Kind.RESPONSE_PLANNED, at, page="followup:planned")


def response_called_back(advice: Advice, *, at: datetime) -> None:
    """To the steering group in its digest: the answer does not become public on the day that was chosen."""
    write = partial(_called_back, advice)
    _to_steering(advice, write, Kind.RESPONSE_CALLED_BACK, at, page="trajectories:workspace")


def _to_steering(advice: Advice, write: Callable[[], Mail], kind: Kind, at: datetime, *, page: str) -> None:
    address = reverse(page, args=[advice.trajectory.slug])
    post([*to_steering(advice.trajectory, write, kind=kind, at=at, address=address, digest=True)])


def response_received(letter: Letter, kind: Kind, *, at: datetime) -> None:
    """To the group and who asked for the advice at once, to all members in their digest: the answers."""
    to_all_who_follow(letter.advice, partial(_answers, letter.advice), kind, at)


def no_response(advice: Advice, *, at: datetime) -> None:
    """To the group and who asked for the advice at once, to all members in their digest: no answer came."""
    to_all_who_follow(advice, partial(_silence, advice), Kind.NO_RESPONSE, at)


def to_all_who_follow(advice: Advice, write: Callable[[], Mail], kind: Kind, at: datetime) -> None:
    """To the group and who asked at once, in the overview of all members and, once public, of who follows it."""
    trajectory, here = advice.trajectory, advice.get_absolute_url()
    following: Iterable[Message] = ()
    to_who_asked = to_advisers(trajectory, write, kind=kind, at=at)
    if advice.published_at:
        public_from = advice.delivery.public_from(at)
        if not public_from:
            who = adviser_readers(trajectory, at)
            to_who_asked = letters(
                who, write, kind=kind, audience=Audience.ADVISER, at=at, about=trajectory, address=here
            )
        following = to_subscribers(trajectory, write, kind=kind, at=at, address=here, public_from=public_from)
    post(
        [
            *to_group(trajectory, write, kind=kind, at=at, address=here),
            *to_who_asked,
            *to_members(trajectory, write, kind=kind, at=at, address=here),
            *following,
        ]
    )


def to_office(
    advice: Advice, write: Callable[[], Mail], kind: Kind, at: datetime, *, page: str = ""
) -> Iterator[Message]:
    """To the office that answers, with a link to its page, or to `page` behind it."""

    def link(reader: Reader) -> PersonalLink:
        return office_link(advice, reader, at=at, until=at + length("link-days", localdate(at)))

    answering = advice.delivery.addressees.filter(answers=True)
    readers = [Reader(addressee.email, addressee.name) for addressee in answering]
    return letters(
        readers, write, kind=kind, audience=Audience.OFFICE, at=at, about=advice.trajectory, link=link, address=page
    )


def _expected(advice: Advice) -> Mail:
    return Mail(
        subject=_("Your answer to advice %(number)s is due soon") % {"number": advice.number},
        body=_("We look forward to your answer to our advice “%(title)s”. You can give it on one page.")
        % {"title": advice.title},
        facts=((_("Answer by"), day(advice.delivery.due_on)),),
        button=_("Give the answer"),
    )


def _reminder(advice: Advice, at: datetime, text: str) -> Mail:
    asked = _(
        "On %(day)s your answer to our advice “%(title)s” was due. We have not received it yet."
        " Could you let us know what you do with each recommendation? “Our answer comes later” is an answer too."
    ) % {"day": day(advice.delivery.due_on), "title": advice.title}
    return Mail(
        subject=_("We are waiting for your answer to advice %(number)s") % {"number": advice.number},
        body=f"{asked}\n\n{text}" if text else asked,
        facts=((_("Answer by"), day(advice.delivery.due_on)), (_("Days late"), str(days_late(advice, localdate(at))))),
        button=_("Give the answer"),
    )


def _told_adviser(advice: Advice) -> Mail:
    return Mail(
        subject=_("No answer yet to advice %(number)s") % {"number": advice.number},
        body=_(
            "The answer to our advice “%(title)s” was due on %(day)s. We reminded the office that answers."
            " Perhaps you can help to bring it closer."
        )
        % {"title": advice.title, "day": day(advice.delivery.due_on)},
        button=_("Go to your question"),
    )


def _told_steering(advice: Advice) -> Mail:
    return Mail(
        subject=_("No answer yet to advice %(number)s") % {"number": advice.number},
        body=_("The answer was due on %(day)s. The office that answers has been reminded.")
        % {"day": day(advice.delivery.due_on)},
        button=_("Read the advice"),
    )


def _planned(letter: Letter) -> Mail:
    return Mail(
        subject=_("The answer to advice %(number)s is ready") % {"number": letter.advice.number},
        body=_("It becomes public on %(day)s. Until then only the office that answers and you can read it.")
        % {"day": moment(letter.goes_out_at)},
        button=_("See where it stands"),
    )


def _called_back(advice: Advice) -> Mail:
    return Mail(
        subject=_("The answer to advice %(number)s was taken back") % {"number": advice.number},
        body=_("The office wants to change something. You hear when it becomes public."),
        button=_("See where it stands"),
    )


def _answers(advice: Advice) -> Mail:
    given = Response.objects.filter(recommendation__advice=advice).select_related("recommendation")
    lines = [f"{each.recommendation}\n{tag_label(each.shown)}. {each.reason}".strip() for each in given]
    return Mail(
        subject=_("The answer to our advice “%(title)s”") % {"title": advice.title},
        body="\n\n".join([_("This is the answer to each recommendation."), *lines]),
        button=_("Read the whole answer"),
    )


def _silence(advice: Advice) -> Mail:
    return Mail(
        subject=_("No answer came to our advice “%(title)s”") % {"title": advice.title},
        body=_(
            "The answer was due on %(day)s. We asked more than once. The steering group has concluded that none comes."
        )
        % {"day": day(advice.delivery.due_on)},
        button=_("Read the advice"),
    )
