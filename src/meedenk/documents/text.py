"""A tree as plain text that reads well: for the part of a mail that knows no form."""

from collections.abc import Iterable, Iterator

from .tree import Block, Heading, Inline, Insert, List, Paragraph, Quote, Run, parse


def readable(text: str) -> str:
    """`text` without its Markdown: paragraphs and lists stay, bold and italic words are just words."""
    return "\n\n".join(_lines(parse(text)))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """One text per block, of one line or more."""
    for block in blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                yield _joined(inlines)
            case List(items):
                yield "\n".join(_items(items, block))
            case Quote(inner):
                yield "\n\n".join(_lines(inner))
            case Insert():
                pass


def _items(items: Iterable[tuple[Block, ...]], around: List) -> Iterator[str]:
    for number, item in enumerate(items, around.start):
        mark = f"{number}. " if around.ordered else "- "
        indent = "\n" + " " * len(mark)
        yield mark + "\n".join(_lines(item)).replace("\n", indent)


def _joined(inlines: Iterable[Inline]) -> str:
    return "".join(_written(each) for each in inlines if isinstance(each, Run))


def _written(run: Run) -> str:
    """A link keeps its address, unless the words are the address."""
    return f"{run.text} ({run.link})" if run.link and run.link != run.text else run.text
