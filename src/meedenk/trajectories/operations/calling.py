"""The call to all members and their answers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import Purpose
from meedenk.accounts.operations import prolong
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member
from meedenk.people.rules import is_staff

from ..mails import calling as mails
from ..models import Call, SignUp, Trajectory
from ..moving import hold, move
from ..rules import called_member
from ..stages import Stage


@transaction.atomic
def open_call(
    trajectory: Trajectory,
    *,
    text: str,
    time_asked: str,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    dates_known: str = "",
    experience_sought: str = "",
    because: str = "",
) -> Call:
    """Every member whose term runs has been asked to join, with the size of the group the handbook says today."""
    _refuse_a_moment_passed(closes_at, at)
    _refuse_after_the_wished_day(trajectory, closes_at, because)
    today = localdate(at)
    move(trajectory, Kind.CALL_OPENED, by=by, at=at, because=because, closes_on=localdate(closes_at).isoformat())
    call = Call.objects.create(
        trajectory=trajectory,
        text=text,
        time_asked=time_asked,
        dates_known=dates_known,
        experience_sought=experience_sought,
        size_min=number("project-group-min", today),
        size_max=number("project-group-max", today),
        opened_at=at,
        closes_at=closes_at,
    )
    mails.call_opened(call, at=at)
    return call


@transaction.atomic
def answer_call(
    call: Call,
    *,
    member: Member,
    answer: str,
    by: Actor,
    at: datetime,
    motivation: str = "",
    experience: str = "",
    times: str = "",
    on_behalf_of: str = "",
) -> SignUp:
    """The call knows what `member` answers; an earlier answer of theirs is replaced."""
    if called_member(by, call.trajectory, at=at) != member:
        _refuse_who_answers_for_another(member, by, at, on_behalf_of)
    move(call.trajectory, Kind.CALL_ANSWERED, by=by, at=at, on_behalf_of=on_behalf_of, answer=answer)
    if not Call.objects.filter(pk=call.pk, closed_at=None, closes_at__gt=at).exists():
        raise Refused(_("This call has closed. Phone us if you still want to join."))
    said = {"answer": answer, "motivation": motivation, "experience": experience, "times": times, "answered_at": at}
    sign_up, _created = SignUp.objects.update_or_create(call=call, member=member, defaults=said)
    mails.call_answered(sign_up, at=at)
    return sign_up


@transaction.atomic
def ask_personally(call: Call, *, member: Member, text: str, by: Actor, at: datetime) -> None:
    """`member` has a mail with the words of the steering group and the same three answers as everyone."""
    if member.user is None or not Member.objects.running(localdate(at)).filter(pk=member.pk).exists():
        raise Refused(_("This member cannot be asked by mail. Phone them instead."))
    move(call.trajectory, Kind.ASKED_PERSONALLY, by=by, at=at, name=member.name)
    mails.asked_personally(call, member, text=text, at=at)


@transaction.atomic
def prolong_call(call: Call, *, closes_at: datetime, by: Actor, at: datetime, because: str = "") -> None:
    """Members can answer until `closes_at`, also by the links they have; who had not will be reminded once more."""
    _refuse_a_moment_passed(closes_at, at)
    _refuse_after_the_wished_day(call.trajectory, closes_at, because)
    closes_on = localdate(closes_at).isoformat()
    move(call.trajectory, Kind.CALL_PROLONGED, by=by, at=at, because=because, closes_on=closes_on)
    Call.objects.filter(pk=call.pk).update(closes_at=closes_at, closed_at=None, reminded_at=None)
    prolong(Purpose.CALL, call.trajectory, until=closes_at)
    mails.call_prolonged(call, closes_at=closes_at, at=at)


@transaction.atomic
def close_call(call: Call, *, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """Nobody can answer any more, and the steering group knows who said yes."""
    hold(call.trajectory, Kind.CALL_CLOSED)
    count = {answer: call.sign_ups.filter(answer=answer).count() for answer in SignUp.Answer.values}
    move(
        call.trajectory,
        Kind.CALL_CLOSED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        yes=count[SignUp.Answer.YES],
        maybe=count[SignUp.Answer.MAYBE],
        no=count[SignUp.Answer.NO],
    )
    Call.objects.filter(pk=call.pk).update(closed_at=at)
    mails.call_closed(call, yes=count[SignUp.Answer.YES], at=at)


@duty
def close_calls(at: datetime) -> None:
    """Calls whose time has passed are closed."""
    due = Call.objects.filter(closed_at=None, closes_at__lte=at, trajectory__stage=Stage.CALLING)
    for call in due.select_related("trajectory"):
        close_call(call, by=None, at=at)


@duty
def remind_of_calls(at: datetime) -> None:
    """Who has not answered a call is reminded once, when the last part of its time begins."""
    part = number("call-reminder-fraction", localdate(at))
    waiting = Call.objects.filter(reminded_at=None, closed_at=None, closes_at__gt=at, trajectory__stage=Stage.CALLING)
    for call in waiting.select_related("trajectory"):
        if at >= call.closes_at - (call.closes_at - call.opened_at) / part:
            _remind(call, at)


@transaction.atomic
def _remind(call: Call, at: datetime) -> None:
    if not Call.objects.filter(pk=call.pk, reminded_at=None).update(reminded_at=at):
        return
    reminded = mails.call_reminded(call, at=at)
    move(call.trajectory, Kind.CALL_REMINDED, by=None, at=at, number=reminded)


def _refuse_who_answers_for_another(member: Member, by: Actor, at: datetime, on_behalf_of: str) -> None:
    if not is_staff(by, at=at):
        raise Refused(_("You can only answer for yourself."))
    if not on_behalf_of:
        raise Refused(_("Say on whose behalf you do this."))
    if not Member.objects.running(localdate(at)).filter(pk=member.pk).exists():
        raise Refused(_("The term of this member has ended."))


def _refuse_a_moment_passed(closes_at: datetime, at: datetime) -> None:
    if closes_at < at + timedelta(hours=1):
        raise Refused(_("Choose a closing date in the future."))


def _refuse_after_the_wished_day(trajectory: Trajectory, closes_at: datetime, because: str) -> None:
    wished_on = trajectory.wished_on
    if wished_on and localdate(closes_at) >= wished_on and not because:
        raise Refused(
            _("The municipality wants our advice by %(day)s; the call closes no sooner. Close it sooner, or say why.")
            % {"day": day(wished_on)}
        )
