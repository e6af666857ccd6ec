"""The pages behind personal links. A station writes a door; the link in the mail opens it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from .models import PersonalLink, Purpose

Door = Callable[[HttpRequest, PersonalLink], HttpResponseBase]

_doors: dict[tuple[Purpose, str], Door] = {}


def door(purpose: Purpose, page: str = "") -> Callable[[Door], Door]:
    """Registers a view `(request, link)` as the page `/p/<token>/<page>/` of links for `purpose`."""

    def register(view: Door) -> Door:
        if (purpose, page) in _doors:
            raise ValueError(f"{purpose} has two doors for {page!r}")
        _doors[purpose, page] = view
        return view

    return register


def behind(link: PersonalLink, page: str) -> Door:
    """The view behind `link`, or 404 when its purpose has no such page."""
    try:
        return _doors[Purpose(link.purpose), page]
    except KeyError:
        raise Http404 from None


def address_behind(request: HttpRequest, page: str = "") -> str:
    """The address of a page behind the link through which `request` came."""
    assert request.resolver_match is not None
    token = request.resolver_match.kwargs["token"]
    return reverse("door-page", args=[token, page]) if page else reverse("door", args=[token])


def all_doors() -> dict[tuple[Purpose, str], Door]:
    """Every door there is, by its purpose and its page."""
    return dict(_doors)
