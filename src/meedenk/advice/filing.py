"""Papers as others keep them: each beside what MDTO says of it, and all of them in one dossier."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage

from meedenk.documents.diwoo import Publication
from meedenk.documents.mdto import PDF_A, TEXT, Format, Thing, filed, object_xml, of_type
from meedenk.documents.packing import Part, ready
from meedenk.documents.tree import clean
from meedenk.gathering.models import Source
from meedenk.gathering.uploads import CONTENT_TYPES, file_name

from .models import Advice
from .publications import publications
from .question import question_paper


@dataclass(frozen=True)
class Paper:
    """What it is, what it is called in the zip, and how its bytes are found."""

    thing: Thing
    name: str
    opened: Callable[[], IO[bytes]]
    kind: Format = PDF_A


def papers_of(advice: Advice, dossier: Thing, *, restriction: str) -> Iterator[Paper]:
    """The adopted advice and, when there was one, its question. Raises `FileNotFoundError` when its PDF is gone."""
    if not advice.pdf or not default_storage.exists(str(advice.pdf.name)):
        raise FileNotFoundError(f"advice {advice.number} has no PDF")
    about = list(publications(advice))
    yield Paper(_published(about[0], dossier, restriction), "advies.pdf", stored(str(advice.pdf.name)))
    for publication in about[1:]:
        made = ready("", question_paper(advice)).opened
        yield Paper(_published(publication, dossier, restriction), "adviesaanvraag.pdf", made)


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


def pieces_of(sources: Iterable[Source], dossier: Thing, *, folder: str) -> Iterator[Paper]:
    """Those of `sources` that we have, each in `folder`. A link alone is no file of ours."""
    for source in sources:
        number = f"{source.pk:04}"
        made_at = source.received_at or dossier.made_at
        thing = Thing(f"{dossier.identifier}-stuk-{number}", source.title, made_at, part_of=dossier)
        ending = source.format if source.file else "txt"
        name = f"{folder}/{number} {file_name(source.title, ending)}"
        if not source.file and source.text:
            yield Paper(thing, name, ready("", in_lines([source.text])).opened, TEXT)
        elif source.file and default_storage.exists(str(source.file.name)):
            yield Paper(thing, name, stored(str(source.file.name)), of_type(CONTENT_TYPES[ending]))


def dossier_of(advice: Advice) -> Thing:
    """The subject that the papers of an adopted advice belong to."""
    trajectory = advice.trajectory
    address = settings.BASE_URL + trajectory.get_absolute_url()
    made_at = advice.adopted_at or advice.begun_at
    return Thing(f"traject-{trajectory.slug}", trajectory.title, made_at, address=address)


def parts_of(dossier: Thing, papers: list[Paper]) -> Iterator[Part]:
    """What MDTO says of the whole, and each paper with what MDTO says of it."""
    whole = replace(dossier, parts=tuple(paper.thing for paper in papers))
    yield ready("dossier.mdto.xml", object_xml(whole, house=settings.HOUSE))
    for paper in papers:
        yield filed(paper.thing, paper.name, paper.opened, house=settings.HOUSE, kind=paper.kind)


def stored(name: str) -> Callable[[], IO[bytes]]:
    """How the bytes of a kept file are found."""
    return partial(default_storage.open, name)


def in_lines(lines: Iterable[str]) -> bytes:
    """A text that every program opens as it is."""
    return "\r\n".join(line for text in lines for line in (clean(text).splitlines() or [""])).encode() + b"\r\n"
