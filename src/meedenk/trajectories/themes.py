"""What runs under a theme, for the pages about themes."""

from collections.abc import Iterator

from meedenk.agenda.running import Subject, tells_what_runs

from .models import Trajectory


@tells_what_runs
def running_trajectories(themes: list[int]) -> Iterator[tuple[int, Subject]]:
    for each in Trajectory.objects.running().filter(theme__in=themes).order_by("title"):
        assert each.theme_id is not None, "only those with a theme were asked for"
        yield each.theme_id, (each.title, each.get_absolute_url())
