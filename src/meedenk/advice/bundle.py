"""All that goes with a proposal in one zip: the advice, its question, and what the registers of others ask for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _

from meedenk.documents.diwoo import Publication, document
from meedenk.documents.mdto import FREE, NOT_YET, PDF_A, TEXT, Format, Thing, filed, object_xml, of_type
from meedenk.documents.packing import Part, packed, ready
from meedenk.documents.tree import clean
from meedenk.gathering.models import Source
from meedenk.gathering.uploads import CONTENT_TYPES, file_name

from .models import Advice
from .publications import publications
from .question import asked, question_paper

README = "LEESMIJ.txt"


@dataclass(frozen=True)
class Paper:
    """One paper of the bundle: what it is, what it is called there, and how its bytes are found."""

    thing: Thing
    name: str
    opened: Callable[[], IO[bytes]]
    kind: Format = PDF_A


def bundle(advice: Advice, *, at: datetime) -> Iterator[bytes]:
    """The zip of an adopted `advice`, piece by piece. What is not public at `at` of what came with it is not in it.

    Raises `FileNotFoundError` before the first piece when the advice itself has no file.
    """
    if not advice.pdf or not default_storage.exists(str(advice.pdf.name)):
        raise FileNotFoundError(f"advice {advice.number} has no PDF")
    public = Advice.objects.public(at).filter(pk=advice.pk).exists()
    with translation.override(settings.LANGUAGE_CODE):
        pieces = list(advice.trajectory.sources.public(at).filter(by_adviser=True).order_by("received_at", "pk"))
        papers = list(_papers(advice, pieces, FREE if public else NOT_YET))
        parts = [ready(README, _readme(advice, papers, pieces, public=public)), *_parts(advice, papers)]
    return packed(parts)


def _papers(advice: Advice, pieces: list[Source], restriction: str) -> Iterator[Paper]:
    dossier, about = dossier_of(advice), list(publications(advice))
    stored = partial(default_storage.open, str(advice.pdf.name))
    yield Paper(_published(about[0], dossier, restriction), "advies.pdf", stored)
    for publication in about[1:]:
        made = ready("", question_paper(advice)).opened
        yield Paper(_published(publication, dossier, restriction), "adviesaanvraag.pdf", made)
    for number, piece in enumerate((each for each in pieces if _readable(each)), 1):
        yield _with_the_question(piece, number, advice, dossier)


def _published(publication: Publication, dossier: Thing, restriction: str) -> Thing:
    return Thing(
        publication.identifier,
        publication.title,
        publication.act_at,
        description=publication.description,
        address=publication.address,
        restriction=restriction,
        part_of=dossier,
    )


def dossier_of(advice: Advice) -> Thing:
    """The subject that the papers of the advice belong to."""
    trajectory = advice.trajectory
    address = settings.BASE_URL + trajectory.get_absolute_url()
    made_at = advice.adopted_at or advice.begun_at
    return Thing(f"traject-{trajectory.slug}", trajectory.title, made_at, address=address)


def _with_the_question(piece: Source, number: int, advice: Advice, dossier: Thing) -> Paper:
    made_at = piece.received_at or advice.begun_at
    thing = Thing(f"{advice.number}-stuk-{number}", piece.title, made_at, part_of=dossier)
    if piece.file:
        name = f"bij-de-aanvraag/{number:02} {file_name(piece.title, piece.format)}"
        stored = partial(default_storage.open, str(piece.file.name))
        return Paper(thing, name, stored, of_type(CONTENT_TYPES[piece.format]))
    name = f"bij-de-aanvraag/{number:02} {file_name(piece.title, 'txt')}"
    return Paper(thing, name, ready(name, clean(piece.text).encode()).opened, TEXT)


def _readable(piece: Source) -> bool:
    """A link alone is named in the text and is no file of ours."""
    return default_storage.exists(str(piece.file.name)) if piece.file else bool(piece.text)


def _parts(advice: Advice, papers: list[Paper]) -> Iterator[Part]:
    house = settings.HOUSE
    yield ready("dossier.mdto.xml", object_xml(_whole(advice, papers), house=house))
    for paper in papers:
        yield filed(paper.thing, paper.name, paper.opened, house=house, kind=paper.kind)
    if house.tooi:
        for paper, publication in zip(papers, publications(advice), strict=False):
            yield ready(paper.name.replace(".pdf", ".diwoo.xml"), document(publication, house=house))


def _whole(advice: Advice, papers: list[Paper]) -> Thing:
    dossier = dossier_of(advice)
    return Thing(
        dossier.identifier,
        dossier.title,
        dossier.made_at,
        address=dossier.address,
        parts=tuple(paper.thing for paper in papers),
    )


def _readme(advice: Advice, papers: list[Paper], pieces: list[Source], *, public: bool) -> bytes:
    return "\r\n".join(clean(line) for line in _lines(advice, papers, pieces, public=public)).encode() + b"\r\n"


def _lines(advice: Advice, papers: list[Paper], pieces: list[Source], *, public: bool) -> Iterator[str]:
    house = settings.HOUSE
    yield _("Advice %(number)s: %(title)s") % {"number": advice.number, "title": papers[0].thing.title}
    yield _("of %(group)s") % {"group": house.name}
    yield ""
    if not public:
        yield _("Mind: this advice is not public yet. Do not pass it on outside the municipality.")
        yield ""
    yield _("This is the bundle to attach the advice to a proposal.")
    yield _("Attach advies.pdf to the proposal. The other files are for the systems in which you register it.")
    yield ""
    yield _("You can use this when you add it to the council information system:")
    yield _("Description: Advice %(number)s of %(group)s: %(title)s") % {
        "number": advice.number,
        "group": house.name,
        "title": papers[0].thing.title,
    }
    yield _("Kind of document: Advice")
    yield _("Permanent address: %(address)s") % {"address": settings.BASE_URL + advice.get_absolute_url()}
    yield _("Did you attach it? Mail us the number and the link of the proposal: %(email)s") % {"email": house.email}
    yield ""
    yield _("What is in it:")
    for paper in papers:
        yield f"- {paper.name}: {paper.thing.title}"
    if not asked(advice):
        yield _("There is no request: this subject was our own.")
    yield _("- .mdto.xml: what it is, for an archive (MDTO 1.0.1); .bestand.mdto.xml: the file, with its SHA-256")
    if house.tooi:
        yield _("- .diwoo.xml: what it is, for publication by the Woo (DiWoo 0.9.8)")
    links = [piece for piece in pieces if piece.link]
    if links:
        yield ""
        yield _("Links that came with the question:")
        yield from (f"- {piece.title}: {piece.link}" for piece in links)
