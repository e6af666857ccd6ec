"""Activities with their dates, the pieces we read, what we heard, and where we thought along."""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meedenk.people.models import Member, Official
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


class DatePollQuerySet(models.QuerySet["DatePoll"]):
    def open(self, at: datetime) -> Self:
        return self.filter(closed_at=None, closes_at__gt=at, activity__state=Activity.State.PLANNED)


class DatePoll(models.Model):
    """Which of some moments suits everyone? Open until it closes or a date is chosen."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="poll")
    minutes = models.PositiveSmallIntegerField(_("how many minutes?"), default=90)
    closes_at = models.DateTimeField(_("answer by"))
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DatePollQuerySet.as_manager()

    def is_open(self, at: datetime) -> bool:
        return self.closed_at is None and at < self.closes_at and self.activity.is_open()


class DateOption(models.Model):
    """One moment. Taken back, it keeps its answers, so that nobody answers twice when it returns."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="one_option_a_moment")]


class DateVote(models.Model):
    """Whether one person can make one moment."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        MAYBE = "maybe", _("If need be")
        NO = "no", _("No")

    option = models.ForeignKey(DateOption, models.CASCADE, related_name="votes")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="date_votes")
    official = models.ForeignKey(Official, models.PROTECT, null=True, related_name="date_votes")
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, related_name="date_votes")
    answer = models.CharField(max_length=5, choices=Answer)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, official=None, guest=None)
                | Q(member=None, official__isnull=False, guest=None)
                | Q(member=None, official=None, guest__isnull=False),
                name="one_voter_a_vote",
            ),
            models.UniqueConstraint(
                fields=["option", "member"], condition=Q(member__isnull=False), name="one_date_vote_a_member"
            ),
            models.UniqueConstraint(
                fields=["option", "official"], condition=Q(official__isnull=False), name="one_date_vote_an_official"
            ),
            models.UniqueConstraint(
                fields=["option", "guest"], condition=Q(guest__isnull=False), name="one_date_vote_a_guest"
            ),
        ]


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
        ]

    def __str__(self) -> str:
        return self.title

    def under_embargo(self, at: datetime) -> bool:
        if self.access == Source.Access.OPEN:
            return False
        return self.embargo_until is None or localdate(at) < self.embargo_until

    def is_late(self, at: datetime) -> bool:
        return self.received_at is None and self.promised_by_on is not None and self.promised_by_on < localdate(at)


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
