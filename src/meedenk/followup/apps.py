"""Lets the flow know what this station can judge and does by the clock."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "meedenk.followup"

    def ready(self) -> None:
        from . import conditions, owners, panels, readers  # noqa: F401, PLC0415 # they register themselves
        from .operations import checks, noticing, planning, responding, weighing  # noqa: F401, PLC0415 # their duties
        from .views import checks as check_views  # noqa: F401, PLC0415 # their doors
        from .views import noticing as notice_views  # noqa: F401, PLC0415 # as above
        from .views import responding as response_views  # noqa: F401, PLC0415 # as above
        from .views import weighing as weighing_views  # noqa: F401, PLC0415 # as above
