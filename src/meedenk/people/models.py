"""Members and their terms, steering seats, support, departments and officials."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.common.span import Span, SpanQuerySet


class Area(models.Model):
    """A district or village as residents name it, over the codes of Statistics Netherlands it lies in."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("district")
        VILLAGE = "village", _("village")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    codes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    def running(self, on: date) -> Self:
        """Members whose term runs on the day `on`."""
        return self.filter(Q(terms__until=None) | Q(terms__until__gt=on), terms__since__lte=on).distinct()


class Member(models.Model):
    """A resident in the advisory group. Without a user they take part by phone and paper."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="member")
    name = models.CharField(_("name"), max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="members")
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    paper = models.BooleanField(_("by post"), default=False)
    topics = models.TextField(_("knows about"), blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Term(Span):
    """The time for which a member has joined, and what they want after it."""

    class Wish(models.TextChoices):
        STAY = "stay", _("I would like to go on")
        STOP = "stop", _("I stop when this term ends")

    member = models.ForeignKey(Member, models.PROTECT, related_name="terms")
    wish = models.CharField(_("What do you want after this term?"), max_length=4, choices=Wish, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True, help_text=_("when the member was told that it ends"))

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["since"]


class TeamRole(models.TextChoices):
    """The six talents a steering group has together."""

    COORDINATOR = "coordinator", _("coordinator")
    NETWORKER = "networker", _("networker")
    ORGANISER = "organiser", _("practical organiser")
    GUARDIAN = "guardian", _("guardian of quality")
    CONNECTOR = "connector", _("connector")
    CREATIVE = "creative", _("creative thinker")


class SteeringSeat(Span):
    """A member's seat in the steering group, with the roles they take."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="steering_seats")
    roles = models.JSONField(_("roles"), default=list, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["since"]

    @property
    def role_names(self) -> list[str]:
        return [str(TeamRole(role).label) for role in self.roles]


class SupportKind(models.TextChoices):
    """What a supporter does for the group."""

    COMMUNICATION = "communication", _("communication")
    SECRETARIAL = "secretarial", _("secretarial work")
    FACILITATION = "facilitation", _("leading meetings")


class SupportAssignment(Span):
    """Someone supports the group, for a time; their rights end with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    kind = models.CharField(_("kind"), max_length=20, choices=SupportKind)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["since"]


class Department(models.Model):
    """A department of the municipality."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    directorate = models.CharField(_("directorate"), max_length=120, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OfficialQuerySet(models.QuerySet["Official"]):
    def serving(self, on: date) -> Self:
        """Those who work there on the day `on`."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=on))


class Official(models.Model):
    """Someone who works for the municipality. They act by personal link, without an account."""

    class Function(models.TextChoices):
        ADVISER = "adviser", _("policy adviser")
        PROGRAMME_MANAGER = "programme-manager", _("programme manager")
        ALDERPERSON_OFFICE = "alderperson-office", _("office of the alderperson")
        COUNCIL_OFFICE = "council-office", _("office of the municipal council")
        EXECUTOR = "executor", _("executor")

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), unique=True)
    function = models.CharField(_("function"), max_length=20, choices=Function, default=Function.ADVISER)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="officials")
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    topics = models.TextField(_("is about"), blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def serves(self, on: date) -> bool:
        return self.left_on is None or on < self.left_on
