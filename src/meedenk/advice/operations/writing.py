"""Writing the advice together. The journal tells that it began, goes round and is adopted, not of each sentence."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.people.models import Member
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import hold, move

from ..mails import writing as mails
from ..models import Advice, Perspective, Recommendation
from ..rules import may_write


class ChangedMeanwhile(Refused):
    """Someone else saved the same part first. Nothing was overwritten; the writer chooses."""


@transaction.atomic
def begin_writing(
    trajectory: Trajectory, *, by: Actor, at: datetime, because: str = "", on_behalf_of: str = ""
) -> Advice:
    """The group has an empty advice to write in, and knows it."""
    move(trajectory, Kind.WRITING_BEGUN, by=by, at=at, because=because, on_behalf_of=on_behalf_of)
    advice = Advice.objects.create(trajectory=trajectory, title=trajectory.title, begun_at=at)
    mails.writing_begun(advice, at=at)
    return advice


@transaction.atomic
def save_part(advice: Advice, part: str, *, text: str, version: int, by: Actor, at: datetime) -> int:
    """`part` says `text`, and nobody's text was overwritten. Returns the new version.

    Raises `LookupError` for a part that no advice has.
    """
    if part not in Advice.PARTS:
        raise LookupError(f"an advice has no part {part}")
    _hold(advice, by, at)
    now = Advice.objects.get(pk=advice.pk)
    if getattr(now, part) == text:
        return now.version_of(part)
    if now.version_of(part) != version:
        raise ChangedMeanwhile(_overtaken())
    versions = now.versions | {part: version + 1}
    Advice.objects.filter(pk=advice.pk).update(**{part: text, "versions": versions})
    return version + 1


@transaction.atomic
def add_recommendation(advice: Advice, *, title: str, by: Actor, at: datetime) -> Recommendation:
    """The advice has one recommendation more, at the end."""
    _hold(advice, by, at)
    return advice.recommendations.create(order=_next(advice), title=title)


@transaction.atomic
def save_recommendation(
    recommendation: Recommendation,
    *,
    title: str,
    text: str,
    reason: str,
    sources: str,
    version: int,
    by: Actor,
    at: datetime,
) -> int:
    """The recommendation says this, and nobody's text was overwritten. Returns the new version."""
    _hold(recommendation.advice, by, at)
    said = {"title": title, "text": text, "reason": reason, "sources": sources}
    now = Recommendation.objects.get(pk=recommendation.pk)
    if all(getattr(now, name) == value for name, value in said.items()):
        return now.version
    changed = Recommendation.objects.filter(pk=recommendation.pk, version=version, removed_at=None)
    if not changed.update(**said, version=version + 1):
        raise ChangedMeanwhile(_overtaken())
    return version + 1


@transaction.atomic
def place_recommendation(recommendation: Recommendation, *, earlier: bool, by: Actor, at: datetime) -> None:
    """The recommendation has changed places with the one before it, or after it; the numbers follow."""
    _hold(recommendation.advice, by, at)
    standing = Recommendation.objects.filter(advice=recommendation.advice, removed_at=None)
    order = standing.filter(pk=recommendation.pk).values_list("order", flat=True).first()
    if order is None:
        return
    neighbour = (standing.filter(order__lt=order).reverse() if earlier else standing.filter(order__gt=order)).first()
    if neighbour is None:
        return
    standing.filter(pk=recommendation.pk).update(order=0)
    standing.filter(pk=neighbour.pk).update(order=order)
    standing.filter(pk=recommendation.pk).update(order=neighbour.order)


@transaction.atomic
def remove_recommendation(recommendation: Recommendation, *, by: Actor, at: datetime) -> None:
    """The recommendation is out of the advice, can be put back, and the others have moved up."""
    _hold(recommendation.advice, by, at)
    if not Recommendation.objects.filter(pk=recommendation.pk, removed_at=None).update(removed_at=at):
        return
    for place, each in enumerate(recommendation.advice.recommendations.filter(removed_at=None), start=1):
        Recommendation.objects.filter(pk=each.pk).update(order=place)


@transaction.atomic
def put_back_recommendation(recommendation: Recommendation, *, by: Actor, at: datetime) -> None:
    """The recommendation stands in the advice again, at the end."""
    _hold(recommendation.advice, by, at)
    gone = Recommendation.objects.filter(pk=recommendation.pk, removed_at__isnull=False)
    gone.update(removed_at=None, order=_next(recommendation.advice))


@transaction.atomic
def write_perspective(advice: Advice, *, member: Member, title: str, text: str, by: Actor, at: datetime) -> Perspective:
    """The advice has a differing view, held by `member`; others may join it."""
    _hold(advice, by, at)
    perspective = advice.perspectives.create(title=title, text=text)
    perspective.held_by.add(member)
    return perspective


@transaction.atomic
def save_perspective(perspective: Perspective, *, title: str, text: str, version: int, by: Actor, at: datetime) -> int:
    """The view says this, and nobody's text was overwritten. Returns the new version."""
    _hold(perspective.advice, by, at)
    now = Perspective.objects.filter(pk=perspective.pk).first()
    if now and (now.title, now.text) == (title, text):
        return now.version
    changed = Perspective.objects.filter(pk=perspective.pk, version=version)
    if not changed.update(title=title, text=text, version=F("version") + 1):
        raise ChangedMeanwhile(_overtaken())
    return version + 1


@transaction.atomic
def join_perspective(perspective: Perspective, *, member: Member, by: Actor, at: datetime) -> None:
    """`member` is counted among those who hold this view."""
    _hold(perspective.advice, by, at)
    if not Perspective.objects.filter(pk=perspective.pk).exists():
        raise Refused(_("This view was taken back. You can write it again."))
    perspective.held_by.add(member)


@transaction.atomic
def leave_perspective(perspective: Perspective, *, member: Member, by: Actor, at: datetime) -> None:
    """`member` does not hold this view any more; a view that nobody holds is gone."""
    _hold(perspective.advice, by, at)
    perspective.held_by.remove(member)
    if not perspective.held_by.exists():
        perspective.delete()


def _hold(advice: Advice, by: Actor, at: datetime) -> None:
    """Until the transaction ends nobody else writes in `advice` or adopts it."""
    hold(advice.trajectory, Kind.ADOPTED)
    if not may_write(by, advice.trajectory, at=at):
        raise Refused(_("Only the project group writes in its advice."))


def _next(advice: Advice) -> int:
    return advice.recommendations.filter(removed_at=None).count() + 1


def _overtaken() -> str:
    return _("Someone else has just changed this too. Both texts stand below.")
