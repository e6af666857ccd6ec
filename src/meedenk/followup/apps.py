"""Lets the flow know what this station can judge and does by the clock."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "meedenk.followup"

    def ready(self) -> None:
        from . import conditions, operations, views  # noqa: F401, PLC0415 # they register themselves
