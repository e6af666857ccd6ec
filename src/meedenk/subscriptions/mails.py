"""What someone is told who wants to follow us."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to

from .tokens import LASTING, address_for


def asked(email: str, language: str, what: str, *, at: datetime) -> None:
    """To whoever reads `email`: is this you? Nothing is followed until they say so. `what` is empty for everything."""
    with speaking_to(Reader(email, "", language)) as reader:
        named = _("You want to get mail about: %(what)s.") % {"what": what or _("everything that we publish")}
        letter = Letter(
            subject=_("Do you want to follow us by mail?"),
            body="\n\n".join(
                [
                    named,
                    _("Open the page and say yes. There you also see what you follow, and you can stop it."),
                    not_you(),
                ]
            ),
            button=_("Open the page"),
        )
        post(
            [
                letter_to(
                    reader,
                    letter,
                    kind="following-asked",
                    audience="the-asker",
                    at=at,
                    address=address_for(email),
                    secret=True,
                    until=at + LASTING,
                )
            ]
        )


def not_you() -> str:
    """What happens when the address is someone else's: the same in the mail and on the page behind it."""
    return ngettext(
        "Was it not you who asked? You need not do anything. We send you nothing about it, and after %(number)d day"
        " what was asked is gone.",
        "Was it not you who asked? You need not do anything. We send you nothing about it, and after %(number)d days"
        " what was asked is gone.",
        LASTING.days,
    ) % {"number": LASTING.days}
