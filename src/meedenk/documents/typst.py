"""The tree as a PDF that meets PDF/UA-1 and PDF/A-2a.

What people wrote reaches Typst as data, never as source: there is nothing to escape and nothing that can be run. The
renderer reads one file, the letter beside this module, and has no packages, no network and no fonts but its own.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst

from .html import as_written
from .tree import Block, Heading, Inline, Insert, List, Mark, Paragraph, Quote, Run, clean

LETTER = Path(__file__).with_name("letter.typ")
UNSHOWN = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
EVERYDAY = re.compile("[^\n\t -~\u00a0-\u024f\u2010-\u2027\u2030-\u205e\u20ac]")
BOX = "□"
TRIES = 8


@dataclass(frozen=True)
class LetterPage:
    """All that stands on a letter. `page` says "{page}" and "{pages}"; `foot` is on every page."""

    title: str
    author: str
    language: str
    on: date
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    foot: str
    page: str
    blocks: tuple[Block, ...]


def pdf(letter: LetterPage) -> bytes:
    """`letter` as a PDF. A character that no font of ours has, an emoji for one, is shown as an empty box."""
    day = {"year": letter.on.year, "month": letter.on.month, "day": letter.on.day}
    shown = asdict(letter) | {"blocks": list(_blocks(letter.blocks)), "on": day}
    text = clean(json.dumps(shown, ensure_ascii=False))
    for _try in range(TRIES):
        try:
            return _compiled(text)
        except typst.TypstError as mistake:
            found = UNSHOWN.search(mistake.message)
            if found is None:
                raise
            text = _without(found[1], text)
    return _compiled(EVERYDAY.sub(BOX, text))


def _compiled(text: str) -> bytes:
    made = typst.compile(
        LETTER,
        format="pdf",
        root=LETTER.parent,
        ignore_system_fonts=True,
        sys_inputs={"letter": text},
        pdf_standards=["ua-1", "a-2a"],
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _without(unshown: str, text: str) -> str:
    """Typst names the characters it cannot show as they are, or as `\\u{1f600}`."""
    written = re.sub(r"\\u\{([0-9a-f]{1,6})\}", lambda found: chr(int(found[1], 16)), unshown)
    return text.translate({ord(character): BOX for character in written if not character.isascii()})


def _blocks(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block:
            case Heading(level, inlines):
                yield {"kind": "heading", "level": level, "runs": _runs(inlines)}
            case Paragraph(inlines):
                yield {"kind": "paragraph", "runs": _runs(inlines)}
            case Quote(inner):
                yield {"kind": "quote", "blocks": list(_blocks(inner))}
            case List(items, ordered, start):
                inside = [list(_blocks(item)) for item in items]
                yield {"kind": "list", "ordered": ordered, "start": start, "items": inside}
            case Insert(name):
                yield {"kind": "paragraph", "runs": _runs((Mark(name),))}


def _runs(inlines: Iterable[Inline]) -> list[dict[str, Any]]:
    return [asdict(each if isinstance(each, Run) else Run(str(as_written(each.name)))) for each in inlines]
