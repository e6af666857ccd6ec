"""The outbox: what is to be told, to whom, and whether it arrived."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.accounts.models import PersonalLink


class Mailing(models.Model):
    """One text for many people. Until it goes, support can look into it, change it or hold it."""

    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    goes_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-goes_at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class Rhythm(models.TextChoices):
    """How often someone wants the digest."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")


class Stream(models.TextChoices):
    """Mail one can stop: with one click in the mail, or on one's own page."""

    CALLS = "calls", _("calls")
    DIGEST = "digest", _("the overview")


class Preference(models.Model):
    """What someone wants to receive, and how often. Who has no account is known by their address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="mail_preference"
    )
    email = models.EmailField(null=True, blank=True, unique=True)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    digest_stopped_at = models.DateTimeField(null=True, blank=True)
    calls_stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, email__isnull=False) | Q(user__isnull=False, email=None),
                name="preference_of_a_user_or_of_an_address",
            )
        ]

    def stopped(self, stream: Stream) -> bool:
        return (self.digest_stopped_at if stream == Stream.DIGEST else self.calls_stopped_at) is not None


class StoppedSubject(models.Model):
    """Someone who contributed hears no more about one subject. Of who has no account only a hash of the address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    mailbox = models.CharField(max_length=64, blank=True)
    about = models.PositiveBigIntegerField(help_text=_("the key of what it is about"))
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) & ~Q(mailbox="") | Q(user__isnull=False, mailbox=""),
                name="stopped_by_a_user_or_at_an_address",
            ),
            models.UniqueConstraint(fields=["about", "user"], name="stopped_once_by_a_user"),
            models.UniqueConstraint(
                fields=["about", "mailbox"], condition=~Q(mailbox=""), name="stopped_once_at_an_address"
            ),
        ]


class State(models.TextChoices):
    """Where a message is. HANDED_OVER is saved just before the last line goes to the mail server."""

    WAITING = "waiting", _("waiting")
    HANDED_OVER = "handed-over", _("may have arrived")
    SENT = "sent", _("sent")
    DEAD = "dead", _("could not be sent")
    DIGESTED = "digested", _("sent in a digest")
    DROPPED = "dropped", _("not sent")


STREAMS = {"call-opened": Stream.CALLS, "call-reminded": Stream.CALLS, "digest": Stream.DIGEST}
BY_SUBJECT = {"contributors"}
"""The audiences whose mail one can stop subject by subject; nobody asks anything of them."""
ABOUT_SIGNING_IN = {"sign-in-code", "sign-in-changed"}


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime) -> Self:
        """What may go now: it waits, its moment has come, its mailing is not held, nobody else has it in hand."""
        return self.filter(
            Q(leased_until=None) | Q(leased_until__lt=at),
            Q(mailing=None) | Q(mailing__held_at=None, mailing__goes_at__lte=at),
            state=State.WAITING,
            digest=False,
            not_before__lte=at,
        )

    def in_hand(self, message: "Message", *states: State) -> Self:
        """The row of `message`, as long as it is in one of `states` and nobody took it after we did."""
        return self.filter(pk=message.pk, attempts=message.attempts, state__in=states)

    def waiting_for_digest(self, at: datetime) -> Self:
        return self.filter(state=State.WAITING, digest=True, not_before__lte=at)


class Message(models.Model):
    """One text for one person. It is rendered when it goes, so that no token is ever stored."""

    mailing = models.ForeignKey(Mailing, models.PROTECT, null=True, blank=True, related_name="messages")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="nl")
    kind = models.CharField(max_length=40, help_text=_("the happening it tells"))
    audience = models.CharField(max_length=20)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    facts = models.JSONField(default=list)
    button = models.CharField(max_length=80, blank=True)
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    attachment = models.FileField(upload_to="mail/", blank=True)
    about = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("the key of what it is about"))
    subject_title = models.CharField(max_length=200, blank=True, help_text=_("the dossier it is about"))
    digest = models.BooleanField(default=False)
    digested_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="items")
    secret = models.BooleanField(default=False, help_text=_("its text is wiped once it has gone"))
    once = models.CharField(max_length=120, null=True, unique=True, help_text=_("what it may be sent for only once"))
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    written_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tried_until = models.DateTimeField(null=True, blank=True, help_text=_("when we give up, known once it was tried"))
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    mistake = models.CharField(max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["user", "digest", "state"]),
            models.Index(
                fields=["-written_at", "-id", "name", "email", "subject", "secret"], name="list_and_search_of_messages"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.name}"

    @property
    def stream(self) -> Stream | None:
        """The stream it belongs to, if one can stop it; what one did or asked oneself cannot be stopped."""
        return STREAMS.get(self.kind)

    @property
    def stops_by_subject(self) -> bool:
        """Whether its reader can stop all that is about the same, and hear of other subjects still."""
        return self.audience in BY_SUBJECT and self.about is not None
