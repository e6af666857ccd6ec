"""The choice of a contact, the agreements and the start of the work."""

from dataclasses import replace
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


def contact_chosen(trajectory: Trajectory, name: str, *, voted: int, of: int, who: str, at: datetime) -> None:
    """To the group and the adviser at once, to the steering group in its digest: who the contact is.

    The group also reads how that came about, and what to do when someone disagrees.
    """

    def write(more: str = "") -> Letter:
        body = _("%(name)s is the contact of the project group: leads its meetings and divides the work.")
        return Letter(
            subject=_("The contact is %(name)s: %(title)s") % {"name": name, "title": trajectory.title},
            body=body % {"name": name} + more,
            button=_("To the subject"),
        )

    def write_to_group() -> Letter:
        disagree = _("Do you disagree? Tell the group, and vote again. The button leads to the vote.")
        letter = write(f"\n\n{_how(name, voted, of, who)}\n\n{disagree}")
        return replace(letter, button=_("See the vote"))

    told: dict[str, Any] = {"kind": Kind.CONTACT_CHOSEN, "at": at}
    here = workspace_of(trajectory)
    post(
        [
            *to_group(trajectory, write_to_group, address=_vote(trajectory), **told),
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


def _how(name: str, voted: int, of: int, who: str) -> str:
    """How the group came to its choice, in the language of the reader."""
    if voted == of:
        return _("Everyone in the group has voted. %(name)s has most votes.") % {"name": name}
    said = {"name": name, "voted": voted, "all": of, "who": who}
    return _("%(voted)s of %(all)s had voted, all for %(name)s. %(who)s wrote down that the whole group agrees.") % said


def _to_the_other_side(agreement: Agreement, kind: Kind, side: Side, *, at: datetime) -> None:
    trajectory = agreement.trajectory

    def write() -> Letter:
        subject, body = _words(kind, side)
        facts = [(str(agreement.get_topic_display()).capitalize(), agreement.text)]
        facts.append((_("Who does this"), agreement.get_promised_by_display()))
        if agreement.by_on:
            facts.append((_("By when"), day(agreement.by_on)))
        return Letter(
            subject=subject % {"topic": agreement.get_topic_display(), "title": trajectory.title},
            body=body,
            facts=tuple(facts),
            button=_("Look at the agreements"),
        )

    if side == Side.GROUP:
        post(to_advisers(trajectory, write, kind=kind, at=at, audience=Audience.OTHER_SIDE, page="afspraken"))
    else:
        here = reverse("trajectories:agreements", args=[trajectory.slug])
        post(to_contact(trajectory, write, kind=kind, at=at, audience=Audience.OTHER_SIDE, address=here))


def _words(kind: Kind, side: Side) -> tuple[str, str]:
    ours = side == Side.GROUP
    if kind == Kind.AGREEMENT_PROPOSED:
        return _("Do you agree about %(topic)s? %(title)s"), (
            _("The project group proposes this agreement. Say yes, or change it.")
            if ours
            else _("The municipality proposes this agreement. Say yes, or change it.")
        )
    if kind == Kind.AGREEMENT_CONFIRMED:
        return _("Agreed about %(topic)s: %(title)s"), (
            _("The project group says yes. This agreement stands.")
            if ours
            else _("The municipality says yes. This agreement stands.")
        )
    return _("Do you agree with the new text about %(topic)s? %(title)s"), (
        _("The project group has written this anew. Say yes, or change it.")
        if ours
        else _("The municipality has written this anew. Say yes, or change it.")
    )


def _vote(trajectory: Trajectory) -> str:
    return reverse("trajectories:contact", args=[trajectory.slug])
