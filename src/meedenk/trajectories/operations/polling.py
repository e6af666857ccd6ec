"""Members say whether they would join, before anything is decided."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member

from ..mails import exploring as mails
from ..models import Exploration, ThinkingPower, Trajectory
from ..moving import hold, move
from ..rules import asked_member


@transaction.atomic
def ask_power(
    trajectory: Trajectory, *, text: str, closes_on: date, by: Actor, at: datetime, on_behalf_of: str = ""
) -> None:
    """Every member whose term runs is asked by mail whether they would join, and can say so until that day.

    What was said to an earlier question does not count for this one.
    """
    hold(trajectory, Kind.THINKING_POWER_ASKED)
    if closes_on <= localdate(at):
        raise Refused(_("Choose a day that is still to come."))
    exploration, _new = Exploration.objects.get_or_create(trajectory=trajectory)
    if exploration.asks_power(localdate(at)):
        raise Refused(_("Members are being asked already. Wait for their answers."))
    move(
        trajectory, Kind.THINKING_POWER_ASKED, by=by, at=at, on_behalf_of=on_behalf_of, closes_on=closes_on.isoformat()
    )
    exploration.powers.all().delete()
    exploration.power_question, exploration.power_asked_at, exploration.power_closes_on = text, at, closes_on
    exploration.save(update_fields=["power_question", "power_asked_at", "power_closes_on"])
    mails.power_asked(exploration, at=at)


@transaction.atomic
def answer_power(
    trajectory: Trajectory, *, member: Member, answer: str, by: Actor, at: datetime, on_behalf_of: str = ""
) -> None:
    """What `member` would do is counted; a later answer takes the place of an earlier one."""
    hold(trajectory, Kind.THINKING_POWER_ANSWERED)
    exploration = Exploration.objects.filter(trajectory=trajectory).first()
    if exploration is None or not exploration.asks_power(localdate(at)):
        raise Refused(_("The steering group has counted the answers already."))
    own = asked_member(by, trajectory, at=at)
    if own != member and not on_behalf_of:
        raise Refused(_("You can only answer for yourself."))
    move(trajectory, Kind.THINKING_POWER_ANSWERED, by=by, at=at, on_behalf_of=on_behalf_of)
    ThinkingPower.objects.update_or_create(
        exploration=exploration, member=member, defaults={"answer": answer, "answered_at": at}
    )
