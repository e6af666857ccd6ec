"""A personal link that no longer opens is asked anew."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from meedenk.accounts import limits
from meedenk.accounts.models import PersonalLink, digest
from meedenk.accounts.requests import network

from ..operations import links

DAY = timedelta(days=1)


@require_POST
def anew(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link gets a new one by mail; the page says the same for a link that never was."""
    at = now()
    if not limits.within(60, DAY, "anew", network(request), at=at):
        return render(request, "429.html", status=429)
    link = PersonalLink.objects.filter(digest=digest(token)).first()
    if link and limits.within(3, DAY, "anew", link.purpose, str(link.about), link.email, at=at):
        links.send_anew(link, at=at)
    return render(request, "trajectories/link_asked.html")
