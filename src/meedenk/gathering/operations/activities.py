"""Activities: planned, changed, cancelled, held, reported, and what was heard there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import one_spelling
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import move

from ..mails import activities as mails
from ..models import Activity, Finding, Guest

Person = tuple[str, str]


@transaction.atomic
def plan_activity(
    trajectory: Trajectory,
    *,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    ends_at: datetime | None = None,
    on_behalf_of: str = "",
    **about: Any,
) -> Activity:
    """The activity is in the plan and everyone invited has its facts by mail. `about` is what it is and for whom."""
    _refuse_impossible(starts_at, ends_at, at)
    move(
        trajectory,
        Kind.ACTIVITY_PLANNED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        what=about["title"],
        day_on=localdate(starts_at).isoformat(),
    )
    activity = set_up(trajectory, starts_at=starts_at, ends_at=ends_at, **about)
    mails.activity_planned(activity, at=at)
    return activity


@transaction.atomic
def change_activity(
    activity: Activity,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    by: Actor,
    at: datetime,
    guests: Iterable[Person] = (),
    on_behalf_of: str = "",
    **about: Any,
) -> None:
    """The activity is as said now. Who was invited hears of another moment or place at once; who is new is invited."""
    if activity.starts_at is None:
        raise Refused(_("First choose a date."))
    before = (activity.starts_at, activity.ends_at, activity.place)
    if starts_at != activity.starts_at or ends_at != activity.ends_at:
        _refuse_impossible(starts_at, ends_at, at)
    move(
        activity.trajectory,
        Kind.ACTIVITY_CHANGED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        what=about.get("title", activity.title),
        day_on=localdate(starts_at).isoformat(),
    )
    moved = before != (starts_at, ends_at, place)
    changed = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "revision": F("revision") + 1, **about}
    if not Activity.objects.filter(pk=activity.pk, state=Activity.State.PLANNED).update(**changed):
        raise Refused(_("This activity has been held or cancelled meanwhile."))
    had_adviser, known = activity.with_adviser, {guest.email for guest in activity.guests.all()}
    activity.refresh_from_db()
    new = _invite(activity, [person for person in guests if one_spelling(person[1]) not in known])
    if moved:
        mails.activity_changed(activity, at=at)
    else:
        mails.also_invited(activity, new, adviser=activity.with_adviser and not had_adviser, at=at)


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The activity does not go on, and everyone who was invited knows why."""
    move(
        activity.trajectory,
        Kind.ACTIVITY_CANCELLED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        what=activity.title,
        reason=reason,
    )
    changed = {
        "state": Activity.State.CANCELLED,
        "cancelled_because": reason,
        "revision": F("revision") + 1,
    }
    if not Activity.objects.filter(pk=activity.pk, state=Activity.State.PLANNED).update(**changed):
        raise Refused(_("This activity has been held or cancelled meanwhile."))
    activity.refresh_from_db()
    mails.activity_cancelled(activity, at=at)


@transaction.atomic
def hold_activity(
    activity: Activity,
    *,
    present: Iterable[Member],
    by: Actor,
    at: datetime,
    report: str = "",
    on_behalf_of: str = "",
) -> None:
    """The activity has been held; who was there is known, and its report where there is one.

    A first talk needs a short report: everyone who was invited gets it by mail.
    """
    if activity.starts_at is None or activity.starts_at > at:
        raise Refused(_("This activity has not begun yet."))
    if activity.is_first_talk and not report:
        raise Refused(_("Write a short report. Everyone who was there gets it by mail."))
    facts: dict[str, Any] = {"what": activity.title, "day_on": localdate(activity.starts_at).isoformat()}
    kind = Kind.FIRST_TALK_HELD if activity.is_first_talk else Kind.ACTIVITY_HELD
    move(activity.trajectory, kind, by=by, at=at, on_behalf_of=on_behalf_of, **facts)
    if not Activity.objects.filter(pk=activity.pk, state=Activity.State.PLANNED).update(state=Activity.State.HELD):
        raise Refused(_("This activity has been held or cancelled meanwhile."))
    activity.refresh_from_db()
    activity.present.set(present)
    if activity.is_first_talk:
        _write_report(activity, report, at)
        mails.first_talk_held(activity, at=at)
    elif report:
        report_activity(activity, text=report, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def report_activity(activity: Activity, *, text: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The report of the activity is there to read for all members; the group finds it in its digest."""
    if activity.state != Activity.State.HELD:
        raise Refused(_("First write down that it has been held."))
    facts: dict[str, Any] = {"what": activity.title}
    move(activity.trajectory, Kind.ACTIVITY_REPORTED, by=by, at=at, on_behalf_of=on_behalf_of, **facts)
    _write_report(activity, text, at)
    mails.activity_reported(activity, at=at)


@transaction.atomic
def note_finding(
    activity: Activity,
    *,
    text: str,
    who: str,
    public: bool,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> Finding:
    """What was heard at the activity is kept, without a name, and stands on the public page when it may."""
    if activity.state != Activity.State.HELD:
        raise Refused(_("First write down that it has been held."))
    facts: dict[str, Any] = {"what": activity.title, "text": text}
    move(activity.trajectory, Kind.FINDING_NOTED, by=by, at=at, on_behalf_of=on_behalf_of, **facts)
    return Finding.objects.create(activity=activity, text=text, who=who, public=public)


def set_up(trajectory: Trajectory, *, guests: Iterable[Person] = (), **about: Any) -> Activity:
    """A planned activity with its guests, for the acts that plan one."""
    if about["kind"] == Activity.Kind.FIRST_TALK and _first_talk(trajectory):
        raise Refused(_("There is a first talk already."))
    activity = Activity.objects.create(trajectory=trajectory, **about)
    _invite(activity, guests)
    return activity


def refuse_unless_planned(activity: Activity) -> None:
    if not Activity.objects.filter(pk=activity.pk, state=Activity.State.PLANNED).exists():
        raise Refused(_("This activity has been held or cancelled meanwhile."))


def _first_talk(trajectory: Trajectory) -> bool:
    return Activity.objects.standing().filter(trajectory=trajectory, kind=Activity.Kind.FIRST_TALK).exists()


def _invite(activity: Activity, guests: Iterable[Person]) -> list[Guest]:
    by_address = {one_spelling(email): name for name, email in guests}
    return [Guest.objects.create(activity=activity, name=name, email=email) for email, name in by_address.items()]


def _write_report(activity: Activity, text: str, at: datetime) -> None:
    activity.report, activity.reported_at = text, at
    activity.save(update_fields=["report", "reported_at"])


def _refuse_impossible(starts_at: datetime, ends_at: datetime | None, at: datetime) -> None:
    if starts_at <= at:
        raise Refused(_("This date has passed. Choose one in the future."))
    if ends_at is not None and ends_at <= starts_at:
        raise Refused(_("It ends before it begins. Look at the times again."))
