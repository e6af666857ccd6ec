"""What someone is told who asked for a new link."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to

from .sending import letters


def link_renewed(dossier: Dossier, link: PersonalLink, *, at: datetime) -> None:
    """To whom the old link belonged: a new one. Nothing else is told, as anybody may have pressed the button."""

    def write() -> Letter:
        return Letter(
            subject=_("Your new link: %(title)s") % {"title": dossier.title},
            body=_("Here is the new link that was asked for. The old one no longer works.")
            + "\n\n"
            + _("Did you not ask for it? Then you need not do anything."),
            button=_("Open the page"),
        )

    readers = [Reader.of(link)]
    post(
        letters(
            readers,
            write,
            kind=Kind.LINK_RENEWED,
            audience="the-holder",
            at=at,
            about=dossier,
            link=lambda _reader: link,
        )
    )


def link_stays_closed(dossier: Dossier, link: PersonalLink, *, at: datetime) -> None:
    """To an official who left: no new link, but whom to turn to. Nothing about the subject is told."""
    with speaking_to(Reader.of(link)) as reader:
        ways = ", ".join(filter(None, [settings.HOUSE.email, settings.HOUSE.phone]))
        letter = Letter(
            subject=_("Your link does not open any more"),
            body=_(
                "A new link was asked for with this address. As far as we know you do not work on this with us any"
                " more, so the link stays closed."
            )
            + "\n\n"
            + _("Is that not right, or does someone else take over your work? Tell us: %(ways)s.") % {"ways": ways},
        )
        post([letter_to(reader, letter, kind="link-stays-closed", audience="the-holder", at=at, about=dossier)])
