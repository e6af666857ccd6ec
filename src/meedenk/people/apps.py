"""What this station brings to the mail and to the clock."""

from django.apps import AppConfig


class People(AppConfig):
    """Who we are."""

    name = "meedenk.people"

    def ready(self) -> None:
        from . import readers, terms  # noqa: F401, PLC0415  # models are there only now
