"""Somebody tells something, adds to it, or takes it back."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meedenk.accounts.models import PersonalLink, User, one_spelling
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record
from meedenk.people.models import Area

from ..alike import stems_of
from ..mails import telling as mails
from ..models import Addition, Concern, Teller
from ..rules import may_read, told_it
from ..tellers import told_by_the_same
from .forgetting import forget

A_DAY_PER_ADDRESS = 3
MOST_ADDITIONS = 20
ADVERTISING = re.compile(r"(?i)https?:|www\.|\[url|<a\s")


@transaction.atomic
def tell(
    *,
    kind: str,
    text: str,
    via: str,
    hears: str,
    by: User | None,
    at: datetime,
    area: Area | None = None,
    organisation: str = "",
    name: str = "",
    email: str = "",
    postal: str = "",
    channel: str = Teller.Channel.PAGE,
    doubted: bool = False,
) -> Concern:
    """What was told waits to be read, and who wants to hear of it has a receipt with their own page.

    `by` is the member who tells it, the supporter who writes it down, or None. What is `doubted`, or looks like
    advertising, waits on the pile of what is probably spam, and nobody gets mail about it.
    """
    written_down = channel != Teller.Channel.PAGE
    if written_down and not may_read(by, at=at):
        raise Refused(_("Only the steering group and support write down what others tell."))
    reached = _reached(
        hears, name=name, email=email, postal=postal, organisation=organisation, user=None if written_down else by
    )
    teller = Teller(via=via, channel=channel, hears=hears, **reached)
    doubtful = not written_down and (doubted or _is_doubtful(text, teller, at))
    concern = Concern.objects.create(
        title=_title(kind, at),
        kind=kind,
        text=text,
        stems=stems_of(text),
        area=area,
        told_at=at,
        state=Concern.State.DOUBTFUL if doubtful else Concern.State.NEW,
    )
    teller.concern = concern
    teller.save()
    writer = by if written_down else None
    record(concern, Kind.CONCERN_TOLD, by=writer, at=at, on_behalf_of=_("who told it") if writer else "")
    if not doubtful:
        mails.receipt(concern, at=at)
    return concern


@transaction.atomic
def tell_more(concern: Concern, *, text: str, by: Actor, at: datetime) -> None:
    """The steering group finds the addition with what was told, as something to read."""
    if not told_it(by, concern, at=at):
        raise Refused(_("Only who told this can add to it."))
    held = Concern.objects.select_for_update().get(pk=concern.pk)
    if held.teller.hears == Teller.Hears.NOTHING:
        raise Refused(_("Name and address were erased a moment ago. Nothing can be added any more."))
    if held.additions.count() >= MOST_ADDITIONS:
        raise Refused(_("You have added a lot already. Phone us, then we talk about it."))
    Addition.objects.create(concern=held, text=text, at=at)
    Concern.objects.filter(pk=held.pk).update(stems=held.stems + stems_of(text))
    record(concern, Kind.MORE_TOLD, by=by, at=at)


@transaction.atomic
def stop_hearing(concern: Concern, *, by: PersonalLink | None, at: datetime) -> None:
    """Who told it hears nothing more, and their name and address are gone. What they told stays.

    What they told besides, and hear of in the same mails, goes along.
    """
    if by is not None and not told_it(by, concern, at=at):
        raise Refused(_("Only who told this can stop it."))
    for teller in told_by_the_same(concern.teller):
        forget(teller, by=by, at=at)


@transaction.atomic
def erase(concern: Concern, *, by: Actor, at: datetime) -> None:
    """What was told is gone, with everything that was added, and so is who told it. What lies with it still waits."""
    if not told_it(by, concern, at=at) and not may_read(by, at=at):
        raise Refused(_("Only who told this can erase it."))
    Concern.objects.select_for_update().get(pk=concern.pk)
    forget(concern.teller, by=by, at=at)
    concern.additions.all().delete()
    alone = Concern.objects.filter(pk=concern.pk, merged=None)
    unread = alone.filter(state__in=[Concern.State.NEW, Concern.State.DOUBTFUL])
    unread.update(state=Concern.State.ASIDE, reason=_in_the_words_of_the_house(gettext_lazy("It was erased.")))
    Concern.objects.filter(pk=concern.pk).update(text="", stems="", area=None)
    concern.refresh_from_db()
    record(concern, Kind.CONCERN_ERASED, by=by, at=at)


def _reached(hears: str, *, name: str, email: str, postal: str, organisation: str, user: User | None) -> dict[str, Any]:
    """Who someone is and how they are reached; of who does not want to hear anything, nothing is kept."""
    if hears == Teller.Hears.MAIL:
        known = {"name": user.name, "email": user.email} if user else {"name": name, "email": one_spelling(email)}
        return known | {"user": user, "organisation": organisation}
    return {"name": name, "postal": postal, "organisation": organisation} if hears == Teller.Hears.PAPER else {}


def _is_doubtful(text: str, teller: Teller, at: datetime) -> bool:
    """Advertising has links, comes often, or says the same again."""
    lately = Concern.objects.filter(told_at__gt=at - timedelta(days=1))
    often = bool(teller.email) and lately.filter(teller__email=teller.email).count() >= A_DAY_PER_ADDRESS
    return often or bool(ADVERTISING.search(text)) or lately.filter(text=text).exists()


def _title(kind: str, at: datetime) -> str:
    """What it is and when it came: a title says nothing of the teller."""
    with translation.override(settings.LANGUAGE_CODE):
        label = str(Concern.Kind(kind).label)
        return capfirst(_("%(what)s of %(day)s") % {"what": label, "day": date_format(localdate(at), "j F Y")})


def _in_the_words_of_the_house(sentence: Any) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return str(sentence)
