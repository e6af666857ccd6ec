"""Who told what, as readers of mail."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from meedenk.accounts.models import PersonalLink, Purpose, one_spelling
from meedenk.handbook.queries import length
from meedenk.mail.operations import Reader

from .followed import followed_from
from .models import Concern, Teller


def tellers_of(concern: Concern) -> QuerySet[Teller]:
    """Who told `concern`, and who told what was laid together with it."""
    together = Q(concern=concern) | Q(concern__merged_into=concern)
    return Teller.objects.filter(together).select_related("user", "concern").order_by("pk")


def by_mail(tellers: QuerySet[Teller]) -> Iterator[tuple[Teller, Reader]]:
    """Those of `tellers` who hear by mail, each once by address, with what they told last."""
    by_address: dict[str, tuple[Teller, Reader]] = {}
    for teller in tellers.filter(hears=Teller.Hears.MAIL):
        user = teller.user
        reader = Reader.of(user) if user and user.is_active else Reader(teller.email, teller.name)
        by_address[one_spelling(reader.email)] = teller, reader
    yield from by_address.values()


def told_by_the_same(teller: Teller) -> list[Teller]:
    """`teller`, and who has the same address and hears of the same: it lies together, or led to the same."""
    mine = [teller]
    if teller.email:
        mine = list(Teller.objects.filter(email=teller.email).select_related("concern"))
    roots = {each.pk: each.concern.merged_into_id or each.concern_id for each in mine}
    led_to = followed_from({key for each in mine for key in (each.concern_id, roots[each.pk])})
    hears = {
        each.pk: {roots[each.pk]} | {one.key for key in (each.concern_id, roots[each.pk]) for one in led_to[key]}
        for each in mine
    }
    return [each for each in mine if hears[each.pk] & hears[teller.pk]]


def teller_link(teller: Teller, reader: Reader, *, at: datetime) -> PersonalLink:
    """An unsaved link to what became of what `teller` told, for as long as the handbook says."""
    return PersonalLink(
        purpose=Purpose.TELLER,
        about=teller.concern_id,
        user=reader.user,
        email=reader.email,
        name=reader.name,
        created_at=at,
        expires_at=at + length("link-days", localdate(at)),
    )
