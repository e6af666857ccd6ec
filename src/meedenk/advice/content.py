"""What an advice says, as plain data: how it is frozen when it is adopted, and the one tree of all its forms.

This is the seam: whoever writes the text otherwise (an editor, say) only has to give the same `Content`.
"""

from collections.abc import Iterator
from datetime import date
from typing import NotRequired, TypedDict

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.documents.tree import Block, Heading, List, Paragraph, Run, parse, plain
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.stages import Flow

from .models import Advice


class RecommendationText(TypedDict):
    """`key` is the stable key of the recommendation, `number` its place."""

    key: int
    number: int
    title: str
    text: str
    reason: str
    sources: str


class PerspectiveText(TypedDict):
    """A differing view and how many members hold it; never who."""

    title: str
    text: str
    count: int


class Stand(TypedDict):
    """How many of the project group said what of the draft: support, a remark, a view of their own, no support."""

    supports: int
    comments: int
    own: int
    against: int
    waiting: int


class Content(TypedDict):
    """All that an advice says; what was adopted also says how the group stood.

    The texts are plain text with a little Markdown (`documents.tree.parse`).
    """

    title: str
    question: str
    summary: str
    goes_well: str
    attention: str
    came_about: str
    recommendations: list[RecommendationText]
    perspectives: list[PerspectiveText]
    members: int
    stand: NotRequired[Stand]


def content(advice: Advice, *, on: date) -> Content:
    """What `advice` says now, with the group as it is on the day `on`."""
    recommendations = advice.recommendations.filter(removed_at=None)
    perspectives = advice.perspectives.annotate(count=Count("held_by")).filter(count__gt=0)
    return {
        "title": advice.title,
        "question": advice.trajectory.question if advice.trajectory.flow == Flow.REQUESTED else "",
        "summary": advice.summary,
        "goes_well": advice.goes_well,
        "attention": advice.attention,
        "came_about": advice.came_about,
        "recommendations": [
            {
                "key": each.pk,
                "number": each.order,
                "title": each.title,
                "text": each.text,
                "reason": each.reason,
                "sources": each.sources,
            }
            for each in recommendations
        ],
        "perspectives": [{"title": each.title, "text": each.text, "count": each.count} for each in perspectives],
        "members": sitting(advice.trajectory, on).count(),
    }


def blocks(text: Content, *, top: int = 1) -> tuple[Block, ...]:
    """The whole advice as one tree, its title on top as a heading of level `top` (at most 3)."""
    return (Heading(top, plain(text["title"])), *_parts(text, top))


def held_by(perspective: PerspectiveText, members: int) -> str:
    """How many hold a view, in a sentence."""
    return ngettext(
        "Held by %(count)d of %(members)d members of the project group",
        "Held by %(count)d of %(members)d members of the project group",
        perspective["count"],
    ) % {"count": perspective["count"], "members": members}


def stood(stand: Stand | None) -> list[str]:
    """How many of the project group said what of the draft, a sentence each; what nobody said is left out."""
    return [sentence for number, sentence in _sentences(stand) if number] if stand else []


def _sentences(stand: Stand) -> Iterator[tuple[int, str]]:
    number = stand["supports"]
    yield number, ngettext("%(count)d supports it", "%(count)d support it", number) % {"count": number}
    number = stand["comments"]
    yield number, ngettext("%(count)d has a remark", "%(count)d have a remark", number) % {"count": number}
    number = stand["own"]
    said = ngettext("%(count)d has a view of their own", "%(count)d have a view of their own", number)
    yield number, said % {"count": number}
    number = stand["against"]
    said = ngettext("%(count)d does not support it", "%(count)d do not support it", number)
    yield number, said % {"count": number}
    number = stand["waiting"]
    yield number, ngettext("%(count)d did not respond", "%(count)d did not respond", number) % {"count": number}


def _parts(text: Content, top: int) -> Iterator[Block]:
    yield from _section(_("The question"), text["question"], top)
    yield from _section(_("In short"), text["summary"], top)
    yield from _section(_("What goes well"), text["goes_well"], top)
    yield from _section(_("What needs attention"), text["attention"], top)
    if text["recommendations"]:
        yield _heading(top + 1, _("Our recommendations"))
    for each in text["recommendations"]:
        yield _heading(top + 2, _("Recommendation %(number)d: %(title)s") % each)
        yield from parse(each["text"], top=top + 3)
        yield from _labelled(_("Why?"), each["reason"], top)
        yield from _labelled(_("What is it based on?"), each["sources"], top)
    if text["perspectives"]:
        yield _heading(top + 1, _("Where we see it differently"))
    for view in text["perspectives"]:
        yield _heading(top + 2, view["title"])
        yield from parse(view["text"], top=top + 3)
        yield Paragraph((Run(held_by(view, text["members"]), italic=True),))
    if lines := stood(text.get("stand")):
        yield _heading(top + 1, _("How the project group stands"))
        yield List(tuple((Paragraph(plain(line)),) for line in lines))
    yield from _section(_("How this advice came about"), text["came_about"], top)


def _section(title: str, text: str, top: int) -> Iterator[Block]:
    if text.strip():
        yield _heading(top + 1, title)
        yield from parse(text, top=top + 2)


def _labelled(label: str, text: str, top: int) -> Iterator[Block]:
    if text.strip():
        yield Paragraph((Run(label, bold=True),))
        yield from parse(text, top=top + 3)


def _heading(level: int, text: str) -> Heading:
    return Heading(level, plain(text))
