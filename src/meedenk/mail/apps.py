"""This station has duties for the clock."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "meedenk.mail"

    def ready(self) -> None:
        from . import digesting, keeping  # noqa: F401, PLC0415 - their duties are named on import
