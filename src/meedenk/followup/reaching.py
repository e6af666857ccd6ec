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
    """Why our mail reaches nobody, by the key of the commitment; in three queries at most, however many there are."""
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
    """What became of the latest mail to each of them about each subject of which one could not be sent.

    Those are few; the mail that went is much.
    """
    about_them = Message.objects.filter(about__in=trajectories, email__in=emails, audience=Audience.EXECUTOR)
    dead = list(about_them.filter(state=State.DEAD).order_by("pk").values_list("pk", "about", "email"))
    if not dead:
        return {}
    first, concerned = dead[0][0], {email for _pk, _about, email in dead}
    ended = [State.SENT, State.DEAD, State.HANDED_OVER]
    later = about_them.filter(pk__gte=first, email__in=concerned, state__in=ended).order_by("pk")
    return {(about, email): state for about, email, state in later.values_list("about", "email", "state")}
