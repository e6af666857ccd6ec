"""Subjects of our own and themes that wait for a next step."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.agenda.models import Theme
from meedenk.trajectories.models import Exploration, Trajectory
from meedenk.trajectories.stages import Stage

from ..days import written
from .terms import Terms
from .wait import Wait


def explorations(terms: Terms) -> Iterator[Wait]:
    """What we look into and where nothing happened for as long as members may hear nothing."""
    weeks = timedelta(weeks=terms["weeks-silent-before-report"])
    open_ones = Trajectory.objects.filter(stage=Stage.EXPLORING).annotate(latest=Max("entries__at"))
    for each in open_ones.filter(latest__lt=terms.at - weeks).order_by("latest"):
        day = localdate(each.latest)
        yield Wait(
            _("How does “%(subject)s” go on?") % {"subject": each.title},
            _("You look into this. The last step was on %(day)s") % {"day": written(day)},
            reverse("trajectories:workspace", args=[each.slug]),
            _("Take the next step"),
            day + weeks,
            late=True,
        )


def themes_to_decide(_terms: Terms) -> Iterator[Wait]:
    """Themes that are on the list, neither chosen nor left."""
    for each in Theme.objects.filter(chosen=False, reason="").order_by("pk"):
        yield Wait(
            _("Does “%(theme)s” come on your agenda?") % {"theme": each.title},
            _("This theme is on the list, and nothing has been decided about it"),
            reverse("agenda:decide", args=[each.slug]),
            _("Decide about it"),
        )


def looks_again(terms: Terms) -> Iterator[Wait]:
    """What was left until a day that has come."""
    due = Exploration.objects.filter(look_again_on__lte=terms.today).select_related("trajectory")
    for each in due.order_by("look_again_on"):
        assert each.look_again_on is not None, "only those with a day were asked for"
        yield Wait(
            _("Look again at “%(subject)s”") % {"subject": each.trajectory.title},
            _("You left it until %(day)s") % {"day": written(each.look_again_on)},
            reverse("trajectories:not-now", args=[each.trajectory.slug]),
            _("Look again"),
            each.look_again_on,
            late=each.look_again_on < terms.today,
        )
