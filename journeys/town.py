"""A town of people, each with a browser and a mailbox of their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.core.mail import EmailMessage
from tools.testing.plugin import Delivered

from journeys.hands import Hands

CODE = re.compile(r"^\s*(\w{3,4}[- ]?\w{3,4})\s*$", re.MULTILINE)


@dataclass
class Town:
    """`newcomer` opens a browser for someone who did not have one; `delivered` empties the outbox."""

    site: str
    newcomer: Callable[[], Hands]
    delivered: Delivered
    mails: list[EmailMessage] = field(default_factory=list)
    browsers: dict[str, Hands] = field(default_factory=dict)

    def person(self, email: str) -> Hands:
        """The browser of whoever reads mail at `email`."""
        if email not in self.browsers:
            self.browsers[email] = self.newcomer()
        return self.browsers[email]

    def mail(self, email: str, about: str) -> EmailMessage:
        """The latest mail to `email` that has `about` in its subject."""
        self.mails += self.delivered()
        theirs = [mail for mail in self.mails if email in str(mail.to)]
        found = [mail for mail in theirs if about in str(mail.subject)]
        assert found, f"no mail to {email} about {about!r}, only {[str(mail.subject) for mail in theirs]}"
        return found[-1]

    def opens_mail(self, email: str, about: str) -> Hands:
        """Someone reads that mail and opens the link of its button."""
        text = str(self.mail(email, about).body)
        address = re.search(re.escape(self.site) + r"/\S+", text)
        assert address, f"no link in:\n{text}"
        person = self.person(email)
        person.opens(address.group())
        return person

    def signs_in(self, email: str) -> Hands:
        """With the code from the mail, and for who has a second lock with the number in their app."""
        person = self.person(email)
        person.opens("/inloggen/")
        person.fills("Je e-mailadres", email)
        person.sends()
        text = str(self.mail(email, "code").body)
        code = CODE.search(text)
        assert code, text
        person.fills("De code uit de mail", code.group(1))
        person.sends()
        if lock := Authenticator.objects.filter(user__email=email).first():
            person.fills("Het getal uit de app", _number_in_the_app(lock))
            person.sends()
        return person


def _number_in_the_app(lock: Authenticator) -> str:
    counter = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(decrypt(lock.data["secret"]), counter)))
