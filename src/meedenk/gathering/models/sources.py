"""The pieces we read."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from meedenk.people.standing import standing
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import seats


class SourceQuerySet(models.QuerySet["Source"]):
    def standing(self) -> Self:
        return self.filter(removed_at=None)

    def here(self) -> Self:
        """Those we have."""
        return self.standing().filter(received_at__isnull=False)

    def asked(self) -> Self:
        """Those we asked for and do not have."""
        return self.standing().filter(received_at=None)

    def late(self, on: date) -> Self:
        return self.asked().filter(promised_by_on__lt=on)

    def public(self, at: datetime) -> Self:
        """What everyone may read: here, and open or past its embargo."""
        free = Q(access=Source.Access.OPEN) | Q(embargo_until__lte=localdate(at))
        return self.here().filter(free)

    def visible_to(self, person: Any, *, at: datetime) -> Self:
        """The group and staff see all, also what is asked or under embargo; everyone else what is public."""
        found = standing(person, localdate(at))
        if found.staff:
            return self.standing()
        own = list(seats(person, localdate(at)))
        return self.standing().filter(Q(trajectory__in=own) | Q(pk__in=self.public(at)))


class Source(models.Model):
    """A piece we read: a file, a link or a text. Asked for first, or simply there."""

    class Kind(models.TextChoices):
        POLICY_DRAFT = "policy-draft", _("draft policy")
        FIGURES = "figures", _("figures")
        RESEARCH = "research", _("research")
        LETTER = "letter", _("letter")
        MINUTES = "minutes", _("minutes")
        REPORT = "report", _("report")
        OTHER = "other", _("something else")

    class Access(models.TextChoices):
        OPEN = "open", _("everyone may read it")
        EMBARGO = "embargo", _("only the group, for now")

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="sources")
    title = models.CharField(_("name of the piece"), max_length=200)
    from_whom = models.CharField(_("from whom"), max_length=160, blank=True)
    kind = models.CharField(_("what is it?"), max_length=14, choices=Kind, default=Kind.OTHER)
    file = models.FileField(_("file"), blank=True)
    format = models.CharField(max_length=5, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    link = models.URLField(_("link"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    access = models.CharField(_("who may read it?"), max_length=8, choices=Access, default=Access.OPEN)
    embargo_until = models.DateField(_("not public before"), null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    promised_by_on = models.DateField(_("by when"), null=True, blank=True)
    late_told_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    by_adviser = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="newer")
    changed = models.CharField(_("what changed?"), max_length=600, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(access="embargo") | Q(embargo_until=None), name="embargo_ends_only_where_there_is_one"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | ~Q(file="", link="", text="") | Q(removed_at__isnull=False),
                name="what_was_received_has_something_to_read",
            ),
            models.CheckConstraint(condition=Q(replaces=None) ^ ~Q(changed=""), name="a_newer_one_says_what_changed"),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(removed_at=None), name="one_newer_version_stands_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def under_embargo(self, at: datetime) -> bool:
        if self.access == Source.Access.OPEN:
            return False
        return self.embargo_until is None or localdate(at) < self.embargo_until

    def is_late(self, at: datetime) -> bool:
        return self.received_at is None and self.promised_by_on is not None and self.promised_by_on < localdate(at)
