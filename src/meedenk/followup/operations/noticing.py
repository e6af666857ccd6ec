"""What residents notice: whoever contributed is asked on the days on which we ask how it is going."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.rules import is_support
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import hold, move
from meedenk.trajectories.stages import Stage

from ..mails import noticing as mails
from ..models import Monitoring, Notice, Noticer, NoticeRound
from ..noticed import is_over
from ..residents import person_of, residents
from ..rules import follows
from .monitoring import public_from


@transaction.atomic
def arrange_notice(
    trajectory: Trajectory, *, asks: bool, by: Actor, at: datetime, on_behalf_of: str = ""
) -> Monitoring:
    """On the days that are still to come residents are asked too what they notice, or they are not."""
    hold(trajectory, Kind.NOTICE_ARRANGED)
    _refuse_who_does_not_follow(trajectory, by, at, on_behalf_of)
    monitoring = Monitoring.objects.get(trajectory=trajectory)
    if bool(monitoring.asks_residents_since) == asks:
        raise Refused(_("Someone else arranged this already. This is how it stands now."))
    answer = "yes" if asks else "no"
    move(trajectory, Kind.NOTICE_ARRANGED, by=by, at=at, on_behalf_of=on_behalf_of, answer=answer)
    monitoring.asks_residents_since = at if asks else None
    monitoring.save(update_fields=["asks_residents_since"])
    return monitoring


@transaction.atomic
def tell_notice(
    notice_round: NoticeRound, *, answer: str, by: PersonalLink, at: datetime, text: str = "", may_quote: bool = False
) -> None:
    """What this person notices counts, and nothing says that it was theirs. Refuses a second answer."""
    trajectory = notice_round.trajectory
    hold(trajectory, Kind.NOTICE_TOLD)
    if is_over(notice_round, trajectory, on=localdate(at)):
        raise Refused(_("The days to answer are over."))
    mine = Noticer.objects.filter(notice_round=notice_round, person=person_of(by.email))
    if not mine.filter(told=False).update(told=True):
        raise Refused(_("You have answered already. Thank you."))
    move(trajectory, Kind.NOTICE_TOLD, by=by, at=at)
    text = text.strip()
    Notice.objects.create(notice_round=notice_round, answer=answer, text=text, may_quote=may_quote and bool(text))


@transaction.atomic
def choose_quote(
    notice_round: NoticeRound, notice: Notice | None, *, by: Actor, at: datetime, on_behalf_of: str = ""
) -> None:
    """Everyone reads this one sentence of the round beside the numbers; without `notice` they read none."""
    trajectory = notice_round.trajectory
    hold(trajectory, Kind.NOTICE_QUOTED)
    _refuse_who_does_not_follow(trajectory, by, at, on_behalf_of)
    if notice and not (notice.may_quote and notice.notice_round_id == notice_round.pk):
        raise Refused(_("Whoever wrote this did not say that you may show it to everyone."))
    move(trajectory, Kind.NOTICE_QUOTED, by=by, at=at, on_behalf_of=on_behalf_of)
    notice_round.notices.filter(quoted=True).update(quoted=False)
    if notice:
        notice_round.notices.filter(pk=notice.pk).update(quoted=True)


@duty
def ask_residents(at: datetime) -> None:
    """On each agreed day everyone who contributed is asked once what they notice. A day that was missed is made up."""
    today = localdate(at)
    followed = Monitoring.objects.filter(trajectory__stage=Stage.MONITORING).exclude(asks_residents_since=None)
    for monitoring in followed.select_related("trajectory"):
        assert monitoring.asks_residents_since is not None, "only those were asked for"
        since = localdate(monitoring.asks_residents_since)
        due = [day for day in map(date.fromisoformat, monitoring.days) if since < day <= today]
        if due:
            _ask(monitoring.trajectory, max(due), at)


@duty
def forget_who_was_asked(at: datetime) -> None:
    """Once nobody can answer any more, nothing says who was asked and who answered."""
    over = Q(notice_round__closes_on__lt=localdate(at)) | Q(notice_round__trajectory__stage=Stage.CLOSED)
    Noticer.objects.filter(over).delete()


@transaction.atomic
def _ask(trajectory: Trajectory, due_on: date, at: datetime) -> None:
    hold(trajectory, Kind.NOTICE_ASKED)
    if public_from(trajectory, at) or trajectory.notice_rounds.filter(due_on__gte=due_on).exists():
        return
    contributors, told = residents(trajectory, at)
    closes_on = localdate(at) + length("check-stale-weeks", localdate(at))
    notice_round = NoticeRound.objects.create(trajectory=trajectory, due_on=due_on, asked_at=at, closes_on=closes_on)
    people = {person_of(reader.email) for reader, _link in (*contributors, *told)}
    Noticer.objects.bulk_create(Noticer(notice_round=notice_round, person=person) for person in sorted(people))
    move(trajectory, Kind.NOTICE_ASKED, by=None, at=at)
    mails.residents_asked(notice_round, contributors, told, at=at)


def _refuse_who_does_not_follow(trajectory: Trajectory, by: Actor, at: datetime, on_behalf_of: str) -> None:
    for_someone = bool(on_behalf_of) and is_support(by, at=at)
    if not for_someone and not follows(by, trajectory, at=at):
        raise Refused(_("Only who follows what is done decides about this."))
