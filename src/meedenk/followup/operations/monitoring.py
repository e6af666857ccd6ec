"""Who follows what is done, and what was promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import one_spelling
from meedenk.advice.models import Delivery, Recommendation
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Department, Member
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import hold, move
from meedenk.trajectories.seats import sitting

from ..mails import monitoring as mails
from ..models import Check, Commitment, Monitoring


@dataclass(frozen=True)
class Promise:
    """What is promised, by a department or by an outside party, and whom we ask how it is going."""

    text: str
    name: str
    email: str
    recommendation: Recommendation | None = None
    department: Department | None = None
    party: str = ""
    by_on: date | None = None


@transaction.atomic
def agree_monitoring(
    trajectory: Trajectory,
    *,
    owner: str,
    members: Iterable[Member] = (),
    what: str,
    days: Iterable[date],
    residents: bool = False,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> Monitoring:
    """It is known who follows what is done and when they ask; the group and whoever carries it out have been told.

    With `residents`, everyone who contributed is asked on the same days what they notice.
    """
    hold(trajectory, Kind.MONITORING_AGREED)
    chosen = list(members) if owner == Monitoring.Owner.GROUP else []
    seated = set(sitting(trajectory, localdate(at)).values_list("member", flat=True))
    if any(member.pk not in seated for member in chosen):
        raise Refused(_("Choose members who sit in the project group now."))
    asked_on = sorted({day.isoformat() for day in days if day > localdate(at)})
    agreed: dict[str, Any] = {"owner": owner, "what": what, "days": asked_on, "agreed_at": at}
    agreed |= {"asks_residents_since": at if residents else None}
    monitoring, _new = Monitoring.objects.update_or_create(trajectory=trajectory, defaults=agreed)
    monitoring.members.set(chosen)
    with translation.override(settings.LANGUAGE_CODE):
        named = _("A smaller group of members") if chosen else _("The steering group")
    move(
        trajectory,
        Kind.MONITORING_AGREED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        public_from=public_from(trajectory, at),
        owner=named,
    )
    mails.monitoring_agreed(monitoring, at=at)
    return monitoring


@transaction.atomic
def record_commitment(
    trajectory: Trajectory, promise: Promise, *, by: Actor, at: datetime, on_behalf_of: str = ""
) -> Commitment:
    """Everyone can read what was promised, and who promised it knows that it is written down."""
    hold(trajectory, Kind.COMMITMENT_RECORDED)
    same = Commitment.objects.current().filter(trajectory=trajectory, recommendation=promise.recommendation)
    if same.filter(text=promise.text, email=one_spelling(promise.email)).exists():
        raise Refused(_("This commitment is written down already."))
    return _write_down(trajectory, promise, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def change_commitment(
    commitment: Commitment, promise: Promise, *, reason: str, by: Actor, at: datetime, on_behalf_of: str = ""
) -> Commitment:
    """Another promise stands in the place of `commitment`, which stays to read with its dates, and the reason too."""
    trajectory = commitment.trajectory
    hold(trajectory, Kind.COMMITMENT_RECORDED)
    if not Commitment.objects.current().filter(pk=commitment.pk).update(replaced_at=at):
        raise Refused(_("Someone else changed this commitment in the meantime. Look at how it reads now."))
    changed = _write_down(
        trajectory, promise, by=by, at=at, on_behalf_of=on_behalf_of, because=reason, replaces=commitment
    )
    Check.objects.filter(commitment=commitment, answered_at=None).update(commitment=changed)
    return changed


def public_from(trajectory: Trajectory, at: datetime) -> datetime | None:
    """The end of the embargo on the advice of `trajectory`, as long as it runs."""
    delivery = Delivery.objects.filter(advice__trajectory=trajectory).first()
    return delivery.public_from(at) if delivery else None


def _write_down(
    trajectory: Trajectory,
    promise: Promise,
    *,
    by: Actor,
    at: datetime,
    on_behalf_of: str,
    because: str = "",
    replaces: Commitment | None = None,
) -> Commitment:
    if bool(promise.department) == bool(promise.party):
        raise Refused(_("Say who does it: a department, or an organisation outside the municipality."))
    if promise.recommendation and promise.recommendation.advice.trajectory_id != trajectory.pk:
        raise Refused(_("This recommendation belongs to another advice."))
    commitment = Commitment.objects.create(
        trajectory=trajectory,
        recommendation=promise.recommendation,
        text=promise.text,
        department=promise.department,
        party=promise.party,
        name=promise.name,
        email=one_spelling(promise.email),
        by_on=promise.by_on,
        recorded_at=at,
        replaces=replaces,
    )
    move(
        trajectory,
        Kind.COMMITMENT_RECORDED,
        by=by,
        at=at,
        because=because,
        on_behalf_of=on_behalf_of,
        public_from=public_from(trajectory, at),
        executor=commitment.executor,
        text=commitment.text,
    )
    mails.commitment_recorded(commitment, at=at)
    return commitment
