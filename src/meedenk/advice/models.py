"""An advice: its text, the round of its draft, to whom it went, and to what it was attached."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from meedenk.journal.kinds import Kind
from meedenk.people.models import Member
from meedenk.people.standing import standing
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import seats


class AdviceQuerySet(models.QuerySet["Advice"]):
    def public(self, at: datetime) -> Self:
        """What everyone may read: published, and past the embargo."""
        embargoed = Delivery.objects.filter(advice=OuterRef("pk"), embargo_until__gt=at)
        return self.filter(~Exists(embargoed), published_at__lte=at)

    def visible_to(self, person: Any, *, at: datetime) -> Self:
        """Everyone reads what is public, members what was adopted, the group and staff also what is being written."""
        found = standing(person, localdate(at))
        if found.staff:
            return self
        if not found.inside:
            return self.public(at)
        own = Q(trajectory__in=list(seats(person, localdate(at))))
        return self.filter(own | Q(adopted_at__isnull=False))


class Advice(models.Model):
    """What a project group says. While it is being written its texts change; `adopted` holds them as they were adopted.

    `versions` holds for each part how often it was saved.
    """

    PARTS = ("title", "summary", "goes_well", "attention", "came_about")

    trajectory = models.OneToOneField(Trajectory, models.PROTECT, related_name="advice")
    number = models.CharField(_("number"), max_length=40, unique=True, null=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("in short"), blank=True)
    goes_well = models.TextField(_("what goes well"), blank=True)
    attention = models.TextField(_("points of attention"), blank=True)
    came_about = models.TextField(_("how this advice came about"), blank=True)
    versions = models.JSONField(default=dict, editable=False)
    begun_at = models.DateTimeField(help_text=_("when this writing began; a text that is opened again begins anew"))
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted = models.JSONField(null=True, editable=False)
    pdf = models.FileField(upload_to="adviezen/", blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "advices"
        ordering = ["-adopted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_at=None) | ~Q(number=None), name="what_was_adopted_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, adopted__isnull=True) | Q(adopted_at__isnull=False, adopted__isnull=False),
                name="adopted_text_exactly_when_adopted",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(adopted_at=None), name="only_what_was_adopted_is_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return f"/adviezen/{self.number}/"

    def version_of(self, part: str) -> int:
        return int(self.versions.get(part, 1))


class Numbering(models.Model):
    """The last number given in a year; its row is the lock that makes every number unique."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Recommendation(models.Model):
    """One thing we ask for. Its key stays; its number follows the order."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="recommendations")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("what should happen?"), max_length=200)
    text = models.TextField(_("explanation"), blank=True)
    reason = models.TextField(_("why?"), blank=True)
    sources = models.TextField(_("what is it based on?"), blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["advice", "order"], condition=Q(removed_at=None), name="one_recommendation_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"


class Perspective(models.Model):
    """A differing view on the advice. Only how many hold it is made public, never who."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="perspectives")
    title = models.CharField(_("your view in one sentence"), max_length=200)
    text = models.TextField(_("explanation"))
    held_by = models.ManyToManyField(Member, related_name="perspectives")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class DraftRound(models.Model):
    """The draft as it was sent round, to whom, and until when they respond."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="rounds")
    draft = models.JSONField()
    asked = models.ManyToManyField(Member, related_name="+")
    to_all = models.BooleanField(_("all members may respond"), default=False)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(_("respond by"))
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opened_at")), name="draft_round_closes_after_it_opens"
            )
        ]

    @property
    def why(self) -> str:
        """The reason that was written down when it was sent; empty when none was needed."""
        entries = self.advice.trajectory.entries.filter(kind=Kind.DRAFT_IN_ROUND, at=self.opened_at)
        return entries.values_list("because", flat=True).first() or ""


class DraftResponse(models.Model):
    """What one member says to the draft. It may change until the advice is adopted."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("I support this advice")
        COMMENT = "comment", _("I have a remark")
        OWN_PERSPECTIVE = "own-perspective", _("I see it differently, and that should be in it")
        DOES_NOT = "does-not", _("I do not support this advice")

    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="responses")
    member = models.ForeignKey(Member, models.PROTECT, related_name="draft_responses")
    stance = models.CharField(_("What do you think of it?"), max_length=16, choices=Stance)
    text = models.TextField(_("Would you like to tell us more?"), blank=True)
    perspective = models.ForeignKey(
        Perspective, models.SET_NULL, null=True, blank=True, related_name="responses", editable=False
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["draft_round", "member"], name="one_draft_response_a_member")]

    @property
    def late(self) -> bool:
        return self.at >= self.draft_round.closes_at


class Body(models.TextChoices):
    """Who decides about a proposal."""

    EXECUTIVE = "executive", _("the executive")
    COUNCIL = "council", _("the municipal council")


class Proposal(models.Model):
    """A proposal to the executive or the municipal council to which the advice was attached."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="proposals")
    title = models.CharField(_("name of the proposal"), max_length=200)
    number = models.CharField(_("number"), max_length=60, blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    link = models.URLField(_("link"), blank=True)
    body = models.CharField(_("proposal to"), max_length=10, choices=Body)
    meeting = models.CharField(_("meeting"), max_length=120, blank=True)
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["attached_at", "pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})" if self.number else self.title


class Delivery(models.Model):
    """The advice went out, and by when an answer is due."""

    class To(models.TextChoices):
        EXECUTIVE = "executive", _("the executive")
        COUNCIL = "council", _("the municipal council")
        BOTH = "both", _("the executive and the municipal council")

    advice = models.OneToOneField(Advice, models.PROTECT, related_name="delivery")
    to = models.CharField(_("to whom?"), max_length=10, choices=To)
    at = models.DateTimeField()
    due_on = models.DateField(_("an answer is due by"))
    embargo_until = models.DateTimeField(_("not public before"), null=True, blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="deliveries")

    class Meta:
        verbose_name_plural = "deliveries"

    def public_from(self, at: datetime) -> datetime | None:
        """The end of the embargo, as long as it runs."""
        return self.embargo_until if self.embargo_until and self.embargo_until > at else None


class Addressee(models.Model):
    """The office to which the advice was sent. One of them `answers`, by personal link."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="addressees")
    body = models.CharField(max_length=10, choices=Body)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    answers = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "body"], name="one_addressee_a_body"),
            models.UniqueConstraint(fields=["delivery"], condition=Q(answers=True), name="one_addressee_answers"),
        ]
