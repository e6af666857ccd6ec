"""What this station brings to the others: its conditions, its duties, its door and its place in the workspace."""

from django.apps import AppConfig


class AdviceStation(AppConfig):
    """What we say."""

    name = "meedenk.advice"

    def ready(self) -> None:
        from . import conditions, operations, panels  # noqa: F401, PLC0415  # they register themselves
        from .views import rounds  # noqa: F401, PLC0415  # their door
