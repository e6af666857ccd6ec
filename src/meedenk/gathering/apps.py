"""What this station brings to the others."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Gathering(AppConfig):
    """What we heard."""

    name = "meedenk.gathering"

    def ready(self) -> None:
        from meedenk.people.rules import is_inside  # noqa: PLC0415  # models are there only now
        from meedenk.trajectories.panels import tab  # noqa: PLC0415  # models are there only now
        from meedenk.trajectories.rules import may_enter_workspace  # noqa: PLC0415  # they register themselves, and models are there only now

        from . import conditions, panels, readers, waiting  # noqa: F401, PLC0415  # they register themselves, and models are there only now
        from .operations import sources as duties  # noqa: F401, PLC0415  # they register themselves, and models are there only now
        from .views import dates, sources  # noqa: F401, PLC0415  # their doors

        tab(30, _("Activities"), "gathering:activities", is_inside)
        tab(40, _("Pieces"), "gathering:sources", may_enter_workspace)
