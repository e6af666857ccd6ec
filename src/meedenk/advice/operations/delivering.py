"""The advice goes to the executive, the municipal council or both."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.moving import hold, move

from ..addressing import BODIES, Office, ProposalData
from ..mails import delivering as mails
from ..models import Advice, Body, Delivery, Proposal
from .adopting import put_on_paper


@transaction.atomic
def deliver(
    advice: Advice,
    *,
    to: str,
    offices: Sequence[Office],
    by: Actor,
    at: datetime,
    proposal: ProposalData | None = None,
    embargo_until: datetime | None = None,
    because: str = "",
    on_behalf_of: str = "",
) -> Delivery:
    """Each office has the advice on paper, one of them a link to answer it, and everyone knows by when that is due."""
    if sorted(office.body for office in offices) != sorted(BODIES[to]):
        raise Refused(_("Give an address for everyone to whom the advice goes."))
    if embargo_until and embargo_until <= at:
        raise Refused(_("Choose a moment in the future, or leave it empty."))
    hold(advice.trajectory, Kind.DELIVERED)
    advice.refresh_from_db()
    today = localdate(at)
    due_on = today + length("weeks-to-respond", today)
    move(
        advice.trajectory,
        Kind.DELIVERED,
        by=by,
        at=at,
        because=because,
        on_behalf_of=on_behalf_of,
        public_from=embargo_until,
        number=advice.number,
        to=to,
        due_on=due_on.isoformat(),
    )
    delivery = Delivery.objects.create(
        advice=advice,
        to=to,
        at=at,
        due_on=due_on,
        embargo_until=embargo_until,
        proposal=_proposal(advice, proposal, at) if proposal else None,
    )
    for office in offices:
        answers = office.body == Body.EXECUTIVE or len(offices) == 1
        delivery.addressees.create(body=office.body, name=office.name, email=office.email, answers=answers)
    put_on_paper(advice, at=at)
    mails.delivered(delivery, at=at)
    return delivery


@transaction.atomic
def attach(advice: Advice, *, proposal: ProposalData, by: Actor, at: datetime, on_behalf_of: str = "") -> Proposal:
    """Everyone can see to which proposal the advice was attached."""
    hold(advice.trajectory, Kind.ATTACHED)
    row = _proposal(advice, proposal, at)
    move(
        advice.trajectory,
        Kind.ATTACHED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        public_from=advice.delivery.public_from(at),
        proposal=str(row),
    )
    mails.attached(row, at=at)
    return row


def _proposal(advice: Advice, said: ProposalData, at: datetime) -> Proposal:
    return advice.proposals.create(
        title=said.title,
        number=said.number,
        on=said.on,
        link=said.link,
        body=said.body,
        meeting=said.meeting,
        attached_at=at,
    )
