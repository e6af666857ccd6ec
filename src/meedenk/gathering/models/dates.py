"""Which moment suits everyone: polls, their moments and the answers."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.people.models import Member, Official

from .activities import Activity, Guest


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
