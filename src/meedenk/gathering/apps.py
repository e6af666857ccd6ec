"""What this station brings to the others."""

from django.apps import AppConfig


class Gathering(AppConfig):
    """What we heard."""

    name = "meedenk.gathering"

    def ready(self) -> None:
        from . import conditions, waiting  # noqa: F401, PLC0415  # models are there only now
        from .operations import sources as duties  # noqa: F401, PLC0415
        from .views import dates, sources  # noqa: F401, PLC0415  # their doors
