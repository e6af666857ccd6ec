"""Requests: how they may come, whose they are, and where they come from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from .models import User

LONGEST_SEARCH = 100
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class UserRequest(HttpRequest):
    """What a view behind `login_required` gets."""

    user: User


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw. What a visitor writes into the header is not believed."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    told = seen[-proxies] if 0 < proxies <= len(seen) else ""
    for address in (told, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:
            continue
    return "0.0.0.0"  # noqa: S104 - a server behind a socket file knows no address; all its visitors count as one


def network(request: HttpRequest) -> str:
    """What counts as one place: an IPv4 address, or the /64 that a household gets of IPv6."""
    address = ipaddress.ip_address(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


PROGRAMS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device(user_agent: str) -> str:
    """A browser and what it runs on, as people call them; empty when we do not recognise them."""
    told = (next((name for mark, name in names.items() if mark in user_agent), "") for names in (PROGRAMS, SYSTEMS))
    return ", ".join(filter(None, told))


def searched(request: HttpRequest) -> str:
    """What the visitor searches for, in one line, without the one character that a database refuses."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_SEARCH]


def safe_way_on(request: HttpRequest) -> str:
    """Where `next` says to go on, when that is a page of ours; otherwise nothing."""
    way = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(way, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return way if ours else ""
