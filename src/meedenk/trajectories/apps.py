"""What this station brings to its own workspace."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Trajectories(AppConfig):
    """The two flows."""

    name = "meedenk.trajectories"

    def ready(self) -> None:
        from meedenk.people.rules import is_inside  # noqa: PLC0415  # models are there only now

        from . import conditions, explored, readers, themes  # noqa: F401, PLC0415  # as above
        from .operations import calling, tasks, working  # noqa: F401, PLC0415  # their duties
        from .panels import tab  # noqa: PLC0415  # they register themselves, and models are there only now
        from .views import adviser, agreements, polling  # noqa: F401, PLC0415  # their doors

        tab(10, _("Overview"), "trajectories:workspace", is_inside)
        tab(20, _("Agreements"), "trajectories:agreements", is_inside)
