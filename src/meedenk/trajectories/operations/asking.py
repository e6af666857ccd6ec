"""A question from the municipality, and what the steering group decides about it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import one_spelling
from meedenk.agenda.models import Theme
from meedenk.common.refusal import Refused
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.journal.operations import Actor
from meedenk.people.models import Department, Official

from ..mails import asking as mails
from ..models import PolicyAdviser, Trajectory
from ..moving import begin, hold, move
from ..queries import open_request
from ..stages import Flow

A_DAY_PER_ADDRESS = 5
AN_HOUR_AT_ONCE = 10


@transaction.atomic
def ask_question(
    *,
    title: str,
    question: str,
    name: str,
    email: str,
    department: str,
    by: Actor,
    at: datetime,
    phone: str = "",
    context: str = "",
    theme: Theme | None = None,
    policy_document: str = "",
    policy_phase: str = "",
    decision_on: str = "",
    agenda_item: str = "",
    wished_on: date | None = None,
) -> Trajectory:
    """The question waits for the steering group, who know of it, and the adviser has a page to follow it.

    `by` is the supporter who writes it down for the adviser, or None when the adviser does so.
    """
    today = localdate(at)
    if wished_on and wished_on <= today:
        raise Refused(_("Choose a day in the future for the advice."))
    unit = Department.objects.filter(name__iexact=department).first()
    official = official_with(email, name=name, phone=phone, department=unit)
    if by is None:
        _refuse_a_flood(official, at)
    trajectory = Trajectory(
        title=title,
        flow=Flow.REQUESTED,
        question=question,
        context=context,
        theme=theme,
        department=unit,
        policy_document=policy_document,
        policy_phase=policy_phase,
        decision_on=decision_on,
        agenda_item=agenda_item,
        wished_on=wished_on,
        asked_on=today,
        days_agreed=length("weeks-to-advise", today).days,
        days_given=(wished_on - today).days if wished_on else None,
    )
    busy = _asked_since(at - timedelta(hours=1)) >= AN_HOUR_AT_ONCE
    begin(
        trajectory,
        Kind.QUESTION_ASKED,
        by=by,
        at=at,
        on_behalf_of=official.name,
        question=question,
        department=department,
    )
    PolicyAdviser.objects.create(trajectory=trajectory, official=official)
    mails.question_asked(trajectory, department=department, at=at, quietly=busy and by is None)
    return trajectory


@transaction.atomic
def ask_for_more(trajectory: Trajectory, *, text: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The adviser has been asked something before the steering group decides."""
    move(trajectory, Kind.MORE_ASKED, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    mails.more_asked(trajectory, text=text, at=at)


@transaction.atomic
def give_more(trajectory: Trajectory, *, text: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The steering group has the answer to what it asked."""
    hold(trajectory, Kind.MORE_GIVEN)
    if open_request(trajectory) is None:
        raise Refused(_("Your answer is already with us. Nothing else is asked of you now."))
    move(trajectory, Kind.MORE_GIVEN, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    mails.more_given(trajectory, text=text, at=at)


@transaction.atomic
def take_up(
    trajectory: Trajectory, *, by: Actor, at: datetime, because: str = "", lead: str = "", on_behalf_of: str = ""
) -> None:
    """The question is taken up, and told to everyone in `lead`; the time given and agreed stand in the journal."""
    move(
        trajectory,
        Kind.TAKEN_UP,
        by=by,
        at=at,
        because=because,
        on_behalf_of=on_behalf_of,
        days_given=trajectory.days_given,
        days_agreed=trajectory.days_agreed,
    )
    if lead:
        Trajectory.objects.filter(pk=trajectory.pk).update(lead=lead)
    mails.taken_up(trajectory, because=because, at=at)


@transaction.atomic
def decline(trajectory: Trajectory, *, reason: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The question is closed without a trajectory, and the adviser knows why."""
    move(trajectory, Kind.DECLINED, by=by, at=at, on_behalf_of=on_behalf_of, reason=reason)
    mails.declined(trajectory, reason=reason, at=at)


@transaction.atomic
def refer(
    trajectory: Trajectory, *, whom: str, by: Actor, at: datetime, because: str = "", on_behalf_of: str = ""
) -> None:
    """The question is closed here, and the adviser knows who can help better."""
    move(trajectory, Kind.REFERRED, by=by, at=at, because=because, on_behalf_of=on_behalf_of, whom=whom)
    mails.referred(trajectory, whom=whom, because=because, at=at)


def official_with(email: str, *, name: str, department: Department | None, phone: str = "") -> Official:
    """Whoever has this address; what we know of them is never changed by what a stranger fills in."""
    email = one_spelling(email)
    known = Official.objects.filter(email__iexact=email).first()
    new = {"name": name, "phone": phone, "department": department}
    return known or Official.objects.get_or_create(email=email, defaults=new)[0]


def _refuse_a_flood(official: Official, at: datetime) -> None:
    asked = Entry.objects.filter(
        kind=Kind.QUESTION_ASKED, at__gt=at - timedelta(days=1), dossier__as_trajectory__advisers__official=official
    )
    if asked.count() >= A_DAY_PER_ADDRESS:
        raise Refused(_("We already have several questions from this address today. Phone us for the next one."))


def _asked_since(moment: datetime) -> int:
    return Entry.objects.filter(kind=Kind.QUESTION_ASKED, by=None, at__gt=moment).count()
