"""From a message in the outbox to a mail that people read."""

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr, parseaddr
from itertools import groupby
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .models import Message, Stream
from .operations import one_line
from .unsubscribing import stop_address

WIDTH = 72
Tokens = dict[int, str]


@dataclass(frozen=True)
class Part:
    """A piece of the digest: what one message says."""

    subject: str
    paragraphs: list[str]
    facts: list[list[str]]
    button: str
    address: str


@dataclass(frozen=True)
class Subject:
    """All that an overview says about one dossier, and where one stops that, if one can."""

    title: str
    parts: list[Part]
    stop: str


def render(message: Message, items: list[Message], tokens: Tokens, *, at: datetime) -> EmailMultiAlternatives:
    """The mail for `message`. `items` are the messages a digest holds; `tokens` open links, by the key of the link."""
    with translation.override(message.language):
        page = contents(message, items, tokens)
        mail = EmailMultiAlternatives(
            subject=one_line(message.subject),
            body=render_to_string("mail/message.txt", page),
            from_email=formataddr((settings.HOUSE.name, parseaddr(settings.MAIL_FROM)[1])),
            to=[formataddr((plain_name(message.name), message.email))],
            reply_to=[settings.HOUSE.email],
            headers=_headers(message, page["stop"], at),
        )
        mail.attach_alternative(render_to_string("mail/message.html", page), "text/html")
    if message.attachment:
        with message.attachment.open("rb") as file:
            mail.attach(PurePath(file.name or "").name, file.read())
    return mail


def contents(message: Message, items: list[Message], tokens: Tokens) -> dict[str, Any]:
    """What the templates show, in the language that is active."""
    return {
        "message": message,
        "house": settings.HOUSE,
        "salutation": plain_name(message.name) or _("reader"),
        "paragraphs": paragraphs(message.body),
        "facts": message.facts,
        "address": address_of(message, tokens),
        "groups": _groups(items, tokens),
        "why": _why(message),
        "stop": stop_address(message),
        "stop_words": _stop_words(message),
        "choose": _choose(message, items),
        "until": message.link.expires_at if message.link and message.button else None,
    }


def address_of(message: Message, tokens: Tokens) -> str:
    """Where the button leads, always on our own address; with a link, `address` is a page behind it."""
    if message.link_id:
        door = f"{settings.BASE_URL}/p/{tokens[message.link_id]}/"
        return f"{door}{message.address}/" if message.address else door
    if message.address.startswith("/"):
        return str(settings.BASE_URL) + message.address
    return message.address


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def plain_name(name: str) -> str:
    """A name as inert text: letters, marks and digits, and nothing that a mail program makes a link of."""
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" or sign in "’'.,-" else " " for sign in name)
    return one_line(re.sub(r"\.(?=\w\w)", ". ", kept))


def folded(text: str) -> str:
    """The lines of `text`, none longer than a plain mail has, words kept whole."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.splitlines()
    )


def message_id(message: Message) -> str:
    """The same for every attempt, so that a mail program knows a second copy when it sees one."""
    return f"<{message.pk}.{message.written_at:%Y%m%d%H%M%S%f}@{_host()}>"


def _groups(items: list[Message], tokens: Tokens) -> list[Subject]:
    """Per dossier the newest first, and first the dossier with the newest."""
    newest: dict[str, datetime] = {}
    for item in items:
        newest[item.subject_title] = max(item.written_at, newest.get(item.subject_title, item.written_at))
    items = sorted(items, key=lambda i: (newest[i.subject_title], i.subject_title, i.written_at), reverse=True)
    return [
        _subject(title, list(group), tokens) for title, group in groupby(items, key=lambda item: item.subject_title)
    ]


def _subject(title: str, items: list[Message], tokens: Tokens) -> Subject:
    stop = next(filter(None, (stop_address(item) for item in items)), "")
    return Subject(title, [_part(item, tokens) for item in items], stop)


def _part(item: Message, tokens: Tokens) -> Part:
    return Part(item.subject, paragraphs(item.body), item.facts, item.button, address_of(item, tokens))


def _stop_words(message: Message) -> str:
    if message.stream is None:
        return _("Nothing more about this")
    return _("No more calls") if message.stream == Stream.CALLS else _("No more overviews")


def _choose(message: Message, items: list[Message]) -> str:
    """Where the reader changes what they get: on their own page, or with their address when they follow us by mail."""
    if message.user_id:
        return str(settings.BASE_URL) + reverse("mail:preferences")
    follows = any(item.audience == "subscribers" for item in items)
    return str(settings.BASE_URL) + reverse("subscriptions:follow") if follows else ""


def _why(message: Message) -> str:
    name = {"name": settings.HOUSE.name}
    if message.secret:
        return _("You get this mail because someone asked for it with your e-mail address.")
    if message.stream == Stream.CALLS:
        return (
            _("You get this mail because you take part in %(name)s. Calls go at once, the rest in an overview.") % name
        )
    if message.stream == Stream.DIGEST:
        return _("You get this overview because you follow the work of %(name)s.") % name
    if message.user_id:
        return _("You get this mail because it is about something you do in %(name)s.") % name
    return _("You get this mail because %(name)s works with you or heard from you.") % name


def _headers(message: Message, stop: object, at: datetime) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(message),
        "Date": format_datetime(localtime(at)),
        "List-Id": f"<{message.stream or 'post'}.{_host()}>",
        "Auto-Submitted": "auto-generated",
    }
    if stop:
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
