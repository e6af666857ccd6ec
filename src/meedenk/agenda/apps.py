"""What this station has the clock do, and the doors it opens."""

from django.apps import AppConfig


class Agenda(AppConfig):
    """What it is about."""

    name = "meedenk.agenda"

    def ready(self) -> None:
        from .operations import forgetting  # noqa: F401, PLC0415  # its duty; models are there only now
        from .views import door  # noqa: F401, PLC0415  # its doors
