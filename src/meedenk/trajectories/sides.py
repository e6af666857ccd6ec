"""The two sides that make agreements."""

from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meedenk.common.refusal import Refused
from meedenk.journal.operations import Actor

from .models import Trajectory
from .rules import is_adviser, is_contact


class Side(TextChoices):
    GROUP = "group", gettext_lazy("the project group")
    ADVISER = "adviser", gettext_lazy("the municipality")

    @property
    def agreed_at(self) -> str:
        """The column in which this side's yes is written."""
        return f"{self.value}_agreed_at"


def side_of(person: Actor, trajectory: Trajectory, *, at: datetime, told: str = "") -> Side:
    """The side for which `person` speaks; who speaks for neither says it in `told`."""
    if is_contact(person, trajectory, at=at):
        return Side.GROUP
    if is_adviser(person, trajectory, at=at):
        return Side.ADVISER
    if told not in Side.values:
        raise Refused(_("Say for which side you write this down."))
    return Side(told)
