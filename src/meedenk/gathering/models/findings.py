"""What we heard at an activity."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .activities import Activity


class FindingQuerySet(models.QuerySet["Finding"]):
    def public(self) -> Self:
        """What may stand on the public page."""
        return self.filter(public=True)


class Finding(models.Model):
    """Something we heard, and from what kind of person; never from whom."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="findings")
    text = models.TextField(_("what did you hear?"))
    who = models.CharField(_("who said it?"), max_length=160)
    public = models.BooleanField(_("may stand on the public page"), default=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
