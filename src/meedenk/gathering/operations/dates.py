"""Finding a date together: for the first talk, and for any activity."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.rules import is_support
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import move
from meedenk.trajectories.stages import Stage

from ..mails import activities as activity_mails
from ..mails import dates as mails
from ..models import Activity, DateOption, DatePoll, DateVote
from ..voters import Voter, voter
from .activities import refuse_unless_planned, set_up

FEWEST, MOST = 3, 6


@transaction.atomic
def ask_dates(
    trajectory: Trajectory,
    *,
    moments: Iterable[datetime],
    minutes: int,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
    **about: Any,
) -> DatePoll:
    """Everyone who is to come has been asked which of `moments` suits. `about` is what the activity is."""
    found = _moments(moments, closes_at, at)
    move(
        trajectory,
        Kind.DATES_ASKED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        what=about["title"],
        closes_on=localdate(closes_at).isoformat(),
    )
    activity = set_up(trajectory, **about)
    poll = DatePoll.objects.create(activity=activity, minutes=minutes, closes_at=closes_at)
    DateOption.objects.bulk_create(DateOption(poll=poll, starts_at=moment) for moment in found)
    mails.dates_asked(poll, at=at)
    return poll


@transaction.atomic
def change_dates(
    poll: DatePoll,
    *,
    moments: Iterable[datetime],
    minutes: int,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> None:
    """The poll offers `moments`; whoever answered one that stays or returns has still answered it."""
    found = _moments(moments, closes_at, at)
    activity = poll.activity
    move(
        activity.trajectory,
        Kind.DATES_CHANGED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        what=activity.title,
        closes_on=localdate(closes_at).isoformat(),
    )
    if not DatePoll.objects.filter(pk=poll.pk, closed_at=None).update(minutes=minutes, closes_at=closes_at):
        raise Refused(_("The date has been chosen meanwhile. Change it on the page of the activity."))
    poll.options.exclude(starts_at__in=found).filter(withdrawn_at=None).update(withdrawn_at=at)
    poll.options.filter(starts_at__in=found).update(withdrawn_at=None)
    there = set(poll.options.values_list("starts_at", flat=True))
    DateOption.objects.bulk_create(DateOption(poll=poll, starts_at=moment) for moment in found if moment not in there)
    poll.refresh_from_db()
    mails.dates_asked(poll, at=at, anew=True)


@transaction.atomic
def answer_dates(
    poll: DatePoll,
    *,
    who: Voter,
    answers: Mapping[int, str],
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> None:
    """The poll knows which of its moments suit `who`; `answers` are by the key of the moment."""
    activity = poll.activity
    move(activity.trajectory, Kind.DATES_ANSWERED, by=by, at=at, on_behalf_of=on_behalf_of, what=activity.title)
    if (by is None or voter(by, poll, at=at) != who) and not (on_behalf_of and is_support(by, at=at)):
        raise Refused(_("You can only answer for yourself."))
    if not DatePoll.objects.open(at).filter(pk=poll.pk).exists():
        raise Refused(_("You can no longer answer. The date has been chosen, or the time to answer has passed."))
    offered = set(poll.options.filter(withdrawn_at=None).values_list("pk", flat=True))
    if not set(answers) <= offered:
        raise Refused(_("The dates have changed meanwhile. Look at them again."))
    for option, answer in answers.items():
        DateVote.objects.update_or_create(option_id=option, **who.fields, defaults={"answer": answer})


@transaction.atomic
def fix_date(
    poll: DatePoll, *, option: DateOption, place: str, by: Actor, at: datetime, on_behalf_of: str = ""
) -> Activity:
    """The activity is at the moment of `option`; who is to come has it by mail, with a file for their calendar."""
    activity = poll.activity
    if option.poll_id != poll.pk or option.withdrawn_at is not None:
        raise Refused(_("The dates have changed meanwhile. Look at them again."))
    if option.starts_at <= at:
        raise Refused(_("This date has passed. Choose one in the future."))
    kind = planned_as(activity)
    facts: dict[str, Any] = {} if kind == Kind.FIRST_TALK_PLANNED else {"what": activity.title}
    move(
        activity.trajectory,
        kind,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        day_on=localdate(option.starts_at).isoformat(),
        **facts,
    )
    refuse_unless_planned(activity)
    if not DatePoll.objects.filter(pk=poll.pk, closed_at=None).update(closed_at=at):
        raise Refused(_("The date has been chosen meanwhile. Change it on the page of the activity."))
    activity.starts_at = option.starts_at
    activity.ends_at = option.starts_at + timedelta(minutes=poll.minutes)
    activity.place = place
    activity.save(update_fields=["starts_at", "ends_at", "place"])
    activity_mails.activity_planned(activity, at=at)
    return activity


def planned_as(activity: Activity) -> Kind:
    """How it is told that the activity has a date. A first talk after the work began is an activity as any other."""
    early = activity.is_first_talk and activity.trajectory.stage == Stage.STARTING
    return Kind.FIRST_TALK_PLANNED if early else Kind.ACTIVITY_PLANNED


def _moments(moments: Iterable[datetime], closes_at: datetime, at: datetime) -> list[datetime]:
    found = sorted(set(moments))
    if not FEWEST <= len(found) <= MOST:
        raise Refused(_("Offer %(fewest)s to %(most)s different dates.") % {"fewest": FEWEST, "most": MOST})
    if closes_at <= at:
        raise Refused(_("Choose a day in the future until which people can answer."))
    if found[0] <= closes_at:
        raise Refused(_("Let people answer before the first date."))
    return found
