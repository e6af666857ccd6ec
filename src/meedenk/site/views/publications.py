"""What the Woo-index comes for: the sitemap of everything published, by DiWoo. Category 10 is that of advices."""

from itertools import chain

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from meedenk.advice.models import Advice
from meedenk.advice.publications import public_at, publications
from meedenk.documents import diwoo

A_PAGE = 1000
"""Advices to a page. A sitemap holds 50,000 addresses at most."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The pages there are. There is always one, so that the address can be handed in before the first advice."""
    pages = _pages()
    listed = ((number, max(map(public_at, pages.page(number)), default=None)) for number in pages.page_range)
    return _xml(diwoo.index((_address(number), changed_at) for number, changed_at in listed))


@require_safe
def page(request: HttpRequest, page: int) -> HttpResponse:
    """Published advices and their questions, the oldest first, so that new ones come last."""
    pages = _pages()
    if page not in pages.page_range:
        raise Http404
    advices: Page[Advice] = pages.page(page)
    described = chain.from_iterable(publications(each) for each in advices)
    return _xml(diwoo.urlset(described, house=settings.HOUSE))


def _pages() -> "Paginator[Advice]":
    """Nothing without a place in the national register: a publisher that nobody knows is none."""
    if not settings.HOUSE.tooi:
        raise Http404
    found = Advice.objects.public(now()).select_related("trajectory", "delivery")
    return Paginator(found.order_by("published_at", "pk"), A_PAGE)


def _address(number: int) -> str:
    return settings.BASE_URL + reverse("site:diwoo-page", args=[number])


def _xml(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/xml; charset=utf-8")
