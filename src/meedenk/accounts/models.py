"""People who sign in, and the personal links of people who do not."""

import hashlib
import hmac
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from .leaving import has_left


def one_spelling(email: str) -> str:
    """The one form in which an address is stored and looked up, so that look-alikes are the same account."""
    return unicodedata.normalize("NFKC", email).strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, **more: Any) -> "User":
        user = self.model(email=one_spelling(email), name=name, **more)
        user.set_unusable_password()
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=one_spelling(username or ""))


class User(AbstractBaseUser):
    """Someone who can sign in with a code sent to their e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, default="nl")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    visits = models.PositiveIntegerField(default=0, help_text=_("how often everything was signed out"))

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must hold to stay open: a new address or a raised `visits` ends every session there is."""
        return salted_hmac(
            "meedenk.visit", f"{self.email} {self.visits}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Purpose(models.TextChoices):
    """What a personal link is for. Each purpose has a door: the page that opens behind the link."""

    CALL = "call", _("answer a call")
    DATES = "dates", _("say which dates suit you")
    DRAFT = "draft", _("respond to a draft")
    ADVISER = "adviser", _("work with us as policy adviser")
    OFFICE = "office", _("respond to an advice")
    EXECUTOR = "executor", _("tell how it is going")
    TELLER = "teller", _("see what became of what you told")
    POLL = "poll", _("say whether you would join")
    NOTICE = "notice", _("tell what you notice")


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def open(self, at: datetime) -> Self:
        """Those that open now. The link of a user closes with the account and with the address it was sent to."""
        same = Q(user=None) | Q(user__is_active=True, user__email=F("email"))
        return self.filter(same, revoked_at=None, expires_at__gt=at)

    def of(self, purpose: Purpose, about: models.Model) -> Self:
        return self.filter(purpose=purpose, about=about.pk)


class PersonalLink(models.Model):
    """A door for one person, to one purpose, about one thing, for a while.

    Only a hash of the token is stored. The token itself is made when the mail that carries it goes out.
    """

    purpose = models.CharField(max_length=20, choices=Purpose)
    about = models.PositiveBigIntegerField(help_text=_("the key of what the purpose is about"))
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="links")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["purpose", "about"])]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="link_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.name}"

    def is_open(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at and self.reaches_its_person(at)

    @property
    def is_forgotten(self) -> bool:
        """Whether its name and address were erased."""
        return self.revoked_at is not None and not self.email

    @property
    def was_stopped(self) -> bool:
        """Whether it still worked when it was taken back: who held it stopped, and did not just fall silent."""
        return self.revoked_at is not None and self.revoked_at < self.expires_at

    def reaches_its_person(self, at: datetime) -> bool:
        """A link goes with the account and the address of its user; of someone without one, with their work."""
        if self.user:
            return self.user.is_active and self.user.email == self.email
        known: dict[date, bool] = self.__dict__.setdefault("_left", {})
        on = localdate(at)
        if on not in known:
            known[on] = has_left(self.email, on)
        return not known[on]


def digest(token: str) -> str:
    """What is stored of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(text: str) -> str:
    """A hash that only this installation can make, for what must be recognised but not be read."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


CODE_LASTS = timedelta(minutes=15)
CODE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"


class SignInCodeQuerySet(models.QuerySet["SignInCode"]):
    def fitting(self, email: str, at: datetime) -> Self:
        """The codes with which the reader of `email` can sign in at `at`."""
        return self.filter(mailbox=keyed(one_spelling(email)), used_at=None, asked_at__gt=at - CODE_LASTS)


class SignInCode(models.Model):
    """Eight letters by which the reader of a mailbox signs in. They follow from the row and our key, and stand nowhere.

    Addresses nobody knows get a row as well, so that nobody learns which ones we know.
    """

    mailbox = models.CharField(max_length=64, db_index=True)
    asked_at = models.DateTimeField(db_index=True)
    mails = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = SignInCodeQuerySet.as_manager()

    @property
    def letters(self) -> str:
        """Four letters, a dash, four letters: one of 25 600 million."""
        number = int(keyed(f"code {self.pk} {self.mailbox} {self.asked_at.timestamp()}"), 16)
        written = ""
        for _place in range(8):
            number, place = divmod(number, len(CODE_ALPHABET))
            written += CODE_ALPHABET[place]
        return f"{written[:4]}-{written[4:]}"

    @property
    def ends_at(self) -> datetime:
        return self.asked_at + CODE_LASTS

    def fits(self, typed: str) -> bool:
        """Small letters, spaces and the dash make no difference."""
        plain = "".join(letter for letter in typed.upper() if letter.isalnum())
        return constant_time_compare(plain, self.letters.replace("-", ""))


class Count(models.Model):
    """How often something was tried from somewhere in one stretch of time; kept as a hash."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)
