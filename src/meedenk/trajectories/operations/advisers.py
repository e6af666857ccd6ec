"""Who of the municipality works along: one leads, others may join and stop."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import Purpose
from meedenk.accounts.operations import revoke_from
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor

from ..mails import advisers as mails
from ..models import PolicyAdviser, Trajectory
from ..moving import hold, move
from ..stages import Flow
from .asking import official_with


@transaction.atomic
def add_adviser(trajectory: Trajectory, *, name: str, email: str, by: Actor, at: datetime) -> PolicyAdviser:
    """Someone more of the municipality works along, with a page of their own, and everyone concerned knows."""
    hold(trajectory, Kind.ADVISER_ADDED)
    official = official_with(email, name=name, department=trajectory.department)
    if not official.serves(localdate(at)):
        raise Refused(_("%(name)s does not work there any more. Choose someone else.") % {"name": official.name})
    if trajectory.advisers.filter(official=official).exists():
        raise Refused(_("%(name)s works along on this already.") % {"name": official.name})
    move(trajectory, Kind.ADVISER_ADDED, by=by, at=at, name=official.name)
    first = not trajectory.advisers.exists()
    adviser = PolicyAdviser.objects.create(trajectory=trajectory, official=official, leading=first)
    mails.adviser_added(adviser, at=at)
    return adviser


@transaction.atomic
def end_adviser(adviser: PolicyAdviser, *, by: Actor, at: datetime) -> None:
    """The adviser no longer works along and their links open no more; when they led, the next one leads."""
    trajectory, official = adviser.trajectory, adviser.official
    hold(trajectory, Kind.ADVISER_ENDED)
    others = trajectory.advisers.exclude(pk=adviser.pk)
    if trajectory.flow == Flow.REQUESTED and not others.exists():
        raise Refused(_("This is the only one who works along. Add someone else first."))
    move(trajectory, Kind.ADVISER_ENDED, by=by, at=at, name=official.name)
    if not PolicyAdviser.objects.filter(pk=adviser.pk).delete()[0]:
        raise Refused(_("%(name)s has stopped already.") % {"name": official.name})
    if adviser.leading and (following := others.first()):
        PolicyAdviser.objects.filter(pk=following.pk).update(leading=True)
    revoke_from(official.email, Purpose.ADVISER, trajectory, at=at)
    mails.adviser_ended(trajectory, official, at=at)
