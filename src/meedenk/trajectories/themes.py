"""What runs under a theme and what followed from a concern, for the pages about those."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import F, Max
from django.utils.timezone import get_current_timezone

from meedenk.agenda.followed import Followed, tells_what_followed
from meedenk.agenda.running import Subject, tells_what_runs

from .models import Trajectory
from .stages import Stage


@tells_what_runs
def running_trajectories(themes: list[int]) -> Iterator[tuple[int, Subject]]:
    for each in Trajectory.objects.running().filter(theme__in=themes).order_by("title"):
        assert each.theme_id is not None, "only those with a theme were asked for"
        yield each.theme_id, (each.title, each.get_absolute_url())


@tells_what_followed
def trajectories_from(concerns: list[int]) -> Iterator[tuple[int, Followed]]:
    """What we look at again on a day is not over before then, whether or not anyone looks."""
    found = Trajectory.objects.public().filter(concerns__in=concerns).order_by("pk")
    found = found.annotate(latest=Max("entries__at"), look_again_on=F("exploration__look_again_on"))
    for each in found.prefetch_related("concerns"):
        latest = each.latest
        if each.look_again_on:
            latest = max(latest, datetime.combine(each.look_again_on, time.min, get_current_timezone()))
        followed = Followed(each.pk, each.title, each.get_absolute_url(), each.stage != Stage.CLOSED, latest)
        for concern in each.concerns.all():
            if concern.pk in concerns:
                yield concern.pk, followed
