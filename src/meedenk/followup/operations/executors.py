"""Who tells how it is going with what was promised, when that is someone else from now on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.accounts.models import Purpose, one_spelling
from meedenk.accounts.operations import revoke_from
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.moving import hold, move

from ..mails import monitoring as mails
from ..models import Commitment
from ..queries import open_checks


@transaction.atomic
def name_another(
    commitment: Commitment, *, name: str, email: str, by: Actor, at: datetime, on_behalf_of: str = ""
) -> list[Commitment]:
    """All that stood on the name of one person here stands on that of another, who has a mail with a link.

    The promises stay as they are. Links of whoever it was before open no more. Returns what changed.
    """
    trajectory, email = commitment.trajectory, one_spelling(email)
    hold(trajectory, Kind.EXECUTOR_CHANGED)
    standing = Commitment.objects.current().filter(trajectory=trajectory)
    if not standing.filter(pk=commitment.pk, email=commitment.email).exists():
        raise Refused(_("Someone else changed this commitment in the meantime. Look at how it reads now."))
    if email == commitment.email:
        raise Refused(_("This is the address that we already ask. Give another one."))
    keys = list(standing.filter(email=commitment.email).values_list("pk", flat=True))
    standing.filter(pk__in=keys).update(name=name, email=email)
    revoke_from(commitment.email, Purpose.EXECUTOR, trajectory, at=at)
    changed = list(standing.filter(pk__in=keys).select_related("department"))
    executors = ", ".join(sorted({each.executor for each in changed}))
    move(trajectory, Kind.EXECUTOR_CHANGED, by=by, at=at, on_behalf_of=on_behalf_of, executor=executors)
    mails.executor_named(changed, before=commitment.name, asked=open_checks(trajectory, email), at=at)
    return changed
