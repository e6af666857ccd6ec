"""How a term comes to its end: the member is told in time, and says whether they go on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record

from . import mails
from .house import group_dossier
from .models import Member, Term


def term_now(member: Member, on: date) -> Term | None:
    """The term of `member` that runs on the day `on`."""
    return member.terms.running(on).order_by("since").last()


@transaction.atomic
def tell_wish(member: Member, *, wish: str, text: str, by: Actor, at: datetime) -> None:
    """The group knows whether `member` wants to go on after this term, and support has a mail with their words."""
    term = term_now(member, localdate(at))
    if term is None:
        raise Refused(_("Your term has ended. Call us if you want to come back."))
    if by is None or by != member.user:
        raise Refused(_("You can only answer for yourself."))
    Term.objects.filter(pk=term.pk).update(wish=wish)
    term.wish = wish
    record(group_dossier(), Kind.TERM_WISHED, by=by, at=at, member=member.pk, wish=wish)
    mails.wish_told(term, text=text, at=at)


@duty
def warn_of_terms(at: datetime) -> None:
    """Whose term ends within the time of the handbook, without a next one, was told so; the steering group too."""
    on = localdate(at)
    next_one = Term.objects.filter(Q(until=None) | Q(until__gt=OuterRef("until")), member=OuterRef("member"))
    due = Term.objects.ending(on, on + length("term-warning-days", on)).filter(~Exists(next_one), warned_at=None)
    for term in due.select_related("member__user"):
        _warn(term, at)


@transaction.atomic
def _warn(term: Term, at: datetime) -> None:
    if not Term.objects.filter(pk=term.pk, warned_at=None).update(warned_at=at):
        return
    assert term.until is not None, "only what ends was asked for"
    record(group_dossier(), Kind.TERM_ENDS, by=None, at=at, member=term.member_id, until_on=term.until.isoformat())
    mails.term_ends(term, at=at)
