"""The reminder on paper: for an office that reads letters sooner than mails."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.advice.models import Advice
from meedenk.advice.paper import addressed, dated, sender
from meedenk.documents.tree import Block, Heading, List, Paragraph, parse, plain
from meedenk.documents.typst import LetterPage, pdf

from .queries import days_late


def reminder_letter(advice: Advice, *, text: str, on: date) -> bytes:
    """The reminder as a PDF, dated `on`, with the own words `text`; in the language of the house. It is not kept."""
    whole = {"number": advice.number}
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(
            LetterPage(
                title=_("Reminder: your answer to advice %(number)s") % whole,
                author=settings.HOUSE.name,
                language=settings.LANGUAGE_CODE,
                on=on,
                sender=tuple(sender()),
                addressee=tuple(addressed(each.body) for each in advice.delivery.addressees.filter(answers=True)),
                facts=tuple(_facts(advice, on)),
                foot=settings.BASE_URL + advice.get_absolute_url(),
                page=_("Page {page} of {pages}"),
                blocks=tuple(_blocks(advice, text, on)),
            )
        )


def _facts(advice: Advice, on: date) -> Iterator[tuple[str, str]]:
    yield dated(on)
    yield _("Subject"), advice.title
    yield _("Our reference"), str(advice.number)
    yield _("Answer by"), date_format(advice.delivery.due_on, "j F Y")


def _blocks(advice: Advice, text: str, on: date) -> Iterator[Block]:
    yield Heading(1, plain(_("Reminder: your answer to advice %(number)s") % {"number": advice.number}))
    yield Paragraph(plain(_asked(advice, on)))
    standing = advice.recommendations.filter(removed_at=None)
    yield Paragraph(plain(_("Could you let us know what you do with each recommendation?")))
    yield List(tuple((Paragraph(plain(each.title)),) for each in standing), ordered=True)
    yield from parse(text, top=2)
    yield Paragraph(
        plain(
            _("You answer on one page, by the link in our mail. “Our answer comes later” is an answer too.")
            + " "
            + _("Is the link lost, or do you prefer a letter? Mail or phone us.")
        )
    )
    yield Paragraph(plain(_("Kind regards,")))
    yield Paragraph(plain(_("the steering group of %(group)s") % {"group": settings.HOUSE.name}))


def _asked(advice: Advice, on: date) -> str:
    late = days_late(advice, on)
    given = {"title": advice.title, "day": date_format(advice.delivery.due_on, "j F Y"), "days": late}
    if not late:
        return _("We look forward to your answer to our advice “%(title)s”, by %(day)s.") % given
    return (
        ngettext(
            "On %(day)s your answer to our advice “%(title)s” was due. That is %(days)d day ago.",
            "On %(day)s your answer to our advice “%(title)s” was due. That is %(days)d days ago.",
            late,
        )
        % given
    )
