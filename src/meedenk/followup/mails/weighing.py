"""What people are told about answers that come later, change, or are asked on about."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from meedenk.advice.models import Advice
from meedenk.common.templatetags.pieces import tag_label
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import post

from ..models import Response, Weighing
from .responding import to_all_who_follow, to_office

ANEW = "opnieuw"


def asked_on(weighing: Weighing, *, at: datetime) -> None:
    """To the office: what the group would still like to know, and the page to answer it."""
    advice = weighing.trajectory.advice
    write = partial(_asks_on, advice, weighing)
    post(to_office(advice, write, Kind.RESPONSE_WEIGHED, at, page=ANEW))


def asked_for_later(advice: Advice, numbers: str, *, at: datetime) -> None:
    """To the office: which answers would come later."""
    post(to_office(advice, partial(_later, advice, numbers), Kind.LATER_ASKED, at, page=ANEW))


def answered_anew(response: Response, *, at: datetime) -> None:
    """To the group at once, to all members and who follows it in their overview: the new answer."""
    to_all_who_follow(response.recommendation.advice, partial(_new, response), Kind.RESPONSE_CHANGED, at)


def _asks_on(advice: Advice, weighing: Weighing) -> Mail:
    return Mail(
        subject=_("We ask on about advice %(number)s") % {"number": advice.number},
        body=_("Thank you for your answer to our advice “%(title)s”. The project group asks on:")
        % {"title": advice.title}
        + "\n\n"
        + weighing.text,
        button=_("Answer anew"),
    )


def _later(advice: Advice, numbers: str) -> Mail:
    return Mail(
        subject=_("Some answers to advice %(number)s would come later") % {"number": advice.number},
        body=_(
            "You wrote about our advice “%(title)s” that a part of your answer comes later. Can you answer it now?"
            " On the page you see only what you said, with what is still open first."
        )
        % {"title": advice.title},
        facts=((_("Recommendations without an answer"), numbers),),
        button=_("Answer anew"),
    )


def _new(response: Response) -> Mail:
    said = f"{response.recommendation}\n{tag_label(response.shown)}. {response.reason}".strip()
    return Mail(
        subject=_("A new answer to our advice “%(title)s”") % {"title": response.recommendation.advice.title},
        body="\n\n".join([_("The executive gave a new answer. What it said before stays to read."), said]),
        button=_("Read the advice and the answers"),
    )
