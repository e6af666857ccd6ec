"""Themes as the desk shows them."""

from dataclasses import dataclass

from .models import Theme
from .running import Subject, running_under


@dataclass(frozen=True)
class Listed:
    """A theme with the subjects that run under it."""

    theme: Theme
    subjects: list[Subject]


@dataclass(frozen=True)
class ThemeList:
    """Every theme: those still to decide about, those chosen, those left."""

    undecided: list[Listed]
    chosen: list[Listed]
    left: list[Listed]


def theme_list() -> ThemeList:
    """What the steering group decides about, in a fixed number of queries."""
    themes = list(Theme.objects.prefetch_related("departments"))
    running = running_under(theme.pk for theme in themes)
    listed = [Listed(theme, running[theme.pk]) for theme in themes]
    return ThemeList(
        undecided=[each for each in listed if not each.theme.decided],
        chosen=[each for each in listed if each.theme.chosen],
        left=[each for each in listed if each.theme.decided and not each.theme.chosen],
    )
