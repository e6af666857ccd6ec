"""Themes: what it is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meedenk.journal.models import Dossier
from meedenk.people.models import Department


class Theme(Dossier):
    """A social theme on the list of the steering group, chosen or not, with the reason."""

    class Origin(models.TextChoices):
        MUNICIPALITY = "municipality", _("brought by the municipality")
        OWN = "own", _("own theme")

    dossier = models.OneToOneField(Dossier, models.CASCADE, parent_link=True, primary_key=True, related_name="as_theme")
    slug = models.SlugField(unique=True, max_length=80)
    summary = models.TextField(_("what it is about"))
    origin = models.CharField(_("origin"), max_length=14, choices=Origin)
    policy_topics = models.CharField(_("policy topics"), max_length=200, blank=True)
    chosen = models.BooleanField(_("chosen"), default=False)
    reason = models.TextField(_("why, or why not now"), blank=True)
    planned_for = models.CharField(_("planned for"), max_length=40, blank=True)
    departments = models.ManyToManyField(Department, blank=True, related_name="themes")

    class Meta:
        ordering = ["title"]

    @property
    def decided(self) -> bool:
        """Chosen, or left with a reason; else the steering group still has to decide."""
        return self.chosen or bool(self.reason)

    def get_absolute_url(self) -> str:
        return f"/agenda/{self.slug}/"
