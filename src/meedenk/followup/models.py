"""The response of the executive to an advice, and what is done with it."""

from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.advice.models import Advice, Recommendation
from meedenk.people.models import Department, Member
from meedenk.trajectories.models import Trajectory


class Letter(models.Model):
    """The response as a whole. Until it was received it is the draft of the office; `silent` says that none came.

    `on_behalf_of`, `dated_on` and `received_on` are of a letter on paper that support writes down. Its `received_at`
    is on the day on which it was received.
    """

    advice = models.OneToOneField(Advice, models.PROTECT, related_name="letter")
    on_behalf_of = models.CharField(_("on whose behalf"), max_length=120, blank=True)
    dated_on = models.DateField(_("date of the letter"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    reference = models.CharField(_("your reference"), max_length=60, blank=True)
    text = models.TextField(_("what do you want to say first?"), blank=True)
    file = models.FileField(_("the letter"), blank=True)
    size = models.PositiveIntegerField(default=0, help_text=_("in bytes"))
    saved_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    silent = models.BooleanField(default=False)
    goes_out_at = models.DateTimeField(
        _("becomes public at"), null=True, blank=True, help_text=_("when the office chose a day for it")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(silent=False) | Q(received_at=None), name="no_response_is_not_received")
        ]


class ResponseQuerySet(models.QuerySet["Response"]):
    def given(self) -> Self:
        """Those that were sent, not the drafts."""
        return self.filter(letter__received_at__isnull=False)


class Response(models.Model):
    """What the executive answers to one recommendation."""

    class Answer(models.TextChoices):
        ADOPTED = "adopted", _("We adopt it")
        PARTLY = "partly", _("We adopt part of it")
        REJECTED = "rejected", _("We do not adopt it")
        LATER = "later", _("Our answer comes later")

    REASONED = (Answer.PARTLY, Answer.REJECTED)
    """The answers that nobody gives without saying why."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="responses")
    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="response")
    answer = models.CharField(_("your answer"), max_length=8, choices=Answer, blank=True)
    reason = models.TextField(_("why?"), blank=True)
    quote = models.TextField(_("one sentence that we may quote"), blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text=_("when another answer took the place of one"))

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation__order"]

    @property
    def shown(self) -> str:
        """The word it is shown with; without an answer it is awaited."""
        return self.answer or "awaiting"


class EarlierAnswer(models.Model):
    """What stood in the place of an answer that came later or was changed. It stays for everyone to read."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="earlier")
    answer = models.CharField(max_length=8, choices=Response.Answer)
    reason = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ["-ended_at", "-pk"]


class Weighing(models.Model):
    """What the group thinks of the response."""

    class Verdict(models.TextChoices):
        SATISFIED = "satisfied", _("We are satisfied")
        PARTLY = "partly", _("We are partly satisfied")
        ASK_ON = "ask-on", _("We ask on")

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="weighings")
    verdict = models.CharField(_("what do you think of it?"), max_length=9, choices=Verdict)
    text = models.TextField(_("why?"))
    public = models.BooleanField(_("everyone may read it"), default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class Monitoring(models.Model):
    """Who follows what is done with the advice, what they look at, and on which days is asked how it is going."""

    class Owner(models.TextChoices):
        GROUP = "group", _("a smaller group")
        STEERING = "steering", _("the steering group")

    trajectory = models.OneToOneField(Trajectory, models.PROTECT, related_name="monitoring")
    owner = models.CharField(_("who follows it?"), max_length=8, choices=Owner)
    members = models.ManyToManyField(Member, related_name="+")
    what = models.TextField(_("what do we look at?"))
    days = models.JSONField(default=list, help_text=_("the days on which is asked how it is going"))
    agreed_at = models.DateTimeField()
    asks_residents_since = models.DateTimeField(
        null=True, blank=True, help_text=_("from when on residents are asked too what they notice; empty: not")
    )


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def current(self) -> Self:
        """Those that no later one has replaced."""
        return self.filter(replaced_at=None)


class Commitment(models.Model):
    """What a department or an outside party will do with one recommendation, or with the whole advice.

    `name` and `email` are of the person whom we ask how it is going; they are never public.
    """

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="commitments")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    text = models.CharField(_("what will be done?"), max_length=300)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="commitments")
    party = models.CharField(_("which organisation?"), max_length=120, blank=True)
    name = models.CharField(_("whom do we ask?"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    by_on = models.DateField(_("by when?"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation__order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(department=None) ^ Q(party=""), name="a_department_or_an_outside_party")
        ]

    @property
    def executor(self) -> str:
        """Who does it, in words that everyone may read."""
        return str(self.department or self.party)


class Check(models.Model):
    """Once we asked how a commitment is going. Without an answer it is open; after some weeks it is stale."""

    class State(models.TextChoices):
        DONE = "done", _("It is done")
        UNDER_WAY = "under-way", _("It is under way")
        STUCK = "stuck", _("It is stuck")
        DROPPED = "dropped", _("It will not be done")

    EXPLAINED = (State.STUCK, State.DROPPED)
    """The answers that nobody gives without saying why."""
    LAST = (State.DONE, State.DROPPED)
    """The answers after which we ask no more."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="checks")
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    state = models.CharField(_("how is it going?"), max_length=9, choices=State, blank=True)
    text = models.CharField(_("in one sentence"), max_length=400, blank=True)
    link = models.URLField(_("a link"), blank=True)
    file = models.FileField(_("a file"), blank=True)
    format = models.CharField(max_length=5, blank=True)
    size = models.PositiveIntegerField(default=0, help_text=_("in bytes"))
    answered_at = models.DateTimeField(null=True, blank=True)
    stale_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "due_on"], name="asked_once_a_day_of_the_rule"),
            models.CheckConstraint(
                condition=Q(answered_at=None, state="") | (Q(answered_at__isnull=False) & ~Q(state="")),
                name="a_state_exactly_when_answered",
            ),
        ]


class NoticeRound(models.Model):
    """Once we asked everyone who contributed what they notice, on a day on which we ask how it is going."""

    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="notice_rounds")
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    closes_on = models.DateField(help_text=_("the last day to answer"))

    class Meta:
        ordering = ["due_on"]
        constraints = [models.UniqueConstraint(fields=["trajectory", "due_on"], name="residents_asked_once_a_day")]


class Noticer(models.Model):
    """That somebody was asked, and whether they answered; not what. `person` can be recognised and not be read."""

    notice_round = models.ForeignKey(NoticeRound, models.CASCADE, related_name="noticers")
    person = models.CharField(max_length=64)
    told = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice_round", "person"], name="asked_once_a_person")]


class Notice(models.Model):
    """What somebody notices. Nothing tells who: it has no number that counts on, no moment and no link."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, I notice it")
        LITTLE = "little", _("A little")
        NO = "no", _("No, I notice nothing")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    notice_round = models.ForeignKey(NoticeRound, models.PROTECT, related_name="notices")
    answer = models.CharField(max_length=6, choices=Answer)
    text = models.CharField(max_length=400, blank=True)
    may_quote = models.BooleanField(default=False)
    quoted = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice_round"], condition=Q(quoted=True), name="one_quote_a_round"),
            models.CheckConstraint(
                condition=Q(quoted=False) | Q(may_quote=True) & ~Q(text=""), name="quoted_only_with_a_yes"
            ),
        ]


