"""What we heard about a theme, as everyone may read it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from meedenk.handbook.queries import number

from .models import Concern, Theme


@dataclass(frozen=True)
class Heard:
    """A sentence of ours, and how often it was told to us; few times are not counted."""

    text: str
    who: str


def heard_about(theme: Theme, *, on: date) -> list[Heard]:
    """The sentences about `theme`, what was told most often first; nothing that people wrote themselves."""
    told = Concern.objects.filter(theme=theme).exclude(heard="").annotate(others=Count("merged"))
    if not told:
        return []
    least = number("small-number-threshold", on)
    return [Heard(each.heard, _often(each.others + 1, least)) for each in told.order_by("-others", "-told_at")]


def _often(times: int, least: int) -> str:
    """Times and not people: who told it more than once, and wants to hear nothing, is not known as one."""
    if times < least:
        return _("We heard this fewer than %(number)d times.") % {"number": least}
    return _("We heard this %(number)d times.") % {"number": times}
