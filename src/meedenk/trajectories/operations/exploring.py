"""The steering group looks into a subject of our own: who is about it, what came of the talk, can we do something."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.agenda.models import Concern, Theme
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record
from meedenk.people.house import hold_group
from meedenk.people.models import Official
from meedenk.people.rules import is_steering, is_support

from ..mails import exploring as mails
from ..models import Exploration, PolicyAdviser, Trajectory
from ..moving import begin, hold, hold_once, move
from ..rules import is_adviser
from ..stages import OPEN, Flow, Stage


@transaction.atomic
def explore(
    *,
    theme: Theme,
    title: str,
    question: str,
    lead: str,
    concerns: Iterable[Concern] = (),
    after: Trajectory | None = None,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> Trajectory:
    """Everyone can read that we look into it; who told the `concerns` that led to it hears what becomes of it.

    With `after` it takes up what was left for later: whoever told something that led to that goes along.
    """
    hold_group()
    if Trajectory.objects.filter(theme=theme, title__iexact=title, stage=Stage.EXPLORING).exists():
        raise Refused(_("You look into this already. Go on with the one that is there."))
    trajectory = Trajectory(title=title, lead=lead, flow=Flow.UNREQUESTED, theme=theme, question=question)
    begin(trajectory, Kind.EXPLORING_BEGUN, by=by, at=at, on_behalf_of=on_behalf_of)
    trajectory.concerns.set(concerns)
    Exploration.objects.create(trajectory=trajectory)
    if after is not None:
        _looked_again(after, trajectory, by=by, at=at, on_behalf_of=on_behalf_of)
    mails.begun(trajectory, at=at)
    return trajectory


def _looked_again(before: Trajectory, trajectory: Trajectory, *, by: Actor, at: datetime, on_behalf_of: str) -> None:
    if not Exploration.objects.filter(trajectory=before).exclude(look_again_on=None).update(look_again_on=None):
        raise Refused(_("Someone else has just taken this up again. Read first what they did."))
    trajectory.concerns.add(*before.concerns.all())
    record(before, Kind.LOOKED_AGAIN, by=by, at=at, on_behalf_of=on_behalf_of, into=trajectory.title, key=trajectory.pk)


@transaction.atomic
def find_official(trajectory: Trajectory, *, official: Official | None, text: str, by: Actor, at: datetime) -> None:
    """It is known who is about this, or that nobody was found yet. With someone else the question is worded anew."""
    hold(trajectory, Kind.OFFICIAL_FOUND)
    if _exploration(trajectory).official != official:
        _leave_advisers(trajectory, but=official, at=at)
        _change(trajectory, question="", worded_by_adviser=False)
    move(trajectory, Kind.OFFICIAL_FOUND, by=by, at=at, text=text)
    _change(trajectory, official=official)
    mails.official_found(trajectory, text=text, at=at)


@transaction.atomic
def contact_official(trajectory: Trajectory, *, text: str, by: Actor, at: datetime) -> None:
    """The official who was found has our question for a talk."""
    hold_once(trajectory, Kind.OFFICIAL_CONTACTED, at=at, text=text)
    official = _official(trajectory)
    move(trajectory, Kind.OFFICIAL_CONTACTED, by=by, at=at, name=official.name, text=text)
    mails.official_contacted(trajectory, official, text=text, at=at)


@transaction.atomic
def plan_talk(
    trajectory: Trajectory, *, day: date, clock: time | None = None, place: str, by: Actor, at: datetime
) -> None:
    """The official and the steering group know when and where they talk; without a `clock`, on which day."""
    if day < localdate(at):
        raise Refused(_("Choose a day that is still to come."))
    where = f"{clock:%H:%M}, {place}".removesuffix(", ") if clock else place
    told: dict[str, Any] = {"day_on": day.isoformat(), "place": where}
    hold_once(trajectory, Kind.EXPLORING_TALK_PLANNED, at=at, **told)
    official = _official(trajectory)
    move(trajectory, Kind.EXPLORING_TALK_PLANNED, by=by, at=at, **told)
    starts = make_aware(datetime.combine(day, clock)) if clock else day
    mails.talk_planned(trajectory, official, starts=starts, place=place, at=at)


@transaction.atomic
def hold_talk(trajectory: Trajectory, *, text: str, by: Actor, at: datetime) -> None:
    """What came of the talk can be read by members, and the official has the same words."""
    hold_once(trajectory, Kind.EXPLORING_TALK_HELD, at=at, text=text)
    official = _official(trajectory)
    move(trajectory, Kind.EXPLORING_TALK_HELD, by=by, at=at, text=text)
    mails.talk_held(trajectory, official, text=text, at=at)


@transaction.atomic
def weigh(
    trajectory: Trajectory,
    *,
    can: str,
    where: str,
    when: str,
    how: str,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> None:
    """The four answers stand in the journal, for members to read."""
    said: dict[str, Any] = {"can": can, "where": where, "when": when, "how": how}
    move(trajectory, Kind.INFLUENCE_WEIGHED, by=by, at=at, on_behalf_of=on_behalf_of, **said)


@transaction.atomic
def word_question(trajectory: Trajectory, *, question: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The other side reads these words and can agree with them, or word it otherwise."""
    hold_once(trajectory, Kind.QUESTION_WORDED, at=at, question=question)
    by_adviser = is_adviser(by, trajectory, at=at) or bool(on_behalf_of)
    official = _official(trajectory)
    _leave_advisers(trajectory, but=official, at=at)
    PolicyAdviser.objects.get_or_create(trajectory=trajectory, official=official)
    move(trajectory, Kind.QUESTION_WORDED, by=by, at=at, on_behalf_of=on_behalf_of, question=question)
    _change(trajectory, question=question, worded_by_adviser=by_adviser)
    mails.question_worded(trajectory, question=question, by_adviser=by_adviser, at=at)


