"""What machines ask for: the list of all pages, what they leave alone, and where to report a weakness."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from meedenk.advice.models import Advice
from meedenk.agenda.models import Theme
from meedenk.handbook.models import Chapter
from meedenk.trajectories.models import Trajectory

PAGES = [
    "home",
    "advices",
    "trajectories",
    "agenda",
    "handbook",
    "rules",
    "take-part",
    "about",
    "ordinance",
    "links",
    "contact",
    "accessibility",
    "privacy",
    "open-data",
    "subscriptions:follow",
    "accountability:account",
    "accountability:recommendations",
    "accountability:time",
    "accountability:position",
]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    context = {"base": settings.HOUSE.base_url, "pages": list(_pages(now()))}
    return render(request, "site/sitemap.xml", context, content_type="application/xml")


def _pages(at: datetime) -> Iterator[tuple[str, Any]]:
    for name in PAGES:
        yield reverse(name if ":" in name else f"site:{name}"), None
    for advice in Advice.objects.public(at).only("number", "published_at"):
        yield advice.get_absolute_url(), advice.published_at
    for trajectory in Trajectory.objects.public().only("slug"):
        yield trajectory.get_absolute_url(), None
    for theme in Theme.objects.only("slug"):
        yield theme.get_absolute_url(), None
    for chapter in Chapter.objects.only("slug", "changed_at"):
        yield chapter.get_absolute_url(), chapter.changed_at


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone."""
    closed = ["/p/", "/mijn/", "/werk/", "/beheer/", "/inloggen/", "/zoeken/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {settings.HOUSE.base_url}{reverse('site:sitemap')}")
    if settings.HOUSE.tooi:
        lines.append(f"Sitemap: {settings.HOUSE.base_url}{reverse('site:diwoo-index')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); it stays valid for half a year from today."""
    house = settings.HOUSE
    until = now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{house.email}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {house.base_url}{request.path}",
        f"Policy: {house.base_url}{reverse('site:contact')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
