"""The text of a tree without its form."""

from collections.abc import Iterable

from meedenk.documents.tree import Block, Heading, Inline, List, Paragraph, Quote, Run


def plain_text(blocks: Iterable[Block]) -> str:
    """All words of `blocks` in one line; marks of the house are left out."""
    return " ".join(" ".join(_words(blocks)).split())


def _words(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                yield _joined(inlines)
            case List(items):
                for item in items:
                    yield from _words(item)
            case Quote(inner):
                yield from _words(inner)


def _joined(inlines: Iterable[Inline]) -> str:
    return "".join(each.text for each in inlines if isinstance(each, Run))
