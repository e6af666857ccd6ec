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

    A link that never was, has ended or was taken back gives the same page, so guessing teaches nothing.
    """
    link = PersonalLink.objects.select_related("user").filter(digest=digest(token)).first()
    if link is None or not link.is_open(now()):
        return render(request, "accounts/link_closed.html", {"token": token}, status=404)
    return behind(link, page)(request, link)
