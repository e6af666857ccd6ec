"""Name and address of tellers do not stay longer than they are of use."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.common.duties import duty
from meedenk.handbook.queries import months_after, number
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.journal.operations import Actor, record
from meedenk.mail.keeping import forget_reader
from meedenk.mail.models import Message

from ..followed import followed_from
from ..models import Addition, Concern, Teller


@duty
def forget_tellers(at: datetime) -> None:
    """Nobody knows any more who told what, so many months after the last of it as the handbook says.

    What was probably spam loses its text and what was added to it by then too.
    """
    today = localdate(at)
    ago = months_after(today, -number("concern-keep-months", today))
    for teller, latest in _ended(told_before=ago):
        if localdate(latest) <= ago:
            forget(teller, by=None, at=at)
    spam = Concern.objects.filter(state=Concern.State.DOUBTFUL, told_at__date__lte=ago).exclude(text="")
    Addition.objects.filter(concern__in=spam).delete()
    spam.update(text="", stems="", area=None)


@transaction.atomic
def forget(teller: Teller, *, by: Actor, at: datetime) -> None:
    """Name and address of `teller` are gone, also from the mails to them, and their links open no more."""
    if teller.hears == Teller.Hears.NOTHING:
        return
    links = PersonalLink.objects.of(Purpose.TELLER, teller.concern)
    forget_reader(Message.objects.filter(link__in=links))
    links.filter(revoked_at=None).update(revoked_at=at)
    links.update(user=None, email="", name="")
    teller.letters.all().delete()
    teller.hears, teller.user = Teller.Hears.NOTHING, None
    teller.name, teller.organisation, teller.email, teller.postal = "", "", "", ""
    teller.save(update_fields=["hears", "user", "name", "organisation", "email", "postal"])
    record(teller.concern, Kind.TELLER_FORGOTTEN, by=by, at=at)


def _ended(*, told_before: object) -> Iterator[tuple[Teller, datetime]]:
    """Tellers of whom nothing goes on any more, each with the moment at which the last thing happened."""
    known = Teller.objects.exclude(hears=Teller.Hears.NOTHING).filter(concern__told_at__date__lte=told_before)
    tellers = list(known.select_related("concern__merged_into"))
    roots = {teller.pk: teller.concern.merged_into or teller.concern for teller in tellers}
    keys = {key for teller in tellers for key in (teller.concern_id, roots[teller.pk].pk)}
    followed = followed_from(keys)
    themes = {root.theme_id for root in roots.values() if root.theme_id}
    dossiers = Entry.objects.filter(dossier__in=keys | themes).order_by().values_list("dossier")
    happened = dict(dossiers.annotate(Max("at")))
    for teller in tellers:
        root = roots[teller.pk]
        led_to = followed[teller.concern_id] + (followed[root.pk] if root.pk != teller.concern_id else [])
        if root.state == Concern.State.NEW or any(each.runs for each in led_to):
            continue
        own = (happened.get(key) for key in (teller.concern_id, root.pk, root.theme_id))
        yield (
            teller,
            max([each for each in own if each] + [each.latest for each in led_to], default=teller.concern.told_at),
        )
