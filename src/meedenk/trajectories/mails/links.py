"""What someone is told who asked for a new link."""

from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier
from meedenk.mail.operations import Letter, Reader, post

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
