"""The choice of a contact, the agreements and the start of the work."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post

from ..models import Agreement, Trajectory
from ..sides import Side
from ..steps import Audience
from .sending import to_advisers, to_contact, to_group, to_members, to_steering, workspace_of


def contact_nominated(trajectory: Trajectory, name: str, *, at: datetime) -> None:
    """To the group: someone was put forward, and everyone has a vote."""

    def write() -> Letter:
        return Letter(
            subject=_("Who becomes the contact? %(title)s") % {"title": trajectory.title},
            body=_("%(name)s was put forward as contact of the group. Everyone in the group has one vote.")
            % {"name": name},
            button=_("Give your vote"),
        )

    post(to_group(trajectory, write, kind=Kind.CONTACT_NOMINATED, at=at, address=_vote(trajectory)))


def votes_equal(trajectory: Trajectory, *, at: datetime) -> None:
    """To the group: everyone has voted and nobody has most votes."""

    def write() -> Letter:
        return Letter(
            subject=_("The votes are equal: %(title)s") % {"title": trajectory.title},
            body=_("Everyone has voted, and nobody has most votes. Talk about it and vote again."),
            button=_("Vote again"),
        )

    post(to_group(trajectory, write, kind=Kind.CONTACT_NOMINATED, at=at, address=_vote(trajectory)))


def contact_chosen(trajectory: Trajectory, name: str, *, at: datetime) -> None:
    """To the group and the adviser at once, to the steering group in its digest: who the contact is."""

    def write() -> Letter:
        return Letter(
            subject=_("The contact is %(name)s: %(title)s") % {"name": name, "title": trajectory.title},
            body=_("%(name)s is the contact of the project group: leads its meetings and divides the work.")
            % {"name": name},
            button=_("To the subject"),
        )

    told: dict[str, Any] = {"kind": Kind.CONTACT_CHOSEN, "at": at}
    here = workspace_of(trajectory)
    post(
        [
            *to_group(trajectory, write, **told),
            *to_steering(trajectory, write, address=here, digest=True, **told),
            *to_advisers(trajectory, write, **told),
        ]
    )


def agreement_proposed(agreement: Agreement, *, side: Side, at: datetime) -> None:
    """To the other side: what `side` proposes."""
    _to_the_other_side(agreement, Kind.AGREEMENT_PROPOSED, side, at=at)


def agreement_confirmed(agreement: Agreement, *, side: Side, at: datetime) -> None:
    """To the other side: `side` says yes too."""
    _to_the_other_side(agreement, Kind.AGREEMENT_CONFIRMED, side, at=at)


def agreement_changed(agreement: Agreement, *, side: Side, at: datetime) -> None:
    """To the other side: the new text, which waits for their yes."""
    _to_the_other_side(agreement, Kind.AGREEMENT_CHANGED, side, at=at)


def work_begun(trajectory: Trajectory, *, at: datetime) -> None:
    """To all members, in their digest: the group has begun."""

    def write() -> Letter:
        return Letter(
            subject=_("The work has begun: %(title)s") % {"title": trajectory.title},
            body=_("The project group has begun to gather what residents experience. Do you know something? Tell it."),
            button=_("To the subject"),
        )

    post(to_members(trajectory, write, kind=Kind.WORK_BEGUN, at=at))


def _to_the_other_side(agreement: Agreement, kind: Kind, side: Side, *, at: datetime) -> None:
    trajectory = agreement.trajectory

    def write() -> Letter:
        subject, body = _words(kind)
        facts = [(str(agreement.get_topic_display()).capitalize(), agreement.text)]
        facts.append((_("Who does this"), agreement.get_promised_by_display()))
        if agreement.by_on:
            facts.append((_("By when"), day(agreement.by_on)))
        return Letter(
            subject=subject % {"title": trajectory.title},
            body=body,
            facts=tuple(facts),
            button=_("Look at the agreements"),
        )

    if side == Side.GROUP:
        post(to_advisers(trajectory, write, kind=kind, at=at, audience=Audience.OTHER_SIDE, page="afspraken"))
    else:
        here = reverse("trajectories:agreements", args=[trajectory.slug])
        post(to_contact(trajectory, write, kind=kind, at=at, audience=Audience.OTHER_SIDE, address=here))


def _words(kind: Kind) -> tuple[str, str]:
    if kind == Kind.AGREEMENT_PROPOSED:
        return _("Do you agree? %(title)s"), _("The other side proposes this agreement. Say yes, or change it.")
    if kind == Kind.AGREEMENT_CONFIRMED:
        return _("Agreed: %(title)s"), _("The other side says yes. This agreement stands.")
    return _("An agreement was changed: %(title)s"), _("The other side changed this agreement. Say yes, or change it.")


def _vote(trajectory: Trajectory) -> str:
    return reverse("trajectories:contact", args=[trajectory.slug])
