"""Periods of days with an exclusive end."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SpanQuerySet(models.QuerySet):
    def running(self, on: date) -> Self:
        """Those that have begun and have not ended on the day `on`."""
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def overlapping(self, since: date, until: date | None) -> Self:
        """Those that run on some day from `since` up to, not including, `until`; without `until` for good."""
        begun = self.filter(since__lt=until) if until else self
        return begun.filter(Q(until=None) | Q(until__gt=since))

    def ending(self, after: date, before: date) -> Self:
        """Those whose last day lies from `after` up to, not including, `before`."""
        return self.filter(until__gt=after, until__lte=before)


class Span(models.Model):
    """From the day `since` up to, not including, the day `until`; without `until` it has no end yet."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until (not included)"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="%(app_label)s_%(class)s_ends_after_it_begins"
            )
        ]

    def runs(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)
