"""The response of the executive to an advice, recommendation by recommendation."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.advice.models import Advice, Recommendation


class Letter(models.Model):
    """The response as a whole. Until it was received it is the draft of the office; `silent` says that none came.

    `on_behalf_of` and `dated_on` are of a letter on paper that support writes down.
    """

    advice = models.OneToOneField(Advice, models.PROTECT, related_name="letter")
    on_behalf_of = models.CharField(_("on whose behalf"), max_length=120, blank=True)
    dated_on = models.DateField(_("date of the letter"), null=True, blank=True)
    reference = models.CharField(_("your reference"), max_length=60, blank=True)
    text = models.TextField(_("what do you want to say first?"), blank=True)
    file = models.FileField(_("the letter"), blank=True)
    size = models.PositiveIntegerField(default=0, help_text=_("in bytes"))
    saved_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    silent = models.BooleanField(default=False)

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

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation__order"]

    @property
    def shown(self) -> str:
        """The block it is shown as: an answer that comes later is still awaited."""
        return "awaiting" if self.answer in {"", self.Answer.LATER} else self.answer
