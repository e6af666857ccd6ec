"""A town of people, each with a browser and a mailbox of their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from email.utils import parseaddr

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils.timezone import localtime, now
from tools.testing.plugin import Delivered

from journeys.hands import Hands
from meedenk.accounts.models import User
from meedenk.gathering.models import Activity
from meedenk.mail.digesting import make_overviews
from meedenk.mail.models import Message, State
from meedenk.people.models import Member

CODE = re.compile(r"^\s*(\w{3,4}[- ]?\w{3,4})\s*$", re.MULTILINE)

Someone = Member | User | str
"""Who plays, or the e-mail address of who has no account."""


@dataclass
class Town:
    """`newcomer` opens a browser for someone who did not have one; `delivered` empties the outbox."""

    site: str
    newcomer: Callable[[], Hands]
    delivered: Delivered
    unread: list[EmailMessage] = field(default_factory=list)
    browsers: dict[str, Hands] = field(default_factory=dict)

    def person(self, whose: Someone) -> Hands:
        """Their browser."""
        email = _address(whose)
        if email not in self.browsers:
            self.browsers[email] = self.newcomer()
        return self.browsers[email]

    def mail(self, whose: Someone, about: str, *sentences: str) -> EmailMessage:
        """The latest mail to them that has `about` in its subject and was not read yet; it says `sentences`."""
        found = [mail for mail in self._unread_of(whose) if about in str(mail.subject)]
        subjects = [str(mail.subject) for mail in self._unread_of(whose)]
        assert found, f"no mail to {_address(whose)} about {about!r}; unread are {subjects}"
        self.unread = [mail for mail in self.unread if mail not in found]
        text = " ".join(str(found[-1].body).split())
        for words in sentences:
            assert words in text, f"{words!r} is not in the mail {found[-1].subject!r}:\n{found[-1].body}"
        return found[-1]

    def expects_no_mail(self, whose: Someone, about: str) -> None:
        subjects = [str(mail.subject) for mail in self._unread_of(whose) if about in str(mail.subject)]
        assert not subjects, f"{_address(whose)} should not get {subjects}"

    def brings_paper(self, mail: EmailMessage) -> None:
        """The advice itself comes with the mail."""
        assert mail.attachments, f"nothing comes with the mail {mail.subject!r}"
        _name, content, kind = mail.attachments[0]
        assert (content[:5], kind) == (b"%PDF-", "application/pdf")

    def opens_mail(self, whose: Someone, about: str, *sentences: str) -> Hands:
        """They read that mail and press its button."""
        return self.follows_button(whose, self.mail(whose, about, *sentences))

    def follows_button(self, whose: Someone, mail: EmailMessage) -> Hands:
        """The text of a mail gives the address that the button leads to in a mail program that shows one."""
        assert isinstance(mail, EmailMultiAlternatives)
        address = re.search(re.escape(self.site) + r"/\S+", str(mail.body))
        assert address, f"no link in:\n{mail.body}"
        shown = str(mail.alternatives[0][0])
        assert f'href="{address.group()}"' in shown, f"no button to {address.group()} in:\n{shown}"
        person = self.person(whose)
        person.opens(address.group())
        return person

    def signs_in(self, whose: Someone) -> Hands:
        """With the code from the mail, and for who has a second lock with the number in their app."""
        email, person = _address(whose), self.person(whose)
        person.opens("/inloggen/")
        person.fills("Je e-mailadres", email)
        person.sends()
        person.sees("Kijk in je mail", email)
        text = str(self.mail(whose, "code", "Vul deze code in op de pagina waar je erom vroeg").body)
        code = CODE.search(text)
        assert code, f"no code in:\n{text}"
        person.fills("De code uit de mail", code.group(1))
        person.sends()
        if lock := Authenticator.objects.filter(user__email=email).first():
            person.sees("Je tweede slot")
            person.fills("Het getal uit de app", _number_in_the_app(lock))
            person.sends()
        person.sees("Dit wacht op je")
        return person

    def _unread_of(self, whose: Someone) -> list[EmailMessage]:
        self.unread += self.delivered()
        return [mail for mail in self.unread if [parseaddr(each)[1] for each in mail.to] == [_address(whose)]]


def evening(days: int) -> datetime:
    """Eight in the evening, so many days from now."""
    return datetime.combine(localtime().date() + timedelta(days=days), time(20))


def the_evening_is_over(title: str) -> None:
    """Nobody has to wait for the day of an activity."""
    began = now() - timedelta(hours=3)
    moved = Activity.objects.filter(title__icontains=title).update(starts_at=began, ends_at=began + timedelta(hours=2))
    assert moved, f"no activity is called {title!r}"


def a_week_goes_by() -> None:
    """What waits for an overview has waited long enough for the one of this week."""
    waiting = Message.objects.filter(digest=True, state=State.WAITING)
    waiting.update(written_at=now() - timedelta(days=8), not_before=now() - timedelta(days=8))
    make_overviews(now())


def _address(whose: Someone) -> str:
    if isinstance(whose, Member):
        assert whose.user is not None
        return whose.user.email
    return whose.email if isinstance(whose, User) else whose


def _number_in_the_app(lock: Authenticator) -> str:
    counter = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(decrypt(lock.data["secret"]), counter)))
