"""A finished subject as a package for the archive of the municipality: what everyone could read, and nobody's name."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from meedenk.advice.filing import Paper, in_lines, papers_of, parts_of, pieces_of, stored
from meedenk.advice.models import Advice
from meedenk.advice.paper import dated, sender
from meedenk.common.sheets import Row, as_csv
from meedenk.documents.mdto import CSV, FREE, NOT_YET, TEXT, Thing, of_type
from meedenk.documents.packing import packed, ready
from meedenk.documents.tree import Block, Heading, plain
from meedenk.documents.typst import LetterPage, pdf
from meedenk.gathering.uploads import CONTENT_TYPES
from meedenk.journal.kinds import Seen
from meedenk.journal.models import Entry
from meedenk.trajectories.flows import STEPS
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Flow, Stage

from .models import Account, Check
from .queries import given_letter
from .story import account_blocks, answer_blocks, promise_blocks

README = "LEESMIJ.txt"
CLOSING = {step.kind for flow in Flow for step in STEPS[flow] if step.to == Stage.CLOSED}


def archive(trajectory: Trajectory, *, at: datetime) -> Iterator[bytes]:
    """The zip of a closed `trajectory`, piece by piece. Raises `ValueError` while it is open.

    The same subject gives the same bytes. In it stands what was public at `at`, and the adopted advice.
    """
    closed = closed_at(trajectory)
    if trajectory.stage != Stage.CLOSED or closed is None:
        raise ValueError("only what is finished goes to the archive")
    with translation.override(settings.LANGUAGE_CODE):
        entries = list(trajectory.entries.seen_by(Seen.PUBLIC, at=at))
        dossier = _dossier(trajectory, entries, closed)
        papers = list(_papers(trajectory, dossier, entries, closed, at))
        readme = in_lines(_lines(trajectory, papers, closed))
    return packed([ready(README, readme), *parts_of(dossier, papers)])


def closed_at(trajectory: Trajectory) -> datetime | None:
    """When it was finished; the last time, when it was opened again in between."""
    last = trajectory.entries.filter(kind__in=CLOSING).last()
    return last.at if last else None


def _dossier(trajectory: Trajectory, entries: list[Entry], closed: datetime) -> Thing:
    return Thing(
        f"traject-{trajectory.slug}",
        trajectory.title,
        entries[0].at if entries else closed,
        description=trajectory.lead or trajectory.question,
        address=settings.BASE_URL + trajectory.get_absolute_url(),
        closed_on=localdate(closed),
    )


def _papers(
    trajectory: Trajectory, dossier: Thing, entries: list[Entry], closed: datetime, at: datetime
) -> Iterator[Paper]:
    asked = [trajectory.title, "", trajectory.question, *(["", trajectory.lead] if trajectory.lead else [])]
    question = Thing(f"{dossier.identifier}-vraag", _("What it was about"), dossier.made_at, part_of=dossier)
    yield Paper(question, "vraag.txt", ready("", in_lines(asked)).opened, TEXT)
    advice = Advice.objects.filter(trajectory=trajectory, adopted_at__isnull=False).first()
    if advice:
        public = Advice.objects.public(at).filter(pk=advice.pk).exists()
        yield from papers_of(advice, dossier, restriction=FREE if public else NOT_YET)
        yield from _after(advice, dossier, closed)
    sources = trajectory.sources.public(at).order_by("received_at", "pk")
    yield from pieces_of(sources, dossier, folder="stukken")
    log = Thing(f"{dossier.identifier}-logboek", _("What happened"), closed, part_of=dossier)
    content = as_csv(_log(entries)).encode("utf-8-sig")
    yield Paper(log, "logboek.csv", ready("", content).opened, CSV)


def _after(advice: Advice, dossier: Thing, closed: datetime) -> Iterator[Paper]:
    letter = given_letter(advice)
    if letter and letter.received_at:
        title = _("The answer to advice %(number)s") % {"number": advice.number}
        yield _on_paper("antwoord", title, letter.received_at, answer_blocks(advice, letter), dossier)
        if letter.file and default_storage.exists(str(letter.file.name)):
            title = _("Letter of the executive")
            thing = Thing(f"{dossier.identifier}-brief", title, letter.received_at, part_of=dossier)
            yield Paper(thing, "brief.pdf", stored(str(letter.file.name)), of_type(CONTENT_TYPES["pdf"]))
    if promised := list(promise_blocks(advice.trajectory)):
        yield _on_paper("uitvoering", _("What was promised and what was done"), closed, promised, dossier)
        yield from _evidence(advice.trajectory, dossier)
    account = Account.objects.filter(trajectory=advice.trajectory).exclude(published_at=None).first()
    if account and account.published_at:
        title = _("How it went and what came of it")
        yield _on_paper("verantwoording", title, account.published_at, account_blocks(account), dossier)


def _evidence(trajectory: Trajectory, dossier: Thing) -> Iterator[Paper]:
    for check in Check.objects.filter(commitment__trajectory=trajectory).exclude(file=""):
        if check.answered_at and default_storage.exists(str(check.file.name)):
            thing = Thing(f"{dossier.identifier}-bewijs-{check.pk}", check.text, check.answered_at, part_of=dossier)
            name = f"bewijs/{check.pk:04}.{check.format}"
            yield Paper(thing, name, stored(str(check.file.name)), of_type(CONTENT_TYPES[check.format]))


def _on_paper(name: str, title: str, at: datetime, blocks: Iterable[Block], dossier: Thing) -> Paper:
    thing = Thing(f"{dossier.identifier}-{name}", title, at, part_of=dossier)
    on = localdate(at)
    made = pdf(
        LetterPage(
            title=title,
            author=settings.HOUSE.name,
            language=settings.LANGUAGE_CODE,
            on=on,
            sender=tuple(sender()),
            addressee=(),
            facts=(dated(on),),
            foot=dossier.address,
            page=_("Page {page} of {pages}"),
            blocks=(Heading(1, plain(dossier.title)), Heading(2, plain(title)), *blocks),
        )
    )
    return Paper(thing, f"{name}.pdf", ready("", made).opened)


def _log(entries: list[Entry]) -> Iterator[Row]:
    """The columns never change."""
    for entry in entries:
        yield {
            "moment": localtime(entry.at).isoformat(timespec="minutes"),
            "gebeurtenis": entry.title,
            "wat": entry.sentence(Seen.PUBLIC),
        }


def _lines(trajectory: Trajectory, papers: list[Paper], closed: datetime) -> Iterator[str]:
    house = settings.HOUSE
    yield _("Archive of “%(title)s”") % {"title": trajectory.title}
    yield _("%(group)s, finished on %(day)s") % {"group": house.name, "day": localdate(closed).isoformat()}
    yield ""
    yield _("This package is for the archive of the municipality. It holds what everyone could read.")
    yield _("Not in it: who sat in the group, who holds which view, who told us something, and addresses of people.")
    yield _("Permanent address: %(address)s") % {"address": house.base_url + trajectory.get_absolute_url()}
    yield ""
    yield _("What is in it:")
    yield from (f"- {paper.name}: {paper.thing.title}" for paper in papers)
    yield _("- .mdto.xml: what it is, for an archive (MDTO 1.0.1); .bestand.mdto.xml: the file, with its SHA-256")
    if house.appraisal == "N":
        yield ""
        yield _("How long this is kept is not decided yet: ask the archivist of the municipality.")
