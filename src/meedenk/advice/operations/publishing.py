"""Everyone can read the advice."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.moving import hold, move

from ..mails import publishing as mails
from ..models import Advice


@transaction.atomic
def publish(advice: Advice, *, checked: bool, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """Everyone can read the advice, its question and its PDF: now, or from the end of the embargo."""
    if not checked:
        raise Refused(_("Check first that nothing is left in it by which someone can be recognised."))
    hold(advice.trajectory, Kind.PUBLISHED)
    public_from = advice.delivery.public_from(at)
    move(advice.trajectory, Kind.PUBLISHED, by=by, at=at, on_behalf_of=on_behalf_of, public_from=public_from)
    if not Advice.objects.filter(pk=advice.pk, published_at=None).update(published_at=at):
        raise Refused(_("This advice has been published already."))
    advice.published_at = at
    mails.published(advice, at=at)
