"""What we heard about a theme, as everyone may read it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from meedenk.handbook.queries import number

from .models import Concern, Theme


@dataclass(frozen=True)
class Heard:
    """A sentence of ours, and how many people it comes from; few are not counted."""

    text: str
    who: str


def heard_about(theme: Theme, *, on: date) -> list[Heard]:
    """The sentences about `theme`, what most people told first; nothing that they wrote themselves."""
    told = Concern.objects.filter(theme=theme).exclude(heard="").annotate(others=Count("merged"))
    if not told:
        return []
    least = number("small-number-threshold", on)
    return [Heard(each.heard, _from(each.others + 1, least)) for each in told.order_by("-others", "-told_at")]


def _from(people: int, least: int) -> str:
    if people < least:
        return _("Fewer than %(number)d people told us this.") % {"number": least}
    return _("%(number)d people told us this.") % {"number": people}
