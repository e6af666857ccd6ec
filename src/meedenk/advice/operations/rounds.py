"""The draft goes round, and members say what they think of it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import Purpose
from meedenk.accounts.operations import revoke
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.handbook.queries import length, number
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member
from meedenk.trajectories.audiences import members
from meedenk.trajectories.moving import hold, move
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.stages import Stage

from ..conditions import silent, this_round
from ..content import content
from ..mails import rounds as mails
from ..models import Advice, DraftResponse, DraftRound, Perspective

Stance = DraftResponse.Stance


@transaction.atomic
def send_round(
    advice: Advice,
    *,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    to_all: bool = False,
    because: str = "",
    on_behalf_of: str = "",
) -> DraftRound:
    """Everyone in the group has the draft as it is now, with a link to respond; with `to_all` every member has.

    Less time than the handbook says needs a reason in `because`.
    """
    if closes_at < at + timedelta(hours=1):
        raise Refused(_("Choose a closing date in the future."))
    if localdate(closes_at) < usual_close(at) and not because:
        raise Refused(_("There is less time than the handbook says. Write down why."))
    trajectory, today = advice.trajectory, localdate(at)
    hold(trajectory, Kind.DRAFT_IN_ROUND)
    advice.refresh_from_db(fields=Advice.PARTS)
    move(
        trajectory,
        Kind.DRAFT_IN_ROUND,
        by=by,
        at=at,
        because=because,
        on_behalf_of=on_behalf_of,
        closes_on=localdate(closes_at).isoformat(),
    )
    revoke(Purpose.DRAFT, trajectory, at=at)
    draft_round = DraftRound.objects.create(
        advice=advice, draft=content(advice, on=today), to_all=to_all, opened_at=at, closes_at=closes_at
    )
    group = sitting(trajectory, today).values_list("member", flat=True)
    draft_round.asked.set([member.pk for member in members(at)] if to_all else group)
    mails.draft_in_round(draft_round, at=at)
    return draft_round


def usual_close(at: datetime) -> date:
    """The first day on which a round that is sent at `at` closes without a reason for haste."""
    return localdate(at) + length("draft-round-days", localdate(at))


@transaction.atomic
def respond(
    draft_round: DraftRound,
    *,
    member: Member,
    stance: str,
    by: Actor,
    at: datetime,
    text: str = "",
    view: str = "",
    on_behalf_of: str = "",
) -> DraftResponse:
    """The round knows what `member` thinks of the draft; an earlier response of theirs is replaced.

    Who sees it differently has their `view` in the advice, with `text`; who changes their mind holds it no longer.
    """
    trajectory = draft_round.advice.trajectory
    hold(trajectory, Kind.DRAFT_ANSWERED)
    latest = this_round(trajectory)
    if latest is None or latest.pk != draft_round.pk:
        raise Refused(_("There is a newer draft. Look in your mail for the latest one."))
    if not may_respond(draft_round, member, at):
        raise Refused(_("Only who was asked can respond to this draft."))
    move(trajectory, Kind.DRAFT_ANSWERED, by=by, at=at, on_behalf_of=on_behalf_of)
    before = DraftResponse.objects.filter(draft_round=draft_round, member=member).first()
    earlier = before.perspective if before else None
    held = _view(draft_round.advice, member, earlier, view, text) if stance == Stance.OWN_PERSPECTIVE else None
    if earlier and earlier != held:
        _let_go(earlier, member)
    response, _created = DraftResponse.objects.update_or_create(
        draft_round=draft_round,
        member=member,
        defaults={"stance": stance, "text": text, "perspective": held, "at": at},
    )
    mails.draft_answered(response, at=at)
    return response


def may_respond(draft_round: DraftRound, member: Member, at: datetime) -> bool:
    """Whether `member` was asked, and still sits in the group (or any member may respond) while their term runs."""
    if not draft_round.asked.filter(pk=member.pk).exists():
        return False
    if draft_round.to_all:
        return members(at).filter(pk=member.pk).exists()
    return sitting(draft_round.advice.trajectory, localdate(at)).filter(member=member).exists()


@duty
def remind_of_rounds(at: datetime) -> None:
    """Who sits in the group and has not responded is reminded once, when the last part of the time begins."""
    part = number("call-reminder-fraction", localdate(at))
    open_rounds = DraftRound.objects.filter(
        reminded_at=None, closes_at__gt=at, advice__trajectory__stage=Stage.ADVISING
    )
    for draft_round in open_rounds.select_related("advice__trajectory"):
        if at >= draft_round.closes_at - (draft_round.closes_at - draft_round.opened_at) / part:
            _remind(draft_round, at)


@transaction.atomic
def _remind(draft_round: DraftRound, at: datetime) -> None:
    if not DraftRound.objects.filter(pk=draft_round.pk, reminded_at=None).update(reminded_at=at):
        return
    if this_round(draft_round.advice.trajectory) == draft_round:
        mails.draft_reminded(draft_round, silent(draft_round, at), at=at)


def _view(advice: Advice, member: Member, earlier: Perspective | None, title: str, text: str) -> Perspective:
    """The view of `member` as they word it now. A view that others share keeps its words; they get one of their own."""
    if not title or not text:
        raise Refused(_("Write down how you see it, and give it a title."))
    if earlier and (earlier.title, earlier.text) == (title, text):
        return earlier
    if earlier and earlier.held_by.count() == 1:
        Perspective.objects.filter(pk=earlier.pk).update(title=title, text=text, version=F("version") + 1)
        return earlier
    new = advice.perspectives.create(title=title, text=text)
    new.held_by.add(member)
    return new


def _let_go(perspective: Perspective, member: Member) -> None:
    perspective.held_by.remove(member)
    if not perspective.held_by.exists():
        perspective.delete()
