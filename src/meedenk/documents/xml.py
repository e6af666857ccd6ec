"""XML that machines of others read. Text is only ever data: what no reader may see is left out, the rest is escaped."""

from xml.etree.ElementTree import Element, SubElement, tostring

from .tree import clean


def root(name: str, **namespaces: str) -> Element:
    """A beginning; `namespaces` are by their prefix, the one without a prefix is called `default`."""
    given = {("xmlns" if prefix == "default" else f"xmlns:{prefix}"): uri for prefix, uri in namespaces.items()}
    return Element(name, given)


def put(where: Element, name: str, text: str = "", **attributes: str) -> Element:
    """`name` stands last within `where`, on one line."""
    made = SubElement(where, name, {key: one_line(value) for key, value in attributes.items()})
    made.text = one_line(text) or None
    return made


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def written(tree: Element) -> bytes:
    made: bytes = tostring(tree, encoding="UTF-8", xml_declaration=True)
    return made + b"\n"
