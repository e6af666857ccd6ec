"""Handing a mail to whoever takes it further."""

import os
import re
import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from meedenk.common.mailserver import MailConsole, MailFolder, MailGoesTo, MailServer, Safety

BeforeAccepting = Callable[[], None]
TOO_LARGE = 552


class NotNow(Exception):
    """This mail was not accepted and may be tried again."""


class NobodyThere(Exception):
    """The mail server cannot be reached or does not want us now; that says nothing about this mail."""


class Never(Exception):
    """The mail server does not want this mail, now or later."""


class Unknown(Exception):
    """The mail may have been accepted: the connection broke before the mail server could tell."""


class Carrier(Protocol):
    """Takes a mail further. `before` is called when all is said but the last word, by which the mail is accepted."""

    def carry(self, mail: EmailMessage, before: BeforeAccepting) -> None: ...

    def rest(self) -> None:
        """Nothing is kept open until the next mail."""


def carrier_to(place: MailGoesTo) -> Carrier:
    match place:
        case MailServer():
            return Postman(place)
        case MailFolder():
            return Folder(place.path)
        case MailConsole():
            return Console()


class _TwoStepData:
    """SMTP's DATA in two steps: the text, and after a call back the dot by which the server accepts it."""

    before: BeforeAccepting
    dot_sent = False

    def data(self: Any, msg: Any) -> tuple[int, bytes]:
        self.dot_sent = False
        self.putcmd("data")
        code, answer = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, answer)
        self.send(re.sub(rb"(?m)^\.", b"..", msg).removesuffix(b"\r\n") + b"\r\n")
        self.before()
        self.dot_sent = True
        self.send(b".\r\n")
        return self.getreply()  # type: ignore[no-any-return]  # the stubs of smtplib do not say


class _Plain(_TwoStepData, smtplib.SMTP):
    pass


class _Secure(_TwoStepData, smtplib.SMTP_SSL):
    pass


class _Connection(EmailBackend):
    """Django's way to a mail server, with DATA in two steps."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Secure if self.use_ssl else _Plain


class Postman:
    """Brings mail to a mail server, one after the other over one connection."""

    def __init__(self, server: MailServer) -> None:
        self._way = _Connection(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.safety == Safety.STARTTLS,
            use_ssl=server.safety == Safety.TLS,
            timeout=server.timeout,
        )

    def carry(self, mail: EmailMessage, before: BeforeAccepting) -> None:
        """Returns once the server has accepted `mail`; raises NotNow, NobodyThere, Never or Unknown."""
        connection = self._hello()
        connection.before, connection.dot_sent = before, False
        try:
            self._way.send_messages([mail])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as no:
            raise self._meaning(no, dot_sent=connection.dot_sent) from no
        except (OSError, smtplib.SMTPException) as broken:
            self._hang_up()
            raise (Unknown if connection.dot_sent else NobodyThere)(str(broken)) from broken
        except BaseException:
            self._hang_up()
            raise

    def rest(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._way.close()

    def _hello(self) -> Any:
        try:
            if self._way.open() and self._way.connection and self._way.connection.sock:
                # the dot must not wait for the text to be acknowledged: that is the moment in which nobody knows
                self._way.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except (OSError, smtplib.SMTPException) as away:
            self._hang_up()
            raise NobodyThere(_words(away)) from away
        return self._way.connection

    def _hang_up(self) -> None:
        """Without another word, so that a mail half said is not taken for a whole one."""
        connection, self._way.connection = self._way.connection, None
        if connection is not None:
            connection.close()

    def _meaning(self, no: smtplib.SMTPException, *, dot_sent: bool) -> Exception:
        """What the server's answer means for this mail and for the next one."""
        if isinstance(no, smtplib.SMTPRecipientsRefused):
            code, answer = next(iter(no.recipients.values()))
            words = f"{code} {_text(answer)}"
        else:
            assert isinstance(no, smtplib.SMTPResponseException)
            code, words = no.smtp_code, _words(no)
        if code == 421 or (isinstance(no, smtplib.SMTPSenderRefused) and code != TOO_LARGE):
            self._hang_up()
            return NobodyThere(words)
        if 400 <= code < 500:
            return NotNow(words)
        if 500 <= code < 600:
            return Never(words)
        self._hang_up()
        return Unknown(words) if dot_sent else NotNow(words)


class Folder:
    """Keeps each mail as a file named after its Message-ID, so that the same mail is never there twice."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def carry(self, mail: EmailMessage, before: BeforeAccepting) -> None:
        name = re.sub(r"[^\w.-]", "_", str(mail.extra_headers["Message-ID"]).strip("<>"))
        content = mail.message().as_bytes()
        before()
        self._path.mkdir(parents=True, exist_ok=True)
        draft = self._path / f".{name}.{os.getpid()}"
        draft.write_bytes(content)
        draft.rename(self._path / f"{name}.eml")

    def rest(self) -> None:
        pass


class Console:
    """Shows each mail on the screen."""

    def carry(self, mail: EmailMessage, before: BeforeAccepting) -> None:
        before()
        print(mail.message().as_string(), flush=True)  # noqa: T201 - this is what it is for

    def rest(self) -> None:
        pass


def _words(mistake: Exception) -> str:
    if isinstance(mistake, smtplib.SMTPResponseException):
        return f"{mistake.smtp_code} {_text(mistake.smtp_error)}"
    return str(mistake)


def _text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer
