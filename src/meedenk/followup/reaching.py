"""Whether our mail reaches who tells how it is going."""

from collections.abc import Iterable
from datetime import date

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from meedenk.mail.models import Message, State
from meedenk.people.models import Official
from meedenk.trajectories.steps import Audience

from .models import Commitment


def unreachable(commitments: Iterable[Commitment], *, on: date) -> dict[int, str]:
    """Why our mail reaches nobody, by the key of the commitment; in two queries however many there are."""
    found = list(commitments)
    emails = {each.email for each in found}
    gone = Official.objects.filter(left_on__lte=on).annotate(address=Lower("email")).filter(address__in=emails)
    left = set(gone.values_list("address", flat=True))
    latest = _latest({each.trajectory_id for each in found}, emails)
    why = {}
    for each in found:
        if each.email in left:
            why[each.pk] = _("Whom we asked works there no more.")
        elif latest.get((each.trajectory_id, each.email)) == State.DEAD:
            why[each.pk] = _("Our mail does not arrive.")
    return why


def _latest(trajectories: set[int], emails: set[str]) -> dict[tuple[int | None, str], str]:
    """What became of the latest mail that went, or that could not, to each of them about each subject."""
    ended = [State.SENT, State.DEAD, State.HANDED_OVER]
    sent = Message.objects.filter(about__in=trajectories, email__in=emails, audience=Audience.EXECUTOR, state__in=ended)
    return {(about, email): state for about, email, state in sent.order_by("pk").values_list("about", "email", "state")}
