"""The station, with its duties."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "meedenk.accounts"

    def ready(self) -> None:
        from . import duties  # noqa: F401, PLC0415  # they register themselves, and models are there only now
