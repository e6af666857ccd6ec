"""Metadata for an archive by MDTO 1.0.1 of the Nationaal Archief: of a thing that is kept, and of the file it is in.

The order of the elements is that of the standard. What the municipality did not decide, how long something is kept for
one, is said to be undecided and never made up.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO
from xml.etree.ElementTree import Element

from django.utils.timezone import localtime

from meedenk.common.house import House

from .packing import Part, Stamp, ready
from .xml import one_line, put, root, written

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
SCHEMA = f"{NAMESPACE} https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SOURCE = "Meedenk"
LONGEST_NAME = 80
APPRAISALS = {"B": "Blijvend te bewaren", "V": "Tijdelijk te bewaren", "N": "Nader te bepalen"}
FREE, NOT_YET = "geen", "nog niet openbaar"


@dataclass(frozen=True)
class Format:
    """What kind of file it is, by the name that the list `of` gives it."""

    label: str
    code: str = ""
    of: str = "PRONOM-register"


PDF_A = Format("Acrobat PDF/A - Portable Document Format", "fmt/476")
TEXT = Format("Plain Text File", "x-fmt/111")
CSV = Format("Comma Separated Values", "x-fmt/18")


def of_type(content_type: str) -> Format:
    """A file that someone gave us, of which we know no more than this."""
    return Format(content_type, of="IANA Media Types")


@dataclass(frozen=True)
class Thing:
    """Something that is kept. A dossier has `parts`; anything else is `part_of` one and is in a file."""

    identifier: str
    title: str
    made_at: datetime
    description: str = ""
    address: str = ""
    restriction: str = FREE
    part_of: "Thing | None" = None
    parts: "tuple[Thing, ...]" = ()
    closed_on: date | None = None


def filed(thing: Thing, name: str, opened: Callable[[], IO[bytes]], *, house: House, kind: Format = PDF_A) -> Part:
    """The file `name` of a zip, followed by what MDTO says of `thing` and of the file."""

    def beside(stamp: Stamp) -> Iterator[Part]:
        stem = name.rpartition(".")[0]
        yield ready(f"{stem}.mdto.xml", object_xml(thing, house=house, in_file=True))
        yield ready(f"{stem}.bestand.mdto.xml", file_xml(thing, name, stamp, house=house, kind=kind))

    return Part(name, opened, beside)


def object_xml(thing: Thing, *, house: House, in_file: bool = False) -> bytes:
    """What MDTO says of `thing` (`informatieobject`)."""
    tree = _root()
    said = put(tree, "informatieobject")
    _identity(put(said, "identificatie"), thing.identifier)
    put(said, "naam", _named(thing))
    level = "Dossier" if thing.parts else "Archiefstuk"
    _concept(put(said, "aggregatieniveau"), Format(level, of="Begrippenlijst Aggregatieniveaus MDTO"))
    put(said, "omschrijving", thing.description or thing.title)
    if thing.address:
        put(put(said, "raadpleeglocatie"), "raadpleeglocatieOnline", thing.address)
    put(said, "taal", "nl")
    appraisal = Format(APPRAISALS[house.appraisal], house.appraisal, "Begrippenlijst Waarderingen MDTO")
    _concept(put(said, "waardering"), appraisal)
    _term(said, thing, house)
    if thing.part_of:
        _reference(put(said, "isOnderdeelVan"), thing.part_of)
    for part in thing.parts:
        _reference(put(said, "bevatOnderdeel"), part)
    if in_file:
        where = put(said, "heeftRepresentatie")
        put(where, "verwijzingNaam", _named(thing))
        _identity(put(where, "verwijzingIdentificatie"), _in_file(thing))
    _maker(put(said, "archiefvormer"), house)
    restriction = put(put(said, "beperkingGebruik"), "beperkingGebruikType")
    _concept(restriction, Format(thing.restriction, of="Begrippenlijst beperkingGebruikType Meedenk"))
    return written(tree)


def file_xml(thing: Thing, name: str, stamp: Stamp, *, house: House, kind: Format = PDF_A) -> bytes:
    """What MDTO says of the file that `thing` is in (`bestand`)."""
    tree = _root()
    said = put(tree, "bestand")
    _identity(put(said, "identificatie"), _in_file(thing))
    put(said, "naam", name.rpartition("/")[2])
    put(said, "omvang", str(stamp.size))
    _concept(put(said, "bestandsformaat"), kind)
    check = put(said, "checksum")
    _concept(put(check, "checksumAlgoritme"), Format("SHA-256", of="Begrippenlijst ChecksumAlgoritme MDTO"))
    put(check, "checksumWaarde", stamp.sha256)
    put(check, "checksumDatum", localtime(thing.made_at).isoformat(timespec="seconds"))
    if thing.address:
        put(said, "URLBestand", thing.address)
    _reference(put(said, "isRepresentatieVan"), thing)
    return written(tree)


def _root() -> Element:
    tree = root("MDTO", default=NAMESPACE, xsi=INSTANCE)
    tree.set("xsi:schemaLocation", SCHEMA)
    return tree


def _identity(where: Element, identifier: str, source: str = SOURCE) -> None:
    put(where, "identificatieKenmerk", identifier)
    put(where, "identificatieBron", source)


def _concept(where: Element, concept: Format) -> None:
    put(where, "begripLabel", concept.label)
    if concept.code:
        put(where, "begripCode", concept.code)
    put(put(where, "begripBegrippenlijst"), "verwijzingNaam", concept.of)


def _reference(where: Element, thing: Thing) -> None:
    put(where, "verwijzingNaam", _named(thing))
    _identity(put(where, "verwijzingIdentificatie"), thing.identifier)


def _term(where: Element, thing: Thing, house: House) -> None:
    if house.keep_for:
        term = put(where, "bewaartermijn")
        if thing.closed_on:
            put(term, "termijnStartdatumLooptijd", thing.closed_on.isoformat())
        put(term, "termijnLooptijd", house.keep_for)


def _maker(where: Element, house: House) -> None:
    put(where, "verwijzingNaam", house.organisation)
    if house.tooi:
        kind, code = house.tooi.rsplit("/", 2)[1:]
        register = "TOOI register gemeenten compleet" if kind == "gemeente" else "TOOI"
        _identity(put(where, "verwijzingIdentificatie"), code, register)


def _in_file(thing: Thing) -> str:
    return f"{thing.identifier}-bestand"


def _named(thing: Thing) -> str:
    name = one_line(thing.title) or thing.identifier
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
