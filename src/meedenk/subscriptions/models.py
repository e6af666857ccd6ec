"""What someone follows, by their address alone."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.journal.models import Dossier


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def to_any_of(self, dossiers: Collection[int]) -> Self:
        """Of who follows one of `dossiers`, or everything."""
        return self.filter(Q(dossier=None) | Q(dossier__in=dossiers))

    def abandoned(self, before: datetime) -> Self:
        """Asked before that moment and never confirmed."""
        return self.filter(confirmed_at=None, asked_at__lt=before)


class Subscription(models.Model):
    """Someone at `email` follows one dossier, a theme or a trajectory; without a dossier they follow everything.

    It counts once they said yes behind the link in the mail. Who stops is not kept.
    """

    email = models.EmailField(_("your e-mail address"))
    language = models.CharField(max_length=5, default="nl")
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, blank=True, related_name="subscriptions")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["email", "dossier"], name="followed_once"),
            models.UniqueConstraint(fields=["email"], condition=Q(dossier=None), name="everything_followed_once"),
        ]

    def __str__(self) -> str:
        return str(self.dossier) if self.dossier else str(_("everything"))
