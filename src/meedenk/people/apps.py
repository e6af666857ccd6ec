"""What this station brings to the mail."""

from django.apps import AppConfig


class People(AppConfig):
    """Who we are."""

    name = "meedenk.people"

    def ready(self) -> None:
        from . import readers  # noqa: F401, PLC0415  # models are there only now