class Account(models.Model):
    """How it went and what came of it, with a short version for each kind of reader. A draft until it is published."""

    STORY = ("course", "choices", "progress", "residents_notice", "lessons")
    SHORT = ("members", "citizens", "experts_by_experience", "professionals", "politics")

    trajectory = models.OneToOneField(Trajectory, models.PROTECT, related_name="account")
    course = models.TextField(_("how did it go?"), blank=True)
    choices = models.TextField(_("which choices did you make?"), blank=True)
    progress = models.TextField(_("what was done with it?"), blank=True)
    residents_notice = models.TextField(_("what do residents notice?"), blank=True)
    lessons = models.TextField(_("what did you learn?"), blank=True)
    members = models.TextField(_("for members"), blank=True)
    citizens = models.TextField(_("for residents"), blank=True)
    experts_by_experience = models.TextField(_("for experts by experience"), blank=True)
    professionals = models.TextField(_("for professionals"), blank=True)
    politics = models.TextField(_("for politics"), blank=True)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)

    def parts(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """The heading and the text of each of the fields `names` that says something."""
        return [(self.heading(name), getattr(self, name)) for name in names if getattr(self, name)]

    @classmethod
    def heading(cls, name: str) -> str:
        """What stands above the text of the field `name`."""
        field: Any = cls._meta.get_field(name)
        return str(field.verbose_name)

    @property
    def story(self) -> list[tuple[str, str]]:
        return self.parts(self.STORY)

    @property
    def short(self) -> list[tuple[str, str]]:
        return self.parts(self.SHORT)
