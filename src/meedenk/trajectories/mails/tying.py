"""What tellers are told when what they told goes on in a subject that runs."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from meedenk.agenda.mails.telling import tell_tellers
from meedenk.agenda.models import Concern
from meedenk.agenda.tellers import tellers_of
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter

from ..models import Trajectory


def tied(concern: Concern, to: Trajectory, *, at: datetime) -> None:
    """In the overview of who told it."""
    write = partial(goes_on_in, to)
    tell_tellers(tellers_of(concern), write, kind=Kind.CONCERN_TIED, about=concern, at=at, digest=True)


def goes_on_in(into: Trajectory) -> Letter:
    """To who told something: we work on it already."""
    title = {"into": into.title}
    return Letter(
        subject=_("What you told us goes on in: %(into)s") % title,
        body=_("We already work on a subject that this belongs to: %(into)s. What you told us goes along there.")
        % title,
        button=_("See what becomes of it"),
    )
