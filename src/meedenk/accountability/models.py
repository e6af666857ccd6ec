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


class AnnualReport(models.Model):
    """The account of one year. The group writes the texts; the figures are counted until it is published, then kept.

    `versions` holds for each part how often it was saved.
    """

    PARTS = ("opening", "looking_back", "looking_ahead")

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    opening = models.TextField(_("foreword"), blank=True)
    looking_back = models.TextField(_("what we noticed"), blank=True)
    looking_ahead = models.TextField(_("what we want next year"), blank=True)
    versions = models.JSONField(default=dict, editable=False)
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(null=True, editable=False)
    pdf = models.FileField(upload_to="jaarverslagen/", blank=True, editable=False)
    odt = models.FileField(upload_to="jaarverslagen/", blank=True, editable=False)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at=None, figures__isnull=True)
                | models.Q(published_at__isnull=False, figures__isnull=False),
                name="figures_are_kept_exactly_when_published",
            )
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return f"/verantwoording/jaarverslag/{self.year}/"

    def version_of(self, part: str) -> int:
        return int(self.versions.get(part, 1))
