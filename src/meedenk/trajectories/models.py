"""A trajectory, its call, its group, and what the group and the municipality agreed."""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Concern, Theme
from meedenk.common.span import Span, SpanQuerySet
from meedenk.journal.models import Dossier
from meedenk.people.models import Department, Member, Official, SupportKind
from meedenk.people.standing import standing

from .stages import Flow, Outcome, PolicyPhase, Stage


class TrajectoryQuerySet(models.QuerySet["Trajectory"]):
    def visible_to(self, person: Any, *, at: datetime) -> Self:
        """Outsiders see what was taken up or looked into; members see the questions too."""
        if standing(person, localdate(at)).inside:
            return self
        return self.public()

    def public(self) -> Self:
        return self.exclude(stage=Stage.ASKED)

    def running(self) -> Self:
        return self.exclude(stage__in=[Stage.ASKED, Stage.CLOSED])

    def of(self, member: Member, *, on: date) -> Self:
        """Those in whose group `member` has a running seat."""
        return self.filter(seats__in=GroupSeat.objects.running(on).filter(member=member))


class Trajectory(Dossier):
    """One question, from the day it is asked until it is closed."""

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, parent_link=True, primary_key=True, related_name="as_trajectory"
    )
    slug = models.SlugField(unique=True, max_length=80)
    lead = models.TextField(_("in short"), blank=True)
    flow = models.CharField(max_length=12, choices=Flow)
    begun_as = models.CharField(max_length=12, choices=Flow, blank=True)
    concerns = models.ManyToManyField(Concern, blank=True, related_name="trajectories")
    stage = models.CharField(max_length=12, choices=Stage)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    closed_from = models.CharField(max_length=12, choices=Stage, blank=True, help_text=_("the stage before it closed"))
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="trajectories")
    question = models.TextField(_("question"))
    context = models.TextField(_("what should we know?"), blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="trajectories")
    policy_document = models.CharField(_("policy document"), max_length=200, blank=True)
    policy_phase = models.CharField(_("phase of the policy process"), max_length=12, choices=PolicyPhase, blank=True)
    decision_on = models.CharField(_("when is it decided?"), max_length=120, blank=True)
    agenda_item = models.CharField(_("item on the long-term agenda"), max_length=200, blank=True)
    wished_on = models.DateField(_("advice wished by"), null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    days_agreed = models.PositiveSmallIntegerField(null=True, blank=True)
    days_given = models.SmallIntegerField(null=True, blank=True)

    objects = TrajectoryQuerySet.as_manager()  # type: ignore[misc]  # a dossier has Django's own manager

    class Meta:
        verbose_name_plural = "trajectories"
        constraints = [
            models.CheckConstraint(condition=Q(stage=Stage.CLOSED) ^ Q(outcome=""), name="outcome_exactly_when_closed")
        ]

    def get_absolute_url(self) -> str:
        return f"/trajecten/{self.slug}/"

    @property
    def alone(self) -> bool:
        """Without an adviser of the municipality: agreements are the group's own plan."""
        return not self.advisers.all()


class PolicyAdviser(models.Model):
    """An official who works with the group on one trajectory; one of them leads."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="advisers")
    official = models.ForeignKey(Official, models.PROTECT, related_name="trajectories")
    leading = models.BooleanField(default=True)

    class Meta:
        ordering = ["-leading", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "official"], name="adviser_once_per_trajectory"),
            models.UniqueConstraint(fields=["trajectory"], condition=Q(leading=True), name="one_leading_adviser"),
        ]


class Exploration(models.Model):
    """What the steering group found out about a subject of our own before it chose how to go on."""

    trajectory = models.OneToOneField(Trajectory, models.PROTECT, related_name="exploration")
    official = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="explorations")
    power_question = models.TextField(_("what would members do?"), blank=True)
    power_asked_at = models.DateTimeField(null=True, blank=True)
    power_closes_on = models.DateField(null=True, blank=True)
    question = models.TextField(_("question"), blank=True)
    worded_by_adviser = models.BooleanField(default=False)
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)

    def asks_power(self, on: date) -> bool:
        """Whether members can say now if they would join."""
        return self.power_closes_on is not None and on <= self.power_closes_on


class ThinkingPower(models.Model):
    """Whether a member would join, before anything is decided."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, I would join")
        MAYBE = "maybe", _("Perhaps")
        NO = "no", _("No, not this time")

    exploration = models.ForeignKey(Exploration, models.PROTECT, related_name="powers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    answer = models.CharField(_("Would you join?"), max_length=5, choices=Answer)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exploration", "member"], name="one_word_a_member")]


