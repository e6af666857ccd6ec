"""Lets every form say how a mistake is mended, before the first form is made."""

from django.apps import AppConfig


class Common(AppConfig):
    name = "meedenk.common"

    def ready(self) -> None:
        from .mending import teach  # noqa: PLC0415  # settings are there only now

        teach()
