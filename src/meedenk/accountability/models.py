"""Whether the municipality asked us about its subjects."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Theme
from meedenk.people.models import Department


class PositionQuerySet(models.QuerySet["Position"]):
    def of_year(self, year: int | None) -> Self:
        """Those of one year, or all when there is no `year`."""
        return self.filter(on__year=year) if year else self.all()


class Position(models.Model):
    """A subject about which the municipality decided, and whether the group was asked about it in time."""

    class Asked(models.TextChoices):
        IN_TIME = "in-time", _("asked in time")
        LATE = "late", _("asked late")
        NOT_ASKED = "not-asked", _("not asked")

    subject = models.CharField(_("subject"), max_length=200)
    on = models.DateField(_("day"))
    asked = models.CharField(_("were we asked?"), max_length=10, choices=Asked)
    explanation = models.TextField(_("explanation"), blank=True)
    source = models.CharField(_("where this stands"), max_length=200)
    link = models.URLField(_("link"), blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="positions")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="positions")

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["subject", "on"], name="one_position_a_subject_and_day")]

    def __str__(self) -> str:
        return self.subject
