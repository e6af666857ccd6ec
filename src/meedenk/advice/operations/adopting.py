"""The group adopts its advice, or opens it again."""

from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.moving import hold, move

from ..conditions import this_round
from ..content import Content, content
from ..mails import adopting as mails
from ..models import Advice, Numbering
from ..paper import paper
from ..tally import tally


@transaction.atomic
def adopt(advice: Advice, *, by: Actor, at: datetime, because: str = "", on_behalf_of: str = "") -> None:
    """The text is fixed, on paper too, and the advice has a number that stays with it for good.

    The links to the draft still open, to say that it has been adopted.
    """
    hold(advice.trajectory, Kind.ADOPTED)
    advice.refresh_from_db()
    number = advice.number or _next_number(at)
    move(advice.trajectory, Kind.ADOPTED, by=by, at=at, because=because, on_behalf_of=on_behalf_of, number=number)
    advice.number = number
    advice.adopted = _with_its_stand(advice, at)
    advice.adopted_at = at
    advice.save(update_fields=["number", "adopted", "adopted_at"])
    put_on_paper(advice, at=at)
    mails.adopted(advice, at=at)


@transaction.atomic
def reopen(advice: Advice, *, reason: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The group can write again, and asks everyone again; the number stays."""
    move(advice.trajectory, Kind.REOPENED_FOR_WRITING, by=by, at=at, on_behalf_of=on_behalf_of, reason=reason)
    _throw_away_later(advice.pdf.name)
    Advice.objects.filter(pk=advice.pk).update(adopted=None, adopted_at=None, pdf="", begun_at=at)
    mails.reopened(advice, reason, at=at)


def put_on_paper(advice: Advice, *, at: datetime) -> None:
    """The adopted text lies ready as a PDF, dated on the day of `at`; an earlier PDF is gone."""
    old = advice.pdf.name
    advice.pdf.save(f"{advice.number}.pdf", ContentFile(paper(advice, on=localdate(at))), save=False)
    advice.save(update_fields=["pdf"])
    _throw_away_later(old)


def _with_its_stand(advice: Advice, at: datetime) -> Content:
    text, found = content(advice, on=localdate(at)), this_round(advice.trajectory)
    if found:
        text["stand"] = tally(found, at).stand()
    return text


def _next_number(at: datetime) -> str:
    """The next number of this year. Its row is locked until the adoption is done, so no number is given twice."""
    year = localdate(at).year
    Numbering.objects.get_or_create(year=year)
    Numbering.objects.filter(year=year).update(last=F("last") + 1)
    return f"{settings.HOUSE.abbreviation}-{year}-{Numbering.objects.get(year=year).last:02d}"


def _throw_away_later(name: str | None) -> None:
    if name:
        transaction.on_commit(lambda: Advice.pdf.field.storage.delete(name))
