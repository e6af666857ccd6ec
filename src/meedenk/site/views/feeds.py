"""What is new, for who reads it in a program of their own: advices, those about one theme, and one subject."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.advice.models import Advice
from meedenk.agenda.models import Theme
from meedenk.documents.tree import clean
from meedenk.journal.kinds import Seen

from .. import register, subjects

LATEST = 50


@dataclass(frozen=True)
class Item:
    """One thing that is new. `key` is its own for good."""

    key: str
    url: str
    title: str
    text: str
    at: datetime | None


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest advices."""
    return _atom(_("All our advice"), reverse("site:feed"), _advices(register.published(now())[:LATEST]))


@require_safe
def theme_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest advices about one theme."""
    theme = get_object_or_404(Theme, slug=slug)
    found = register.published(now()).filter(trajectory__theme=theme)[:LATEST]
    return _atom(theme.title, reverse("site:theme-feed", args=[slug]), _advices(found))


@require_safe
def subject_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened last with one subject, as everyone may read it."""
    at = now()
    trajectory = get_object_or_404(subjects.shown_to(None, at=at), slug=slug)
    url = trajectory.get_absolute_url()
    latest = subjects.public_entries(trajectory, at=at)[: -LATEST - 1 : -1]
    items = (
        Item(f"{url}#gebeurtenis-{each.pk}", url, each.title, each.sentence(Seen.PUBLIC), each.public_from or each.at)
        for each in latest
    )
    return _atom(trajectory.title, reverse("site:subject-feed", args=[slug]), items)


def _advices(advices: Iterable[Advice]) -> Iterator[Item]:
    rows = register.rows(advices, on=localdate())
    for advice, row in zip(advices, rows, strict=True):
        yield Item(row.url, row.url, f"{advice.number}: {row.title}", row.text, advice.published_at)


def _atom(title: str, address: str, items: Iterable[Item]) -> HttpResponse:
    house = settings.HOUSE
    atom = Atom1Feed(
        title=clean(f"{title} · {house.name}"),
        link=house.base_url,
        description="",
        feed_url=house.base_url + address,
        author_name=house.name,
        language="nl",
    )
    for item in items:
        atom.add_item(
            title=clean(item.title),
            link=house.base_url + item.url,
            unique_id=house.base_url + item.key,
            description=clean(item.text),
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