@transaction.atomic
def agree(trajectory: Trajectory, *, question: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """Both sides want to work on `question`: it goes on as a requested advice that began with us."""
    hold(trajectory, Kind.COLLABORATION_AGREED)
    found = _exploration(trajectory)
    if not found.question or found.question != question:
        raise Refused(_("The words of the question have changed. Read them first."))
    by_adviser = is_adviser(by, trajectory, at=at) or (bool(on_behalf_of) and not found.worded_by_adviser)
    if by_adviser == found.worded_by_adviser:
        raise Refused(_("The other side still has to agree with these words."))
    move(trajectory, Kind.COLLABORATION_AGREED, by=by, at=at, on_behalf_of=on_behalf_of, question=question)
    _describe(trajectory, question=question, department=_official(trajectory).department)
    mails.collaboration_agreed(trajectory, by_adviser=by_adviser, at=at)


@transaction.atomic
def go_own_way(
    trajectory: Trajectory,
    *,
    plan: str,
    ready: str,
    towards: str,
    by: Actor,
    at: datetime,
    because: str = "",
    on_behalf_of: str = "",
) -> None:
    """We go our own way, without an adviser; everyone can read what, for whom and by when."""
    said: dict[str, Any] = {"plan": plan, "ready": ready, "towards": towards}
    move(trajectory, Kind.OWN_TRAJECTORY_CHOSEN, by=by, at=at, because=because, on_behalf_of=on_behalf_of, **said)
    _leave_advisers(trajectory, but=None, at=at)
    mails.own_way(trajectory, plan=plan, ready=ready, towards=towards, at=at)


@transaction.atomic
def join_other(trajectory: Trajectory, *, into: Trajectory, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """It goes on in `into`, whose page says so: its group knows, and who told something hears what becomes of that."""
    both = Trajectory.objects.filter(pk__in=[trajectory.pk, into.pk]).order_by("pk")
    stages = dict(both.select_for_update(of=["self"]).values_list("pk", "stage"))
    if into.pk == trajectory.pk or stages[into.pk] not in OPEN:
        raise Refused(_("Choose a subject that runs."))
    move(trajectory, Kind.MERGED, by=by, at=at, on_behalf_of=on_behalf_of, into=into.title, key=into.pk)
    record(into, Kind.TAKEN_IN, by=by, at=at, on_behalf_of=on_behalf_of, what=trajectory.title, key=trajectory.pk)
    into.concerns.add(*trajectory.concerns.all())
    mails.joined(trajectory, into, at=at)


@transaction.atomic
def leave_for_now(
    trajectory: Trajectory, *, reason: str, look_on: date, by: Actor, at: datetime, on_behalf_of: str = ""
) -> None:
    """We leave it, everyone can read why, and on that day it waits at the desk to be looked at again."""
    _refuse_the_past(look_on, at)
    move(trajectory, Kind.NOT_NOW, by=by, at=at, on_behalf_of=on_behalf_of, reason=reason, look_on=look_on.isoformat())
    _change(trajectory, look_again_on=look_on)
    mails.left_for_now(trajectory, reason=reason, look_on=look_on, kind=Kind.NOT_NOW, at=at)


@transaction.atomic
def leave_longer(
    trajectory: Trajectory, *, reason: str, look_on: date, by: Actor, at: datetime, on_behalf_of: str = ""
) -> None:
    """What was left for later is left until a later day."""
    _refuse_the_past(look_on, at)
    refuse_who_may_not_explore(by, at, on_behalf_of)
    if not Exploration.objects.filter(trajectory=trajectory, look_again_on__lt=look_on).update(look_again_on=look_on):
        raise Refused(_("Choose a later day than the one that is written down now."))
    facts: dict[str, Any] = {"reason": reason, "look_on": look_on.isoformat()}
    record(trajectory, Kind.LOOK_LATER, by=by, at=at, on_behalf_of=on_behalf_of, **facts)
    mails.left_for_now(trajectory, reason=reason, look_on=look_on, kind=Kind.LOOK_LATER, at=at)


def refuse_who_may_not_explore(by: Actor, at: datetime, on_behalf_of: str) -> None:
    """Refuses who is not of the steering group, and support that names nobody."""
    if not is_steering(by, at=at) and not (is_support(by, at=at) and on_behalf_of):
        raise Refused(_("You may not do this here. Ask the steering group who may."))


def _refuse_the_past(day: date, at: datetime) -> None:
    if day <= localdate(at):
        raise Refused(_("Choose a day that is still to come."))


def _exploration(trajectory: Trajectory) -> Exploration:
    return Exploration.objects.select_related("official__department").get_or_create(trajectory=trajectory)[0]


def _official(trajectory: Trajectory) -> Official:
    official = _exploration(trajectory).official
    if official is None or official.left_on is not None:
        raise Refused(_("Write down first who is about this."))
    return official


def _leave_advisers(trajectory: Trajectory, *, but: Official | None, at: datetime) -> None:
    """Nobody works along but `but`, and the links of the others are closed."""
    others = PolicyAdviser.objects.filter(trajectory=trajectory).exclude(official=but)
    emails = list(others.values_list("official__email", flat=True))
    links = PersonalLink.objects.of(Purpose.ADVISER, trajectory).filter(email__in=emails, revoked_at=None)
    links.update(revoked_at=at)
    others.delete()


def _change(trajectory: Trajectory, **values: Any) -> None:
    Exploration.objects.update_or_create(trajectory=trajectory, defaults=values)


def _describe(trajectory: Trajectory, **values: Any) -> None:
    Trajectory.objects.filter(pk=trajectory.pk).update(**values)
    for name, value in values.items():
        setattr(trajectory, name, value)
