"""The report of a year as one tree, as a PDF and as an ODT; and half a page for the talk with the alderperson."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.documents.odt import odt
from meedenk.documents.tree import Block, Heading, List, Paragraph, parse, plain
from meedenk.documents.typst import LetterPage, pdf
from meedenk.gathering.models import Activity

from .figures.adoption import KINDS
from .figures.clocks import Silence
from .models import AnnualReport, Position
from .words import word

Figures = dict[str, Any]


def title_of(report: AnnualReport) -> str:
    return _("Annual report %(year)d") % {"year": report.year}


def blocks(report: AnnualReport, figures: Figures, *, top: int = 1) -> tuple[Block, ...]:
    """The whole report, its title on top as a heading of level `top` (at most 3)."""
    return (Heading(top, plain(title_of(report))), *_parts(report, figures, top + 1))


def _parts(report: AnnualReport, figures: Figures, level: int) -> Iterator[Block]:
    yield from parse(report.opening, top=level + 1)
    yield Heading(level, plain(_("The year in figures")))
    yield _list(_in_figures(figures))
    yield Heading(level, plain(_("What we advised and what became of it")))
    if not figures["advices"]:
        yield Paragraph(plain(_("We delivered no advice this year.")))
    for advice in figures["advices"]:
        yield Heading(level + 1, plain(f"{advice['title']} ({advice['number']})"))
        if advice["recommendations"]:
            told = (f"{each['title']}: {word(each['answer'])}" for each in advice["recommendations"])
            yield _list(told, ordered=True)
    yield Heading(level, plain(_("Whom we met")))
    yield _list(_activities(figures["activities"]))
    yield Heading(level, plain(_("Who took part")))
    yield _list(_members(figures["members"]))
    for heading, text in (
        (_("What we noticed"), report.looking_back),
        (_("What we want next year"), report.looking_ahead),
    ):
        if text.strip():
            yield Heading(level, plain(heading))
            yield from parse(text, top=level + 1)


def _in_figures(figures: Figures) -> Iterator[str]:
    advices, answers = len(figures["advices"]), figures["answers"]
    yield ngettext("%(count)d advice delivered", "%(count)d advices delivered", advices) % {"count": advices}
    said = [f"{answers[kind]} {word(kind)}" for kind in KINDS if answers[kind]]
    if said:
        yield _("Recommendations: %(answers)s") % {"answers": ", ".join(said)}
    asked = figures["questions"]
    yield ngettext("%(count)d question of the municipality", "%(count)d questions of the municipality", asked) % {
        "count": asked
    }
    if (pace := figures["time_to_advise"])["times"]:
        yield (
            _("Days we got to advise: usually %(usual)d, agreed %(agreed)d. Shorter than agreed: %(broken)d times.")
            % pace
        )
    if (pace := figures["time_to_respond"])["times"]:
        yield _("Days until the answer: usually %(usual)d, agreed %(agreed)d. Late: %(broken)d times.") % pace
    if figures["silent"]:
        yield _("Without an answer: %(numbers)s") % {"numbers": ", ".join(figures["silent"])}
    asked_of = [f"{figures['position'][kind]} {word(kind)}" for kind in Position.Asked if figures["position"].get(kind)]
    if asked_of:
        yield _("Decisions about our subjects: %(position)s") % {"position": ", ".join(asked_of)}


def _activities(activities: dict[str, int]) -> Iterator[str]:
    if not activities:
        yield _("No meetings or visits were written down this year.")
    for kind in Activity.Kind:
        if number := activities.get(kind):
            yield f"{capfirst(str(kind.label))}: {number}"


COUNTED = ("total", "came", "went", "elsewhere")


def _members(members: dict[str, Any]) -> Iterator[str]:
    few = _("fewer than %(smallest)d") % {"smallest": members["smallest"]}
    counted = {name: few if members[name] is None else members[name] for name in COUNTED}
    yield _("Members at the end: %(count)s") % {"count": counted["total"]}
    yield _("Came: %(count)s") % {"count": counted["came"]}
    yield _("Went: %(count)s") % {"count": counted["went"]}
    for area, number in members["areas"].items():
        yield f"{area}: {number}"
    if members["areas"]:
        yield _("Elsewhere: %(count)s") % {"count": counted["elsewhere"]}


def _list(texts: Iterable[str], *, ordered: bool = False) -> List:
    return List(tuple((Paragraph(plain(text)),) for text in texts), ordered=ordered)


def pdf_of(report: AnnualReport, *, on: date) -> bytes:
    """The report as an accessible PDF, in the language of the house. Its figures must be there."""
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(_page(title_of(report), on, settings.BASE_URL + report.get_absolute_url(), _tree(report)))


def odt_of(report: AnnualReport, *, on: date) -> bytes:
    """The same, to work on in a word processor."""
    with translation.override(settings.LANGUAGE_CODE):
        return odt(
            _tree(report), title=title_of(report), author=settings.HOUSE.name, language=settings.LANGUAGE_CODE, on=on
        )


def _tree(report: AnnualReport) -> tuple[Block, ...]:
    if report.figures is None:
        raise ValueError("a report goes on paper with the figures that were kept")
    return blocks(report, report.figures)


def _page(title: str, on: date, foot: str, tree: tuple[Block, ...]) -> LetterPage:
    house = settings.HOUSE
    return LetterPage(
        title=title,
        author=house.name,
        language=settings.LANGUAGE_CODE,
        on=on,
        sender=(house.name, _("Residents of %(municipality)s") % {"municipality": house.municipality}, house.email),
        addressee=(),
        facts=((_("Place and date"), f"{house.municipality}, {date_format(on, 'j F Y')}"),),
        foot=foot,
        page=_("Page {page} of {pages}"),
        blocks=tree,
    )


MOST = 5
"""Of each kind this many lines: more do not fit on half a page."""


def half_page(asks: str, *, silent: list[Silence], open_promises: list[str], at: datetime) -> bytes:
    """Half a page as a PDF: what is late, what was promised and is not done, and what we ask."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("For our talk")
        tree = (Heading(1, plain(title)), *_half(asks, silent, open_promises))
        return pdf(_page(title, localdate(at), f"{settings.BASE_URL}/verantwoording/", tree))


def _half(asks: str, silent: list[Silence], open_promises: list[str]) -> Iterator[Block]:
    late = [f"{each.title} ({each.number}): {each.late}" for each in silent]
    for heading, lines, nothing in (
        (_("No answer yet"), late, _("Every advice was answered, or the answer is not due yet.")),
        (_("Promised and not done"), open_promises, _("What was promised was done, or its day has not come yet.")),
    ):
        yield Heading(2, plain(heading))
        yield _list([*lines[:MOST], *_more(len(lines) - MOST)]) if lines else Paragraph(plain(nothing))
    yield Heading(2, plain(_("What we ask")))
    yield from parse(asks, top=3)


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield ngettext("and %(count)d more", "and %(count)d more", number) % {"count": number}
