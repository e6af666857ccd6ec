"""What this station has the clock do."""

from django.apps import AppConfig


class Site(AppConfig):
    """The public face."""

    name = "meedenk.site"

    def ready(self) -> None:
        from .searching import indexing  # noqa: F401, PLC0415  # its duty; models are there only now
