"""Letters for who hears by post: they go, and what was said by mistake is taken back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record

from ..models import PaperLetter
from ..rules import may_read


@transaction.atomic
def post_letters(letters: Iterable[PaperLetter], *, by: Actor, at: datetime) -> int:
    """Those of `letters` that still waited are in the post; returns how many. Refuses when none waited."""
    _refuse_who_may_not(by, at)
    waiting = PaperLetter.objects.filter(pk__in=[letter.pk for letter in letters], posted_at=None)
    posted = list(waiting.select_for_update(of=("self",)).select_related("about"))
    if not posted:
        raise Refused(_("This was posted already."))
    PaperLetter.objects.filter(pk__in=[letter.pk for letter in posted]).update(posted_at=at)
    for letter in posted:
        record(letter.about, Kind.LETTER_POSTED, by=by, at=at, subject=letter.subject)
    return len(posted)


@transaction.atomic
def take_back(letter: PaperLetter, *, by: Actor, at: datetime) -> None:
    """The letter was not posted after all, and waits again."""
    _refuse_who_may_not(by, at)
    if not PaperLetter.objects.filter(pk=letter.pk, posted_at__isnull=False).update(posted_at=None):
        raise Refused(_("This letter waits to be posted already."))
    record(letter.about, Kind.LETTER_TAKEN_BACK, by=by, at=at, subject=letter.subject)


def _refuse_who_may_not(by: Actor, at: datetime) -> None:
    if not may_read(by, at=at):
        raise Refused(_("Only the steering group and support post letters."))
