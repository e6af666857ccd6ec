"""Personal links asked anew."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from meedenk.accounts.leaving import has_left
from meedenk.accounts.models import PersonalLink
from meedenk.accounts.operations import renew
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier
from meedenk.journal.operations import record

from ..mails import links as mails


@transaction.atomic
def send_anew(link: PersonalLink, *, at: datetime) -> None:
    """The person of `link` has a mail with a fresh one, at the address the old one went to.

    An official who left reads whom to turn to. Anyone else whose last link was taken back, or who left that address,
    gets nothing.
    """
    same = PersonalLink.objects.filter(purpose=link.purpose, about=link.about, email=link.email)
    last = same.select_related("user").latest("created_at", "pk")
    dossier = Dossier.objects.filter(pk=link.about).first()
    if dossier is None:
        return
    if last.user is None and has_left(last.email, localdate(at)):
        mails.link_stays_closed(dossier, last, at=at)
    elif last.reaches_its_person(at) and (fresh := renew(last, at=at)):
        record(dossier, Kind.LINK_RENEWED, by=last, at=at)
        mails.link_renewed(dossier, fresh, at=at)