class Call(models.Model):
    """All members are asked: do you join?"""

    trajectory = models.OneToOneField(Trajectory, models.PROTECT, related_name="call")
    text = models.TextField(_("what it is about"))
    time_asked = models.CharField(_("how much time"), max_length=200)
    dates_known = models.CharField(_("dates known"), max_length=200, blank=True)
    experience_sought = models.CharField(_("experience we look for"), max_length=200, blank=True)
    size_min = models.PositiveSmallIntegerField()
    size_max = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(size_max__gte=F("size_min")), name="call_size_makes_sense"),
        ]

    def is_open(self, at: datetime) -> bool:
        return self.closed_at is None and at < self.closes_at


class SignUp(models.Model):
    """One member's answer to a call. It may change until the call closes."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, I join")
        MAYBE = "maybe", _("Perhaps, I want to know more first")
        NO = "no", _("No, not this time")

    call = models.ForeignKey(Call, models.PROTECT, related_name="sign_ups")
    member = models.ForeignKey(Member, models.PROTECT, related_name="sign_ups")
    answer = models.CharField(_("Do you join?"), max_length=5, choices=Answer)
    motivation = models.TextField(_("Would you like to tell us more?"), blank=True)
    experience = models.TextField(_("Do you have experience with this?"), blank=True)
    times = models.CharField(_("When are you free?"), max_length=200, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at"]
        constraints = [models.UniqueConstraint(fields=["call", "member"], name="one_answer_a_member")]


class GroupSeat(Span):
    """A member's seat in the project group of one trajectory."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="seats")
    member = models.ForeignKey(Member, models.PROTECT, related_name="seats")
    is_contact = models.BooleanField(_("contact"), default=False)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["pk"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["trajectory", "member"], condition=Q(until=None), name="one_open_seat_a_member"
            ),
            models.UniqueConstraint(
                fields=["trajectory"], condition=Q(until=None, is_contact=True), name="one_contact_a_group"
            ),
        ]


class ContactVote(models.Model):
    """Whom one group member wants as contact."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="contact_votes")
    voter = models.ForeignKey(Member, models.PROTECT, related_name="+")
    choice = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trajectory", "voter"], name="one_contact_vote_a_member")]


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def current(self) -> Self:
        """Those that no later one has replaced."""
        return self.filter(replaced_at=None)


class Agreement(models.Model):
    """Something the group and the municipality promise each other, or a point of the plan of a group on its own."""

    class Topic(models.TextChoices):
        INVOLVEMENT = "involvement", _("how we are involved")
        INFORMATION = "information", _("what information comes when")
        COMMUNICATION = "communication", _("how we keep in touch")
        PLANNING = "planning", _("planning")
        PROGRESS = "progress", _("how we watch the progress")
        USE = "use", _("how the advice will be used")
        DECISION = "decision", _("when is decided")

    class Promise(models.TextChoices):
        MUNICIPALITY = "municipality", _("the municipality")
        GROUP = "group", _("the project group")
        BOTH = "both", _("both")

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="agreements")
    topic = models.CharField(_("topic"), max_length=14, choices=Topic)
    text = models.TextField(_("what we agree"))
    promised_by = models.CharField(_("who does this"), max_length=12, choices=Promise, default=Promise.BOTH)
    by_on = models.DateField(_("by when"), null=True, blank=True)
    proposed_at = models.DateTimeField()
    group_agreed_at = models.DateTimeField(null=True, blank=True)
    adviser_agreed_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def made(self, *, alone: bool) -> bool:
        """Both sides have said yes; a group that works `alone`, without an adviser, is enough by itself."""
        return self.group_agreed_at is not None and (alone or self.adviser_agreed_at is not None)


class Task(models.Model):
    """Something a group member will do."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="tasks")
    text = models.CharField(_("what"), max_length=300)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="tasks")
    by_on = models.DateField(_("by when"), null=True, blank=True)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["by_on", "pk"]


class GroupMessage(models.Model):
    """What someone wrote to the group."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="group_messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("message"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]


class SupportRequest(models.Model):
    """The group asks for help."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="support_requests")
    kind = models.CharField(_("kind of help"), max_length=20, choices=SupportKind)
    text = models.TextField(_("what do you need?"))
    by_on = models.DateField(_("by when"), null=True, blank=True)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(_("what was done"), blank=True)

    class Meta:
        ordering = ["asked_at"]


class Choice(models.Model):
    """A choice the group made on the way, with what it left."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="choices")
    what = models.CharField(_("what we choose"), max_length=300)
    why = models.TextField(_("why"))
    left = models.TextField(_("what we leave"), blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
