"""All that goes with a proposal in one zip: the advice, its question, and what the registers of others ask for."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from meedenk.documents.diwoo import document
from meedenk.documents.mdto import FREE, NOT_YET
from meedenk.documents.packing import Part, packed, ready
from meedenk.gathering.models import Source

from .filing import Paper, dossier_of, in_lines, papers_of, parts_of, pieces_of
from .models import Advice
from .publications import publications
from .question import asked

README = "LEESMIJ.txt"


def bundle(advice: Advice, *, at: datetime) -> Iterator[bytes]:
    """The zip of an adopted `advice`, piece by piece. What is not public at `at` of what came with it is not in it.

    Raises `FileNotFoundError` before the first piece when the advice itself has no file.
    """
    public = Advice.objects.public(at).filter(pk=advice.pk).exists()
    dossier = dossier_of(advice)
    with translation.override(settings.LANGUAGE_CODE):
        pieces = list(advice.trajectory.sources.public(at).filter(by_adviser=True).order_by("received_at", "pk"))
        papers = [
            *papers_of(advice, dossier, restriction=FREE if public else NOT_YET),
            *pieces_of(pieces, dossier, folder="bij-de-aanvraag"),
        ]
        readme = in_lines(_lines(advice, papers, pieces, public=public))
    return packed([ready(README, readme), *parts_of(dossier, papers), *_for_the_woo(advice, papers)])


def _for_the_woo(advice: Advice, papers: list[Paper]) -> Iterator[Part]:
    if settings.HOUSE.tooi:
        for paper, publication in zip(papers, publications(advice), strict=False):
            name = paper.name.replace(".pdf", ".diwoo.xml")
            yield ready(name, document(publication, house=settings.HOUSE))


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
