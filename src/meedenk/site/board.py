"""The few numbers on top of the desk."""

from datetime import datetime, timedelta

from django.db.models import Min
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.advice.models import Delivery
from meedenk.handbook.queries import number
from meedenk.people.models import Term
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .days import written

Figure = tuple[int, str, str, str]


def board(*, at: datetime) -> list[Figure]:
    """Number, words and small words: questions, groups to form, late answers, terms that end."""
    return [_questions(at), _groups(), _late(at), _terms(at)]


def _questions(at: datetime) -> Figure:
    asked = Trajectory.objects.filter(stage=Stage.ASKED)
    count, oldest = asked.count(), asked.aggregate(day=Min("asked_on"))["day"]
    words = ngettext("question to take up", "questions to take up", count)
    small = ""
    if oldest:
        days = (localdate(at) - oldest).days
        small = ngettext("oldest: %(days)d day", "oldest: %(days)d days", days) % {"days": days}
    return count, words, small, ""


def _groups() -> Figure:
    count = Trajectory.objects.filter(stage=Stage.FORMING).count()
    return count, ngettext("group to form", "groups to form", count), "", ""


def _late(at: datetime) -> Figure:
    today = localdate(at)
    late = Delivery.objects.filter(due_on__lt=today, advice__trajectory__stage=Stage.DELIVERED)
    count, oldest = late.count(), late.aggregate(day=Min("due_on"))["day"]
    small = ""
    if oldest:
        days = (today - oldest).days
        small = ngettext("%(days)d day past the agreement", "%(days)d days past the agreement", days) % {"days": days}
    return count, ngettext("answer is late", "answers are late", count), small, ""


def _terms(at: datetime) -> Figure:
    today = localdate(at)
    until = today + timedelta(days=number("term-warning-days", today))
    later = Term.objects.filter(until=None) | Term.objects.filter(until__gt=until)
    ending = Term.objects.filter(until__gt=today, until__lte=until).exclude(member__in=later.values("member"))
    count = ending.values("member").distinct().count()
    return count, ngettext("term ends", "terms end", count), _("before %(day)s") % {"day": written(until)}, ""
