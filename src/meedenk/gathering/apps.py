"""What this station brings to the others."""

from django.apps import AppConfig


class Gathering(AppConfig):
    """What we heard."""

    name = "meedenk.gathering"

    def ready(self) -> None:
        from . import conditions  # noqa: F401, PLC0415  # models are there only now
        from .operations import sources  # noqa: F401, PLC0415  # its duties
