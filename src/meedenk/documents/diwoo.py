"""Metadata of what is made public by the Woo: DiWoo 0.9.8, of one document or as the pages of a sitemap.

The order of the elements is that of the standard. An advisory group has no place in the national register (TOOI), so
the municipality stands as publisher and the group as who made it, by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element

from django.utils.timezone import localtime

from meedenk.common.house import House

from .xml import put, root, written

NAMESPACE = "https://standaarden.overheid.nl/diwoo/metadata/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
VERSION = f"{NAMESPACE}0.9.8/xsd"
SCHEMA = f"{NAMESPACE} {VERSION}/diwoo/diwoo-metadata.xsd"
SITEMAP_SCHEMA = f"{SITEMAP} {VERSION}/extern/sitemap/sitemap.xsd"
LISTS = "https://identifier.overheid.nl/tooi/def/thes/kern/"
PDF = "http://publications.europa.eu/resource/authority/file-type/PDF"


@dataclass(frozen=True)
class Concept:
    """A value of a national list: its address and its name."""

    address: str
    label: str


ADVICES = Concept(f"{LISTS}c_99a836c7", "advies")
ADOPTED = Concept(f"{LISTS}c_641ecd76", "vaststelling")
RECEIVED = Concept(f"{LISTS}c_dfcee535", "ontvangst")


@dataclass(frozen=True)
class Publication:
    """A PDF that is public at `address` since `public_at`. `maker` is who made it when that is not the publisher."""

    address: str
    public_at: datetime
    identifier: str
    title: str
    description: str
    made_on: date
    act: Concept
    act_at: datetime
    maker: str = ""


def document(publication: Publication, *, house: House) -> bytes:
    """What DiWoo says of one document."""
    tree = root("diwoo:Document", diwoo=NAMESPACE, xsi=INSTANCE)
    tree.set("xsi:schemaLocation", SCHEMA)
    _describe(tree, publication, house)
    return written(tree)


def urlset(publications: Iterable[Publication], *, house: House) -> bytes:
    """A page of the sitemap: every address with what DiWoo says of it."""
    tree = root("urlset", default=SITEMAP, diwoo=NAMESPACE, xsi=INSTANCE)
    tree.set("xsi:schemaLocation", f"{SCHEMA} {SITEMAP_SCHEMA}")
    for each in publications:
        url = put(tree, "url")
        put(url, "loc", each.address)
        put(url, "lastmod", _moment(each.public_at))
        _describe(put(url, "diwoo:Document"), each, house)
    return written(tree)


def index(pages: Iterable[tuple[str, datetime | None]]) -> bytes:
    """The list of the pages of the sitemap, each with when it last changed, when anything stands on it."""
    tree = root("sitemapindex", default=SITEMAP)
    for address, changed_at in pages:
        page = put(tree, "sitemap")
        put(page, "loc", address)
        if changed_at:
            put(page, "lastmod", _moment(changed_at))
    return written(tree)


def _describe(where: Element, publication: Publication, house: House) -> None:
    said = put(where, "diwoo:DiWoo")
    put(put(said, "diwoo:identifiers"), "diwoo:identifier", publication.identifier)
    for role in ("publisher", "verantwoordelijke", "opsteller"):
        put(said, f"diwoo:{role}", house.organisation, resource=house.tooi)
    if publication.maker:
        put(said, "diwoo:naamOpsteller", publication.maker)
    put(put(said, "diwoo:titelcollectie"), "diwoo:officieleTitel", publication.title)
    put(put(said, "diwoo:omschrijvingen"), "diwoo:omschrijving", publication.description)
    kinds = put(put(said, "diwoo:classificatiecollectie"), "diwoo:informatiecategorieen")
    _concept(kinds, "diwoo:informatiecategorie", ADVICES)
    put(said, "diwoo:creatiedatum", publication.made_on.isoformat())
    _concept(said, "diwoo:format", Concept(PDF, "pdf"))
    act = put(put(said, "diwoo:documenthandelingen"), "diwoo:documenthandeling")
    _concept(act, "diwoo:soortHandeling", publication.act)
    put(act, "diwoo:atTime", _moment(publication.act_at))


def _concept(where: Element, name: str, concept: Concept) -> None:
    put(where, name, concept.label, resource=concept.address)


def _moment(at: datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")
