"""The office chooses a day on which its answer becomes public, and the clock sees to it."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink
from meedenk.advice.models import Advice
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.moving import hold, move
from meedenk.trajectories.stages import Stage

from ..mails import responding as mails
from ..models import Letter
from ..queries import planned
from .responding import give, ready

MORNING = time(9)
"""The mails go then; nobody wants one at midnight."""


@transaction.atomic
def plan_response(advice: Advice, *, on: date, seen: str, by: Actor, at: datetime) -> Letter:
    """The answer becomes public in the morning of `on`. Until then the office and staff read it, and nobody else.

    `seen` is the fingerprint of what the sender last looked at.
    """
    kind = Kind.RESPONSE_PLANNED
    hold(advice.trajectory, kind)
    letter = ready(advice, seen=seen)
    today = localdate(at)
    if on <= today:
        raise Refused(_("Choose a day that is still to come, or make the answer public at once."))
    last = today + length("weeks-to-respond", today)
    if on > last:
        raise Refused(_("Choose a day on or before %(day)s.") % {"day": day(last)})
    if isinstance(by, PersonalLink):
        letter.on_behalf_of, letter.received_on = "", None
    letter.goes_out_at = datetime.combine(on, MORNING, get_current_timezone())
    move(advice.trajectory, kind, by=by, at=at, on_behalf_of=letter.on_behalf_of, day_on=on.isoformat())
    letter.save(update_fields=["goes_out_at", "received_on", "on_behalf_of"])
    mails.response_planned(letter, at=at)
    return letter


@transaction.atomic
def call_back(advice: Advice, *, by: Actor, at: datetime) -> Letter:
    """The answer is a draft again: it can be changed, and becomes public on no day by itself."""
    kind = Kind.RESPONSE_CALLED_BACK
    hold(advice.trajectory, kind)
    letter = planned(advice)
    if letter is None or letter.goes_out_at is None:
        raise Refused(_("This answer does not wait for a day. You can change it as it is."))
    day_on = localdate(letter.goes_out_at).isoformat()
    move(advice.trajectory, kind, by=by, at=at, on_behalf_of=letter.on_behalf_of, day_on=day_on)
    letter.goes_out_at = None
    letter.save(update_fields=["goes_out_at"])
    mails.response_called_back(advice, at=at)
    return letter


@duty
def publish_planned_responses(at: datetime) -> None:
    """An answer whose day has come is public, also when the clock stood still on that day."""
    due = Advice.objects.filter(trajectory__stage=Stage.DELIVERED, letter__goes_out_at__lte=at)
    for advice in due.filter(letter__received_at=None).select_related("trajectory", "delivery"):
        _publish(advice, at)


@transaction.atomic
def _publish(advice: Advice, at: datetime) -> None:
    """Looks once more, now that nobody else can: the office may just have taken it back or chosen another day."""
    hold(advice.trajectory, Kind.RESPONSE_RECEIVED)
    letter = planned(advice)
    if letter and letter.goes_out_at and letter.goes_out_at <= at:
        letter.advice = advice
        give(letter, Kind.RESPONSE_RECEIVED, by=None, at=at)
