"""The tree as an ODT: a package any word processor knows, with the same words in the same order."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from meedenk.documents.odt import MIMETYPE, NAMES, odt
from meedenk.documents.tree import parse

TEXT = "{" + NAMES["text"] + "}"
DAY = date(2026, 2, 28)


def made(text: str, title: str = "Jaarverslag") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(odt(parse(text), title=title, author="Wij", language="nl", on=DAY)))


def read(packed: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(packed.read(name))  # noqa: S314 - we wrote it ourselves


def body(text: str) -> ET.Element:
    return read(made(text), "content.xml")


def test_the_package_begins_with_its_kind_and_names_every_file() -> None:
    packed = made("Dag")
    first = packed.infolist()[0]
    assert (first.filename, first.compress_type, packed.read("mimetype").decode()) == ("mimetype", 0, MIMETYPE)
    listed = read(packed, "META-INF/manifest.xml")
    named = {each.get("{" + NAMES["manifest"] + "}full-path") for each in listed}
    assert named == {"/", *(set(packed.namelist()) - {"mimetype", "META-INF/manifest.xml"})}
    assert packed.testzip() is None


def test_headings_lists_and_links_stay_what_they_are() -> None:
    tree = body(
        "# Kop\n\nEen **vet** woord en [hier](https://voorbeeld.nl/).\n\n3. drie\n4. vier\n\n- een\n\n> Zei iemand"
    )
    assert [each.get(f"{TEXT}outline-level") for each in tree.iter(f"{TEXT}h")] == ["1"]
    assert len(list(tree.iter(f"{TEXT}list"))) == 2
    assert [each.get(f"{TEXT}start-value") for each in tree.iter(f"{TEXT}list-item")][:2] == ["3", None]
    link = next(tree.iter(f"{TEXT}a"))
    assert link.get("{" + NAMES["xlink"] + "}href") == "https://voorbeeld.nl/"
    assert "Een vet woord en hier." in "".join(tree.itertext())
    assert "Zei iemand" in "".join(tree.itertext())


def test_every_style_that_is_used_is_there() -> None:
    packed = made("# Kop\n\n**vet** *schuin*\n\n> Zei iemand\n\n- een\n\n1. een")
    used = {value for each in read(packed, "content.xml").iter() if (value := each.get(f"{TEXT}style-name"))}
    name = "{" + NAMES["style"] + "}name"
    there = {each.get(name) for file in ("content.xml", "styles.xml") for each in read(packed, file).iter()}
    assert used <= there


@pytest.mark.parametrize(
    "hostile", ["<office:script/>", "&amp; ]]>", "\0\x0b\ud800\ufffe", "\u202eomgekeerd", "😀" * 50]
)
def test_attack_01_hostile_text_is_text(hostile: str) -> None:
    tree = body(f"voor {hostile} na")
    said = "".join(tree.itertext())
    assert said.startswith("voor ")
    assert said.endswith(" na")
    assert not list(tree.iter("{" + NAMES["office"] + "}script"))
    assert made("x", title=hostile).testzip() is None


def test_the_same_text_gives_the_same_bytes() -> None:
    one, other = (odt(parse("Dag"), title="t", author="a", language="nl", on=DAY) for _ in range(2))
    assert one == other
