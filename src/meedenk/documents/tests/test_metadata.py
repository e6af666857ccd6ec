"""MDTO and DiWoo have the elements of the samples of the standards, in the order of the standards."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings

from meedenk.common.house import House
from meedenk.documents import diwoo, mdto
from meedenk.documents.diwoo import Publication
from meedenk.documents.mdto import Thing
from meedenk.documents.packing import Stamp, packed, ready

SAMPLES = Path(__file__).with_name("samples")
AT = datetime(2026, 5, 12, 7, 30, tzinfo=UTC)
EVIL = 'A\x00\x1b]]>&<b>"\ud83d\ufffe\u202e ' + "zeer lang " * 40
THING = Thing("ASDG-2026-03", "Begin bij de persoon", AT, address="https://a.nl/adviezen/ASDG-2026-03/advies.pdf")
ORDER = [
    *("identificatie", "naam", "aggregatieniveau", "classificatie", "trefwoord", "omschrijving", "raadpleeglocatie"),
    *("dekkingInTijd", "dekkingInRuimte", "taal", "event", "waardering", "bewaartermijn", "informatiecategorie"),
    *("isOnderdeelVan", "bevatOnderdeel", "heeftRepresentatie", "aanvullendeMetagegevens"),
    *("gerelateerdInformatieobject", "archiefvormer", "betrokkene", "activiteit", "beperkingGebruik"),
]
ORDER_DIWOO = [
    *("identifiers", "publisher", "verantwoordelijke", "medeverantwoordelijken", "opsteller", "naamOpsteller"),
    *("titelcollectie", "omschrijvingen", "classificatiecollectie", "creatiedatum", "geldigheid", "language", "format"),
    *("aggregatiekenmerk", "isPartOf", "hasParts", "documenthandelingen", "documentrelaties"),
]


@pytest.fixture
def house() -> House:
    given: House = settings.HOUSE
    return replace(
        given,
        organisation="gemeente Groningen",
        tooi="https://identifier.overheid.nl/tooi/id/gemeente/gm0014",
        appraisal="B",
        keep_for="",
    )


def tree(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - we wrote it ourselves


def sample(name: str) -> ET.Element:
    return tree((SAMPLES / name).read_bytes())


def paths(element: ET.Element, above: str = "") -> Iterator[tuple[str, str]]:
    """Every element by its path, with what it says."""
    here = f"{above}/{element.tag.partition('}')[2]}"
    yield here, (element.text or "").strip()
    for child in element:
        yield from paths(child, here)


def in_order(names: list[str], order: list[str]) -> bool:
    return [each for each in order if each in names] == list(dict.fromkeys(names))


def publication(**more: str) -> Publication:
    given = {
        "address": "https://a.nl/adviezen/ASDG-2026-03/advies.pdf",
        "identifier": "ASDG-2026-03",
        "title": "Begin bij de persoon",
        "description": "Gevraagd advies.",
        "maker": "Adviesgroep",
    }
    return Publication(**given | more, public_at=AT, made_on=date(2026, 5, 12), act=diwoo.ADOPTED, act_at=AT)


def test_an_object_says_all_that_the_sample_says(house: House) -> None:
    made = tree(mdto.object_xml(THING, house=house))
    wanted, found = dict(paths(sample("mdto_informatieobject_minimal.xml"))), dict(paths(made))
    assert set(wanted) <= set(found)
    for path in ("waardering", "archiefvormer", "beperkingGebruik"):
        mine = {key: said for key, said in found.items() if f"/{path}/" in key}
        assert mine == {key: said for key, said in wanted.items() if f"/{path}/" in key}


def test_a_file_says_all_that_the_sample_says_in_its_order(house: House) -> None:
    made = tree(mdto.file_xml(THING, "advies.pdf", Stamp(12, "ab" * 32), house=house))
    wanted = [path for path, _said in paths(sample("mdto_bestand_minimal.xml"))]
    found = [path for path, _said in paths(made)]
    assert [path for path in found if path in wanted] == wanted
    assert dict(paths(made))["/MDTO/bestand/checksum/checksumWaarde"] == "ab" * 32


def test_every_element_of_an_object_stands_in_the_order_of_the_standard(house: House) -> None:
    kept = replace(house, keep_for="P10Y")
    part = replace(THING, part_of=Thing("traject", "Traject", AT))
    whole = Thing("traject", "Traject", AT, parts=(part, part), closed_on=date(2027, 1, 1))
    for thing, in_file in ((part, True), (whole, False)):
        said = tree(mdto.object_xml(thing, house=kept, in_file=in_file))[0]
        assert in_order([child.tag.partition("}")[2] for child in said], ORDER)
    term = [found.text for found in said.iter() if found.tag.endswith("termijnLooptijd") or "Startdatum" in found.tag]
    assert term == ["2027-01-01", "P10Y"]


def test_what_the_municipality_did_not_decide_is_not_made_up(house: House) -> None:
    said = mdto.object_xml(THING, house=replace(house, appraisal="N", tooi="")).decode()
    assert "Nader te bepalen" in said
    assert "bewaartermijn" not in said
    assert "gm0014" not in said


def test_a_name_is_short_and_the_whole_stands_in_the_description(house: House) -> None:
    long = "Advies over " + "zorg " * 40
    found = dict(paths(tree(mdto.object_xml(replace(THING, title=long), house=house))))
    assert len(found["/MDTO/informatieobject/naam"]) <= 80
    assert found["/MDTO/informatieobject/omschrijving"] == long.strip()


def test_a_page_of_the_sitemap_says_all_that_the_sample_says(house: House) -> None:
    made, wanted = tree(diwoo.urlset([publication()], house=house)), sample("diwoo_sitemap_example.xml")
    assert [path for path, _ in paths(made) if path in dict(paths(wanted))] == [path for path, _ in paths(wanted)]
    resources = [found.get("resource") for found in wanted.iter() if found.get("resource")]
    assert set(resources) <= {found.get("resource") for found in made.iter()}
    said = made.find(".//{*}DiWoo")
    assert said is not None
    assert in_order([child.tag.partition("}")[2] for child in said], ORDER_DIWOO)
    location = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
    assert made.get(location) == wanted.get(location)


def test_one_document_is_described_as_in_the_sitemap(house: House) -> None:
    alone = tree(diwoo.document(publication(), house=house))
    listed = tree(diwoo.urlset([publication()], house=house)).find(".//{*}Document")
    assert listed is not None
    assert [*paths(alone)] == [*paths(listed)]


def test_attack_30_strange_and_long_text_stays_text(house: House) -> None:
    for content in (
        mdto.object_xml(replace(THING, title=EVIL), house=house),
        mdto.file_xml(replace(THING, title=EVIL), f"{EVIL}.pdf", Stamp(1, "a"), house=house),
        diwoo.urlset([publication(title=EVIL, description=EVIL)], house=house),
    ):
        said = " ".join(found.text or "" for found in tree(content).iter())
        assert ']]>&<b>"' in said
        assert "\x1b" not in said


def test_a_file_in_a_zip_is_followed_by_what_is_known_of_it(house: House) -> None:
    filed = mdto.filed(THING, "advies.pdf", ready("", b"%PDF").opened, house=house)
    made = zipfile.ZipFile(io.BytesIO(b"".join(packed([filed]))))
    assert made.namelist() == ["advies.pdf", "advies.mdto.xml", "advies.bestand.mdto.xml"]
    stated = dict(paths(tree(made.read("advies.bestand.mdto.xml"))))
    assert stated["/MDTO/bestand/omvang"] == "4"
    assert stated["/MDTO/bestand/identificatie/identificatieKenmerk"] == "ASDG-2026-03-bestand"
