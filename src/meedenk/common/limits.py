"""How often one visitor may do something. Nothing is stored but a keyed hash that is forgotten by itself."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def within_limit(request: HttpRequest, act: str, *, times: int, seconds: int) -> bool:
    """Takes one of the `times` turns that an address has for `act` in `seconds`; False when none is left.

    Adding a key that exists fails in every cache, so visits at the same moment never share a turn.
    """
    who = salted_hmac("meedenk.limits", client_address(request)).hexdigest()[:32]
    return any(cache.add(f"turn:{act}:{who}:{turn}", 1, seconds) for turn in range(times))


def client_address(request: HttpRequest) -> str:
    """The address of the visitor: as our own outermost proxy saw it, never what the visitor says of itself."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META["REMOTE_ADDR"])
