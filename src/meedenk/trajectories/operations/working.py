"""What the group does on the way: choices, messages, support, and a word to all members."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts import limits
from meedenk.accounts.models import User
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.journal.operations import Actor

from ..flows import kinds_told_to
from ..mails import working as mails
from ..models import Choice, GroupMessage, SupportRequest, Trajectory
from ..moving import hold, move
from ..stages import RUNNING_GROUP
from ..steps import Audience

AN_HOUR = 60


@transaction.atomic
def make_choice(
    trajectory: Trajectory, *, what: str, why: str, by: Actor, at: datetime, left: str = "", on_behalf_of: str = ""
) -> Choice:
    """The choice stands with its reason and what was left, and the group reads it in its digest."""
    move(trajectory, Kind.CHOICE_MADE, by=by, at=at, on_behalf_of=on_behalf_of, what=what, why=why)
    choice = Choice.objects.create(trajectory=trajectory, what=what, why=why, left=left, at=at)
    mails.choice_made(choice, at=at)
    return choice


@transaction.atomic
def write_to_group(trajectory: Trajectory, *, text: str, by: User, at: datetime) -> GroupMessage:
    """The group can read what `by` wrote, here and in its digest."""
    move(trajectory, Kind.GROUP_TOLD, by=by, at=at, name=str(by))
    if not limits.within(AN_HOUR, timedelta(hours=1), "message", by.email, at=at):
        raise Refused(_("You have written very many messages this hour. Wait a little, and write on in one message."))
    message = GroupMessage.objects.create(trajectory=trajectory, by=by, text=text, at=at)
    mails.group_told(message, at=at)
    return message


@transaction.atomic
def ask_support(
    trajectory: Trajectory,
    *,
    kind: str,
    text: str,
    by: Actor,
    at: datetime,
    by_on: date | None = None,
    on_behalf_of: str = "",
) -> SupportRequest:
    """Support knows what the group needs, and by when."""
    move(trajectory, Kind.SUPPORT_ASKED, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    request = SupportRequest.objects.create(trajectory=trajectory, kind=kind, text=text, by_on=by_on, asked_at=at)
    mails.support_asked(request, at=at)
    return request


@transaction.atomic
def give_support(request: SupportRequest, *, answer: str, by: User, at: datetime) -> None:
    """The contact knows that the help was given, and how."""
    move(request.trajectory, Kind.SUPPORT_GIVEN, by=by, at=at, text=answer)
    given = {"answer": answer, "given_by": by, "given_at": at}
    if not SupportRequest.objects.filter(pk=request.pk, given_at=None).update(**given):
        raise Refused(_("Someone else has just answered this request."))
    request.refresh_from_db()
    mails.support_given(request, at=at)


@transaction.atomic
def report(trajectory: Trajectory, *, text: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """All members read in their digest how it is going."""
    move(trajectory, Kind.REPORTED_TO_MEMBERS, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    mails.reported_to_members(trajectory, text, at=at)


@duty
def ask_for_reports(at: datetime) -> None:
    """A group of which the members hear nothing for as long as the handbook says is asked for a word, once."""
    silent_since = at - length("weeks-silent-before-report", localdate(at))
    for trajectory in Trajectory.objects.filter(stage__in=RUNNING_GROUP):
        last = _last_heard(trajectory)
        if last and last.at <= silent_since:
            _ask_for_report(trajectory, last, at)


@transaction.atomic
def _ask_for_report(trajectory: Trajectory, last: Entry, at: datetime) -> None:
    hold(trajectory, Kind.REPORT_ASKED)
    if trajectory.entries.filter(kind=Kind.REPORT_ASKED, at__gte=last.at).exists():
        return
    move(trajectory, Kind.REPORT_ASKED, by=None, at=at, since_on=localdate(last.at).isoformat())
    mails.report_asked(trajectory, since=last.at, at=at)


def _last_heard(trajectory: Trajectory) -> Entry | None:
    """The last happening that all members were told of."""
    return trajectory.entries.filter(kind__in=kinds_told_to(Audience.MEMBERS)).last()
