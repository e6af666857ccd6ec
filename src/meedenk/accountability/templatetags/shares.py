"""Counts as bars: every kind has its own colour and its own sign, so that print and colour blindness lose nothing."""

from dataclasses import dataclass

from django import template

from meedenk.common.templatetags.pieces import MARKS

from ..figures.tally import Tally
from ..words import word

register = template.Library()
register.filter("word", word)

NARROW = 7.0  # per cent of the bar in which a sign still fits
SIGNS = {
    **{kind: mark.format(-6, 11) for kind, mark in MARKS.items()},
    "later": "M-7 11h.1M0 11h.1M7 11h.1",
    "in-time": "M-6 11l4 4l7-8",
    "late": "M0 5v6l4 3",
    "done": "M-6 11l4 4l7-8",
    "under-way": "M-6 11h12m-4-4l4 4l-4 4",
    "stuck": "M-3 6v10M3 6v10",
    "dropped": "M-4 7l8 8m0-8l-8 8",
}
"""For each kind its sign around the point (0, 11); no answer and not asked have none."""


@dataclass(frozen=True)
class Segment:
    """A part of a bar, in per cent of its length."""

    kind: str
    start: str
    width: str
    middle: str
    sign: str


@register.simple_tag
def segments(tally: Tally, kinds: str) -> list[Segment]:
    """The parts of the bar of `tally`, in the order of `kinds` (with spaces in between)."""
    found, start = [], 0.0
    for kind in kinds.split():
        width = 100 * tally.share(kind)
        if width:
            sign = SIGNS.get(kind, "") if width >= NARROW else ""
            found.append(
                Segment(kind, f"{start:.2f}%", f"{width:.2f}%", f"{start + width / 2:.2f}%", sign),
            )
        start += width
    return found


@register.simple_tag
def in_words(tally: Tally, kinds: str) -> str:
    """The same in words: 3 adopted, 1 partly."""
    return ", ".join(f"{tally.counts[kind]} {word(kind)}" for kind in kinds.split() if tally.counts[kind])


@register.filter
def kinds(text: str) -> list[str]:
    """The kinds in `text`, which has spaces in between."""
    return text.split()


@register.filter
def counted(tally: Tally, kind: str) -> int:
    return tally.counts[kind]


@register.simple_tag
def sign(kind: str) -> str:
    """How a kind is marked inside its colour; nothing where the empty block says it."""
    return SIGNS.get(kind, "")
