"""The tree as HTML. Every text is escaped here; there is no way to hand in HTML but by an insert of the house."""

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .tree import Block, Heading, Inline, Insert, List, Mark, Paragraph, Quote, Run

Inserts = Callable[[str], SafeString]


def as_written(name: str) -> SafeString:
    """A mark that nobody fills stays visible as it was written."""
    return format_html("{{{{{}}}}}", name)


def html(blocks: Iterable[Block], *, inserts: Inserts = as_written) -> SafeString:
    """`blocks` as HTML in the classes of the house. `inserts` gives what belongs at a mark such as `rule:term-years`.

    A mark inside a sentence must be answered with inline HTML, one in a paragraph of its own may hold any block.
    """
    return _joined(_block(block, inserts) for block in blocks)


def _block(block: Block, inserts: Inserts) -> SafeString:
    match block:
        case Heading(level, inlines):
            inner = _inlines(inlines, inserts)
            return format_html('<h{0} class="nl-heading nl-heading--level-{1}">{2}</h{0}>', level, min(level, 4), inner)
        case Paragraph(inlines):
            return format_html('<p class="nl-paragraph">{}</p>', _inlines(inlines, inserts))
        case Quote(blocks):
            return format_html("<blockquote>{}</blockquote>", html(blocks, inserts=inserts))
        case List(items, ordered, start):
            return _list(items, inserts, ordered=ordered, start=start)
        case Insert(name):
            return inserts(name)


def _list(items: tuple[tuple[Block, ...], ...], inserts: Inserts, *, ordered: bool, start: int) -> SafeString:
    inner = format_html_join("", "<li>{}</li>", ((_item(item, inserts),) for item in items))
    if not ordered:
        return format_html("<ul>{}</ul>", inner)
    if start == 1:
        return format_html("<ol>{}</ol>", inner)
    return format_html('<ol start="{}">{}</ol>', start, inner)


def _item(blocks: tuple[Block, ...], inserts: Inserts) -> SafeString:
    """An item of one paragraph is just its text."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _inlines(blocks[0].inlines, inserts)
    return html(blocks, inserts=inserts)


def _inlines(inlines: Iterable[Inline], inserts: Inserts) -> SafeString:
    return _joined(inserts(each.name) if isinstance(each, Mark) else _run(each) for each in inlines)


def _run(run: Run) -> SafeString:
    if run.text == "\n":
        return SafeString("<br>")
    inner = format_html("{}", run.text)
    if run.italic:
        inner = format_html("<em>{}</em>", inner)
    if run.bold:
        inner = format_html("<strong>{}</strong>", inner)
    if run.link:
        inner = format_html('<a class="nl-link" href="{}"{}>{}</a>', run.link, _manners(run.link), inner)
    return inner


def _manners(link: str) -> SafeString:
    """A link out of the house gives no weight and tells nothing about who followed it."""
    return SafeString("") if link[:1] in {"/", "#"} else SafeString(' rel="nofollow noopener noreferrer"')


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  # each part was escaped above
