"""Keeping the index like the pages: what changed is read again, what is gone is taken out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.db.models import Count

from meedenk.advice.models import Advice
from meedenk.agenda.models import Theme
from meedenk.common.duties import duty
from meedenk.common.stemming import stems, stored
from meedenk.documents.tree import parse
from meedenk.handbook.models import Chapter, UsefulLink
from meedenk.trajectories.models import Trajectory

from ..models import SearchEntry
from .plain import plain_text

Kind = SearchEntry.Kind
Stamps = dict[int, str]


@dataclass(frozen=True)
class Page:
    """What of one page is found by searching."""

    key: int
    title: str
    address: str
    text: str


@dataclass(frozen=True)
class Shelf:
    """One kind of page: `stamps` says cheaply in which state each is, `pages` reads some of them.

    `called` are the words by which people ask for this kind.
    """

    kind: Kind
    called: str
    stamps: Callable[[], Stamps]
    pages: Callable[[Iterable[int]], Iterator[Page]]


@duty
def refresh(at: datetime) -> None:
    """Every page is found by the words it has now."""
    for shelf in SHELVES:
        refresh_shelf(shelf)


@transaction.atomic
def refresh_shelf(shelf: Shelf) -> None:
    now = shelf.stamps()
    kept = dict(SearchEntry.objects.filter(kind=shelf.kind).values_list("key", "stamp"))
    changed = [key for key, stamp in now.items() if kept.get(key) != stamp]
    gone = kept.keys() - now.keys()
    if gone:
        SearchEntry.objects.filter(kind=shelf.kind, key__in=gone).delete()
    if changed:
        SearchEntry.objects.bulk_create(
            (entry(shelf, page, now[page.key]) for page in shelf.pages(changed)),
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["stamp", "title", "address", "text", "title_stems", "stems"],
        )


def entry(shelf: Shelf, page: Page, stamp: str) -> SearchEntry:
    in_title = stems(page.title)
    return SearchEntry(
        kind=shelf.kind,
        key=page.key,
        stamp=stamp,
        title=page.title,
        address=page.address,
        text=page.text,
        title_stems=stored(in_title),
        stems=stored([*in_title, *stems(page.text), *stems(shelf.called)]),
    )


def advice_stamps() -> Stamps:
    """An adopted advice changes when something happens to its trajectory."""
    found = Advice.objects.filter(adopted_at__isnull=False).annotate(happened=Count("trajectory__entries"))
    return {key: str(count) for key, count in found.order_by().values_list("pk", "happened")}


def advice_pages(keys: Iterable[int]) -> Iterator[Page]:
    for advice in Advice.objects.filter(pk__in=keys):
        text = advice.adopted or {}
        parts = [advice.number or "", text.get("question", ""), text.get("summary", "")]
        for each in text.get("recommendations", []):
            parts += [each["title"], each["text"], each["reason"], each["sources"]]
        for each in text.get("perspectives", []):
            parts += [each["title"], each["text"]]
        parts += [text.get("goes_well", ""), text.get("attention", ""), text.get("came_about", "")]
        yield Page(advice.pk, text.get("title", advice.title), advice.get_absolute_url(), _plain(parts))


def trajectory_stamps() -> Stamps:
    """Entries are only ever added, so their number says whether something happened since."""
    found = Trajectory.objects.annotate(happened=Count("entries"))
    return {key: str(count) for key, count in found.order_by().values_list("pk", "happened")}


def trajectory_pages(keys: Iterable[int]) -> Iterator[Page]:
    for each in Trajectory.objects.filter(pk__in=keys):
        parts = [each.lead, each.question, each.policy_document]
        yield Page(each.pk, each.title, each.get_absolute_url(), _plain(parts))


def theme_stamps() -> Stamps:
    found = Theme.objects.annotate(happened=Count("entries"))
    return {key: str(count) for key, count in found.order_by().values_list("pk", "happened")}


def theme_pages(keys: Iterable[int]) -> Iterator[Page]:
    for each in Theme.objects.filter(pk__in=keys):
        yield Page(
            each.pk, each.title, each.get_absolute_url(), _plain([each.summary, each.reason, each.policy_topics])
        )


def chapter_stamps() -> Stamps:
    return {key: at.isoformat() for key, at in Chapter.objects.values_list("pk", "changed_at")}


def chapter_pages(keys: Iterable[int]) -> Iterator[Page]:
    for each in Chapter.objects.filter(pk__in=keys):
        text = f"{each.lead} {plain_text(parse(each.body, marks=True))}"
        yield Page(each.pk, each.title, each.get_absolute_url(), text)


def link_stamps() -> Stamps:
    """Links have no date, so their own words are the stamp."""
    found = UsefulLink.objects.values_list("pk", "title", "url", "why")
    return {key: blake2b("\n".join(words).encode(), digest_size=16).hexdigest() for key, *words in found}


def link_pages(keys: Iterable[int]) -> Iterator[Page]:
    for each in UsefulLink.objects.filter(pk__in=keys):
        yield Page(each.pk, each.title, each.url, f"{each.why} {each.url}")


def _plain(parts: Iterable[str]) -> str:
    return " ".join(filter(None, (plain_text(parse(part)) for part in parts)))


SHELVES = (
    Shelf(Kind.ADVICE, "advies aanbeveling", advice_stamps, advice_pages),
    Shelf(Kind.TRAJECTORY, "traject onderwerp", trajectory_stamps, trajectory_pages),
    Shelf(Kind.THEME, "thema agenda", theme_stamps, theme_pages),
    Shelf(Kind.CHAPTER, "handboek hoofdstuk", chapter_stamps, chapter_pages),
    Shelf(Kind.LINK, "link website", link_stamps, link_pages),
)
