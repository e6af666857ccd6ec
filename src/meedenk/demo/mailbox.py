"""The mailbox of the demo: every mail that went, for everyone to read."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import MIMEPart
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meedenk.common.mailserver import MailFolder
from meedenk.mail.showing import on_its_own

PAGE = 30
LATEST = 500


@dataclass(frozen=True)
class Letter:
    """One mail in the mailbox."""

    key: str
    subject: str
    to: str
    at: datetime
    text: str
    html: str


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails of the demo, the latest first; of one person if that is asked."""
    letters = [read(file) for file in files()]
    person = request.GET.get("aan", "")
    page = {
        "people": sorted({letter.to for letter in letters}),
        "person": person,
        "page": Paginator([letter for letter in letters if person in {"", letter.to}], PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "demo/mailbox.html", page)


@require_safe
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One mail of the demo as plain text."""
    return render(request, "demo/letter.html", {"letter": one(key)})


@require_safe
def letter_as_seen(request: HttpRequest, key: str) -> HttpResponse:
    """One mail of the demo as a mail program shows it."""
    return on_its_own(one(key).html)


def files() -> list[Path]:
    """The files of the latest mails; 404 when this is not a demo."""
    if not settings.DEMO:
        raise Http404
    if not isinstance(settings.MAIL_GOES_TO, MailFolder):
        return []
    found = settings.MAIL_GOES_TO.path.glob("*.eml")
    return sorted(found, key=lambda file: file.stat().st_mtime_ns, reverse=True)[:LATEST]


def one(key: str) -> Letter:
    """The mail with this key, found by looking at what is there, never by making a path of it."""
    for file in files():
        if file.stem == key:
            return read(file)
    raise Http404


def read(file: Path) -> Letter:
    mail = message_from_bytes(file.read_bytes(), policy=default)
    parts = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
    return Letter(
        key=file.stem,
        subject=str(mail["Subject"]),
        to=str(mail["To"]),
        at=parsedate_to_datetime(str(mail["Date"])),
        text=_content(parts["plain"]),
        html=_content(parts["html"]),
    )


def _content(part: MIMEPart | None) -> str:
    return str(part.get_content()) if part is not None else ""
