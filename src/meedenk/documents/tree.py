"""One small tree of blocks, parsed from plain text with a little Markdown. HTML and PDF are written from it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARK = re.compile(r"\{\{\s?([a-z]{1,20}:[a-z0-9-]{1,60})\s?\}\}")
ADDRESS = re.compile(r"https?://[^\s<>\"“”]{1,500}")
CLOSING = ".,;:!?)]}’'”"
SIGNS = re.compile(r"[\n*_\[\]!#>\-=+\\{/]")
SIGNS_MOST = 4000
NO_WORD = re.compile(r"\S{600}")


@dataclass(frozen=True)
class Run:
    """Some text in one way of writing. A line break is a run of its own: "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Mark:
    """A place where the house puts something in: `{{rule:weeks-to-advise}}` has the name `rule:weeks-to-advise`."""

    name: str


Inline = Run | Mark


@dataclass(frozen=True)
class Heading:
    """`level` 1 is the highest."""

    level: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class List:
    """Each item holds blocks of its own."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quote:
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Insert:
    """A mark that stands in a paragraph of its own."""

    name: str


Block = Heading | Paragraph | List | Quote | Insert

_markdown = MarkdownIt("zero", {"html": False, "maxNesting": 12}).enable(
    ["heading", "list", "blockquote", "emphasis", "link", "newline", "escape", "balance_pairs", "fragments_join"]
)


def parse(text: str, *, top: int = 1, marks: bool = False) -> tuple[Block, ...]:
    """The blocks of `text`: paragraphs, headings, lists and quotes, with bold, italic and links in them.

    Headings are brought to begin at level `top` and never skip one. Marks are only known where `marks` says so: in the
    house's own texts. Anything else, HTML too, stays the text it is. So does a text that is nearly all signs, or has
    no spaces: nobody wrote it to be read, and to read it as Markdown would keep everyone waiting.
    """
    text = clean(text)
    if sum(1 for _sign in SIGNS.finditer(text)) > SIGNS_MOST or NO_WORD.search(text):
        return (Paragraph(plain(text)),)
    blocks = _blocks(iter(_markdown.parse(text)), "", marks=marks)
    return tuple(_levelled(blocks, top))


def plain(text: str) -> tuple[Inline, ...]:
    """One line of text as it is, without any Markdown in it."""
    return (Run(" ".join(clean(text).split())),)


def clean(text: str) -> str:
    """`text` without what no reader sees and no format takes: control characters, half pairs, private characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})


def _blocks(tokens: Iterator[Token], until: str, *, marks: bool) -> tuple[Block, ...]:
    found: list[Block] = []
    for token in tokens:
        if token.type == until:
            break
        match token.type:
            case "heading_open":
                found.append(Heading(int(token.tag[1]), _inlines(next(tokens), marks=marks)))
            case "inline":
                found.append(_paragraph(_inlines(token, marks=marks)))
            case "blockquote_open":
                found.append(Quote(_blocks(tokens, "blockquote_close", marks=marks)))
            case "bullet_list_open":
                found.append(List(_items(tokens, "bullet_list_close", marks=marks)))
            case "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                found.append(List(_items(tokens, "ordered_list_close", marks=marks), ordered=True, start=start))
    return tuple(found)


def _items(tokens: Iterator[Token], until: str, *, marks: bool) -> tuple[tuple[Block, ...], ...]:
    items = []
    for token in tokens:
        if token.type == until:
            break
        if token.type == "list_item_open":
            items.append(_blocks(tokens, "list_item_close", marks=marks))
    return tuple(items)


def _paragraph(inlines: tuple[Inline, ...]) -> Block:
    if len(inlines) == 1 and isinstance(inlines[0], Mark):
        return Insert(inlines[0].name)
    return Paragraph(inlines)


def _inlines(token: Token, *, marks: bool) -> tuple[Inline, ...]:
    found: list[Inline] = []
    now = Run("")
    for child in token.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                now = replace(now, bold=child.type == "strong_open")
            case "em_open" | "em_close":
                now = replace(now, italic=child.type == "em_open")
            case "link_open":
                now = replace(now, link=safe_link(str(child.attrs.get("href", ""))))
            case "link_close":
                now = replace(now, link="")
            case "softbreak" | "hardbreak":
                found.append(Run("\n"))
            case _ if child.content:
                found.extend(_with_marks(replace(now, text=child.content), marks=marks))
    return tuple(found)


def _with_marks(run: Run, *, marks: bool) -> Iterator[Inline]:
    if not marks:
        yield from _with_addresses(run)
        return
    for place, part in enumerate(MARK.split(run.text)):
        if place % 2:
            yield Mark(part)
        elif part:
            yield from _with_addresses(replace(run, text=part))


def _with_addresses(run: Run) -> Iterator[Inline]:
    """A bare web address becomes a link to itself."""
    end = 0
    for match in () if run.link else ADDRESS.finditer(run.text):
        address = match[0].rstrip(CLOSING)
        if match.start() > end:
            yield replace(run, text=run.text[end : match.start()])
        yield replace(run, text=address, link=safe_link(address))
        end = match.start() + len(address)
    if rest := run.text[end:]:
        yield replace(run, text=rest)


def safe_link(address: str) -> str:
    """`address` when it leads to a web page, a mailbox or a place in this house; else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:
        return address if parts.netloc else ""
    if parts.scheme == "mailto":
        return address
    own = not parts.scheme and not parts.netloc and address[:1] in {"/", "#"} and "\\" not in address
    return address if own and not address.startswith("//") else ""


def _levelled(blocks: Sequence[Block], top: int) -> Iterator[Block]:
    headings = [block.level for block in blocks if isinstance(block, Heading)]
    shift = top - min(headings, default=top)
    last = top - 1
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level + shift, last + 1, 6)
            yield Heading(max(last, top), block.inlines)
        else:
            yield block
