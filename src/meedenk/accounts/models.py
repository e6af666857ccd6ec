"""People who sign in, and the personal links of people who do not."""

import hashlib
import unicodedata
from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


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

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name


class Purpose(models.TextChoices):
    """What a personal link is for. Each purpose has a door: the page that opens behind the link."""

    CALL = "call", _("answer a call")
    DATES = "dates", _("say which dates suit you")
    DRAFT = "draft", _("respond to a draft")
    ADVISER = "adviser", _("work with us as policy adviser")
    OFFICE = "office", _("respond to an advice")
    EXECUTOR = "executor", _("tell how it is going")


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def open(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at)

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
        return self.revoked_at is None and at < self.expires_at


def digest(token: str) -> str:
    """What is stored of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
