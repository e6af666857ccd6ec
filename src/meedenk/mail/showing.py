"""A mail on the screen, as its reader sees it."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from .models import Message
from .rendering import contents

ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'none'; sandbox"


@dataclass(frozen=True)
class Shown:
    """The two parts of a mail."""

    text: str
    html: str


def shown(message: Message) -> Shown:
    """The mail as it reads; its personal links lead nowhere, because they are for the reader only."""
    with translation.override(message.language):
        page = contents(message, list(message.items.select_related("link")), defaultdict(lambda: "…"))
        nowhere = f"{settings.BASE_URL}/post/stop/…/"
        page["stop"] = nowhere if page["stop"] else ""
        page["groups"] = [replace(each, stop=nowhere if each.stop else "") for each in page["groups"]]
        return Shown(render_to_string("mail/message.txt", page), render_to_string("mail/message.html", page))


def on_its_own(html: str) -> HttpResponse:
    """The HTML part as a page by itself: its own style may count there, and nothing in it can act."""
    response = HttpResponse(html)
    response["Content-Security-Policy"] = ALONE
    return response
