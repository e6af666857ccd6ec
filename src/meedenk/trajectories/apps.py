"""What this station brings to its own workspace."""

from django.apps import AppConfig


class Trajectories(AppConfig):
    """The two flows."""

    name = "meedenk.trajectories"

    def ready(self) -> None:
        from . import conditions  # noqa: F401, PLC0415  # models are there only now
        from .operations import calling  # noqa: F401, PLC0415  # their duties
        from .views import adviser  # noqa: F401, PLC0415  # their doors
