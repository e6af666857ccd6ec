"""What people told belongs to a subject that runs already."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.agenda.models import Concern
from meedenk.agenda.operations.reading import make_part_of
from meedenk.agenda.rules import may_read
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record

from ..mails import tying as mails
from ..models import Trajectory


@transaction.atomic
def tie(concern: Concern, *, to: Trajectory, by: Actor, at: datetime) -> None:
    """Who told `concern`, or what lies with it, hears from now on what becomes of `to`.

    What nobody had decided about yet becomes part of the theme of `to`.
    """
    _refuse_who_may_not(by, at)
    running = Trajectory.objects.running().select_for_update(of=("self",)).filter(pk=to.pk)
    if not running.exists():
        raise Refused(_("Choose a subject that runs."))
    held = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if held.state not in {Concern.State.NEW, Concern.State.THEME}:
        raise Refused(_("Only what waits to be read or is part of a theme can belong to a subject."))
    if to.concerns.filter(pk=concern.pk).exists():
        raise Refused(_("It belongs to this subject already."))
    if held.state == Concern.State.NEW:
        if to.theme is None:
            raise Refused(_("This subject has no theme yet. Give it one first, or make this part of a theme."))
        make_part_of(held, theme=to.theme, by=by, at=at)
    to.concerns.add(held)
    record(held, Kind.CONCERN_TIED, by=by, at=at, into=to.title, key=to.pk)
    mails.tied(held, to, at=at)


@transaction.atomic
def untie(concern: Concern, *, from_: Trajectory, by: Actor, at: datetime) -> None:
    """`concern` does not belong to `from_` after all, and who told it hears nothing more of that."""
    _refuse_who_may_not(by, at)
    removed, _rows = from_.concerns.through.objects.filter(trajectory=from_, concern=concern).delete()
    if not removed:
        raise Refused(_("It does not belong to this subject any more."))
    record(concern, Kind.CONCERN_UNTIED, by=by, at=at, into=from_.title, key=from_.pk)


def _refuse_who_may_not(by: Actor, at: datetime) -> None:
    if not may_read(by, at=at):
        raise Refused(_("Only the steering group and support read what people tell."))
