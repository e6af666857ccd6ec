"""The outsider's door."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now

from ..doors import behind
from ..models import PersonalLink, digest
from ..requests import get_or_post


@get_or_post
def enter(request: HttpRequest, token: str, page: str = "") -> HttpResponseBase:
    """The page behind a personal link. Fetching it changes nothing: mail scanners fetch too.

    A link that never was, has ended or was taken back gives the same page, so guessing teaches nothing; only who
    stopped reads that, as there is no address left to which a new link could go.
    """
    link = PersonalLink.objects.select_related("user").filter(digest=digest(token)).first()
    if link is not None and link.is_forgotten:
        return render(request, "accounts/link_forgotten.html", {"link": link}, status=404)
    if link is None or not link.is_open(now()):
        return render(request, "accounts/link_closed.html", {"token": token}, status=404)
    return behind(link, page)(request, link)
