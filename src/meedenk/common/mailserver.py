"""Which mail server, from one address."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class Safety(Enum):
    """How the connection with the mail server is kept from others."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class MailServer:
    """Takes our mail further by SMTP."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    safety: Safety = Safety.NONE
    timeout: int = 20


@dataclass(frozen=True)
class MailFolder:
    """Keeps our mail as files: for the demo, and for trying out."""

    path: Path


@dataclass(frozen=True)
class MailConsole:
    """Writes our mail on the screen."""


MailGoesTo = MailServer | MailFolder | MailConsole


def mail_goes_to(url: str) -> MailGoesTo:
    """Where mail goes, from `smtp://user:password@host:port?tls=yes`, `smtps://…`, `file:///folder` or `console:`.

    With `smtp` the connection is secured by STARTTLS unless `tls=no` is said. Anything else is refused.
    """
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        if parts.scheme in {"smtp", "smtps"} and parts.hostname:
            return _server(parts, options)
    except ValueError:
        raise _nonsense() from None
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        return MailFolder(Path(unquote(parts.path)))
    if url == "console:":
        return MailConsole()
    raise _nonsense()


def _server(parts: SplitResult, options: dict[str, str]) -> MailServer:
    tls = options.pop("tls", "yes")
    timeout = int(options.pop("timeout", "20"))
    if options or tls not in {"yes", "no"} or timeout < 1:
        raise ValueError(parts.query)
    safety = Safety.STARTTLS if tls == "yes" else Safety.NONE
    port = parts.port or 587
    if parts.scheme == "smtps":
        safety, port = Safety.TLS, parts.port or 465
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname or "", port, user, password, safety, timeout)


def _nonsense() -> ImproperlyConfigured:
    return ImproperlyConfigured(
        "MEEDENK_EMAIL_URL must be an address such as smtp://user:password@mail.example.nl:587, smtps://…,"
        " or file:///a/folder to keep the mail as files."
    )
