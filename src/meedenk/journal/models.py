"""Dossiers and what happened in them."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.accounts.models import PersonalLink

from .happenings import HAPPENINGS
from .kinds import Kind, Seen
from .sentences import fill


class Dossier(models.Model):
    """One subject with everything that happened to it. A trajectory, a theme and a signal are dossiers."""

    title = models.CharField(_("title"), max_length=200)
    address = models.CharField(max_length=200, blank=True, help_text=_("the path of its public page"))

    def __str__(self) -> str:
        return self.title


class EntryQuerySet(models.QuerySet["Entry"]):
    def seen_by(self, seen: Seen, *, at: datetime) -> Self:
        """What someone with the sight `seen` may read at `at`: their own kinds and the more public ones, no embargo."""
        kinds = [kind for kind, happening in HAPPENINGS.items() if happening.seen <= seen]
        free = Q() if seen >= Seen.MEMBERS else Q(public_from=None) | Q(public_from__lte=at)
        return self.filter(free, kind__in=kinds)


class Entry(models.Model):
    """Something happened. Written in the transaction of the act; the database refuses to change or delete it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField(max_length=120, blank=True)
    because = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    public_from = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["dossier", "at"]), models.Index(fields=["kind", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.kind}"

    @property
    def title(self) -> str:
        return fill(HAPPENINGS[Kind(self.kind)].title, self.facts)

    @property
    def actor(self) -> str:
        """Who did it, for people who may know names; empty when the clock did it or nobody is to know."""
        if HAPPENINGS[Kind(self.kind)].nameless:
            return ""
        person: Any = self.by or self.link
        return person.name if person else ""

    def sentence(self, seen: Seen) -> str:
        """What happened in one sentence, with as much as `seen` allows."""
        return HAPPENINGS[Kind(self.kind)].told(self.facts, seen)
