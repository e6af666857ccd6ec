"""Activities with their dates, and the guests who are invited by name."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meedenk.people.models import Member
from meedenk.people.standing import standing
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import seats
from meedenk.trajectories.stages import Stage


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, person: Any, *, at: datetime) -> Self:
        """The group and staff see all; other members what has a date and was not cancelled; others what is public."""
        found = standing(person, localdate(at))
        if found.staff:
            return self
        if not found.inside:
            return self.public(at)
        own = Q(trajectory__in=list(seats(person, localdate(at))))
        return self.filter(own | (Q(starts_at__isnull=False) & ~Q(state=Activity.State.CANCELLED)))

    def public(self, at: datetime) -> Self:  # noqa: ARG002  # the same shape for all that has a public side
        """What everyone may know of: the kind and the moment, never the report. The first talk is not among it."""
        shown = self.filter(starts_at__isnull=False, state__in=[Activity.State.PLANNED, Activity.State.HELD])
        return shown.exclude(kind=Activity.Kind.FIRST_TALK).exclude(trajectory__stage=Stage.ASKED)

    def standing(self) -> Self:
        return self.exclude(state=Activity.State.CANCELLED)

    def coming(self, at: datetime) -> Self:
        """Planned and not over yet, the nearest first; those without a date last."""
        late = Q(starts_at=None) | Q(starts_at__gte=at)
        return self.filter(late, state=Activity.State.PLANNED).order_by(F("starts_at").asc(nulls_last=True), "pk")


class Activity(models.Model):
    """A way to gather what people experience: a talk, a visit, a survey. Without a start its date is still sought."""

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", _("conversation")
        WORKING_VISIT = "working-visit", _("working visit")
        SPEAKER = "speaker", _("speaker")
        SURVEY = "survey", _("survey")
        PLENARY = "plenary", _("open meeting")
        DESK_RESEARCH = "desk-research", _("reading and looking up")
        MEETING = "meeting", _("meeting of the group")
        FIRST_TALK = "first-talk", _("first talk")

    class Guest(models.TextChoices):
        USER = "user", _("people who use the help")
        EXPERT_BY_EXPERIENCE = "expert-by-experience", _("experts by experience")
        RESIDENT = "resident", _("residents")
        PROFESSIONAL = "professional", _("professionals")
        KNOWLEDGE_INSTITUTION = "knowledge-institution", _("knowledge institutions")
        PARTNER = "partner", _("organisations")
        OFFICIAL = "official", _("officials")
        COUNTER_VOICE = "counter-voice", _("someone with a critical view")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="activities")
    kind = models.CharField(_("what will you do?"), max_length=20, choices=Kind)
    title = models.CharField(_("name of the activity"), max_length=160)
    method = models.CharField(_("how will you do it?"), max_length=200, blank=True)
    why = models.TextField(_("why this way?"), blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    heard = models.JSONField(_("whom do you hear?"), default=list, blank=True)
    with_adviser = models.BooleanField(_("invite the policy adviser too"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    cancelled_because = models.CharField(max_length=300, blank=True)
    report = models.TextField(_("report"), blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    present = models.ManyToManyField(Member, verbose_name=_("who was there?"), related_name="attended", blank=True)
    revision = models.PositiveSmallIntegerField(default=0, help_text=_("which calendars ask for"))

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        ordering = [F("starts_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="activity_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(starts_at__isnull=False), name="what_was_held_had_a_date"
            ),
            models.UniqueConstraint(
                fields=["trajectory"],
                condition=Q(kind="first-talk") & ~Q(state="cancelled"),
                name="one_first_talk_a_trajectory",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/werk/{self.trajectory.slug}/bijeenkomsten/{self.pk}/"

    @property
    def heard_names(self) -> list[str]:
        return [str(Activity.Guest(name).label) for name in self.heard]

    @property
    def is_first_talk(self) -> bool:
        return self.kind == Activity.Kind.FIRST_TALK

    @property
    def stands(self) -> str:
        """How it stands, in a word or two."""
        if self.state == Activity.State.PLANNED and self.starts_at is None:
            return gettext("no date yet")
        return self.get_state_display()

    def is_open(self) -> bool:
        return self.state == Activity.State.PLANNED


class Guest(models.Model):
    """Someone invited by name and address, without an account."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120)
    email = models.EmailField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "email"], name="guest_once_an_activity")]
