"""Lets the outbox and the clock know what this station judges and does."""

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "meedenk.subscriptions"

    def ready(self) -> None:
        from . import operations, readers  # noqa: F401, PLC0415 # they register themselves
