"""Where we thought along."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meedenk.trajectories.models import Trajectory


class ThoughtAlong(models.Model):
    """Taking part other than by an advice: what, with whom, and what changed."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="thoughts")
    what = models.TextField(_("what did you do?"))
    whom = models.CharField(_("with whom?"), max_length=200)
    changed = models.TextField(_("what changed?"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "times we thought along"
