"""The tree as an ODT (OpenDocument 1.3 text), for a word processor. Standard library only; text is only ever data."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from .html import as_written
from .tree import Block, Heading, Inline, Insert, List, Mark, Paragraph, Quote, Run, clean

MIMETYPE = "application/vnd.oasis.opendocument.text"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    "office": f"{OPEN}office:1.0",
    "text": f"{OPEN}text:1.0",
    "style": f"{OPEN}style:1.0",
    "fo": f"{OPEN}xsl-fo-compatible:1.0",
    "meta": f"{OPEN}meta:1.0",
    "manifest": f"{OPEN}manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
SIZES = {1: "20pt", 2: "15pt", 3: "12.5pt"}
RUNS = {"Bold": {"fo:font-weight": "bold"}, "Italic": {"fo:font-style": "italic"}}
ALWAYS = (1980, 1, 1, 0, 0, 0)


def odt(blocks: Iterable[Block], *, title: str, author: str, language: str, on: date) -> bytes:
    """`blocks` as a file. The same text gives the same bytes."""
    files = {
        "content.xml": _content(blocks),
        "styles.xml": _styles(language),
        "meta.xml": _meta(title, author, language, on),
    }
    files["META-INF/manifest.xml"] = _manifest(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(zipfile.ZipInfo("mimetype", ALWAYS), MIMETYPE)  # first and not compressed, so that it is known
        for name, element in files.items():
            info = zipfile.ZipInfo(name, ALWAYS)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, tostring(element, encoding="utf-8", xml_declaration=True))
    return made.getvalue()


def _root(name: str) -> Element:
    root = Element(name, {f"xmlns:{prefix}": uri for prefix, uri in NAMES.items()})
    prefix = "manifest" if name.startswith("manifest") else "office"
    root.set(f"{prefix}:version", "1.3")
    return root


def _content(blocks: Iterable[Block]) -> Element:
    root = _root("office:document-content")
    automatic = SubElement(root, "office:automatic-styles")
    for kind in ("bullet", "number"):
        style = SubElement(automatic, "text:list-style", {"style:name": f"List-{kind}"})
        for level in range(1, 4):
            sign = {"text:bullet-char": "•"} if kind == "bullet" else {"style:num-format": "1", "style:num-suffix": "."}
            SubElement(style, f"text:list-level-style-{kind}", {"text:level": str(level), **sign})
    text = SubElement(SubElement(root, "office:body"), "office:text")
    _place(blocks, text)
    return root


def _place(blocks: Iterable[Block], where: Element, style: str = "Standard") -> None:
    for block in blocks:
        match block:
            case Heading(level, inlines):
                level = min(level, max(SIZES))
                named = {"text:style-name": f"Heading_20_{level}", "text:outline-level": str(level)}
                _fill(SubElement(where, "text:h", named), inlines)
            case Paragraph(inlines):
                _fill(SubElement(where, "text:p", {"text:style-name": style}), inlines)
            case Quote(inner):
                _place(inner, where, "Quotations")
            case List(items, ordered, start):
                listed = SubElement(
                    where, "text:list", {"text:style-name": f"List-{'number' if ordered else 'bullet'}"}
                )
                for number, item in enumerate(items):
                    first = {"text:start-value": str(start)} if ordered and number == 0 and start != 1 else {}
                    _place(item, SubElement(listed, "text:list-item", first), style)
            case Insert(name):
                _fill(SubElement(where, "text:p", {"text:style-name": style}), (Mark(name),))


def _fill(where: Element, inlines: Iterable[Inline]) -> None:
    for each in inlines:
        run = each if isinstance(each, Run) else Run(str(as_written(each.name)))
        inside = where
        if run.link:
            inside = SubElement(inside, "text:a", {"xlink:type": "simple", "xlink:href": clean(run.link)})
        for wanted, name in ((run.bold, "Bold"), (run.italic, "Italic")):
            if wanted:
                inside = SubElement(inside, "text:span", {"text:style-name": name})
        if run.text == "\n":
            SubElement(inside, "text:line-break")
        else:
            _written(inside if inside is not where else SubElement(where, "text:span"), run.text)


def _written(where: Element, text: str) -> None:
    where.text = clean(text).replace("\n", " ")


def _styles(language: str) -> Element:
    root = _root("office:document-styles")
    styles = SubElement(root, "office:styles")
    usual = SubElement(styles, "style:default-style", {"style:family": "paragraph"})
    SubElement(usual, "style:paragraph-properties", {"fo:margin-bottom": "0.25cm", "fo:line-height": "140%"})
    country = {"nl": "NL", "en": "GB"}.get(language, "none")
    SubElement(
        usual, "style:text-properties", {"fo:font-size": "11.5pt", "fo:language": language, "fo:country": country}
    )
    for name in ("Standard", "Quotations"):
        made = SubElement(styles, "style:style", {"style:name": name, "style:family": "paragraph"})
        if name == "Quotations":
            SubElement(made, "style:paragraph-properties", {"fo:margin-left": "1cm"})
    for level, size in SIZES.items():
        named = {"style:name": f"Heading_20_{level}", "style:display-name": f"Heading {level}"}
        named |= {"style:family": "paragraph", "style:default-outline-level": str(level)}
        made = SubElement(styles, "style:style", named)
        SubElement(made, "style:paragraph-properties", {"fo:margin-top": "0.6cm", "fo:keep-with-next": "always"})
        SubElement(
            made, "style:text-properties", {"fo:font-size": size, "fo:font-weight": "bold", "fo:color": "#0a6262"}
        )
    for name, looks in RUNS.items():
        made = SubElement(styles, "style:style", {"style:name": name, "style:family": "text"})
        SubElement(made, "style:text-properties", looks)
    return root


def _meta(title: str, author: str, language: str, on: date) -> Element:
    root = _root("office:document-meta")
    meta = SubElement(root, "office:meta")
    said = {"dc:title": title, "meta:initial-creator": author, "dc:creator": author, "dc:language": language}
    for name, value in {**said, "dc:date": f"{on.isoformat()}T00:00:00"}.items():
        _written(SubElement(meta, name), value)
    return root


def _manifest(files: Iterable[str]) -> Element:
    root = _root("manifest:manifest")
    kinds = {"/": MIMETYPE, **dict.fromkeys(files, "text/xml")}
    for path, kind in kinds.items():
        SubElement(root, "manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
    return root
