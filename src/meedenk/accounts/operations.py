"""Giving, minting, renewing and taking back personal links."""

import secrets
from datetime import datetime, timedelta

from django.db import models, transaction

from .models import PersonalLink, Purpose, User, digest


def link_for(purpose: Purpose, about: models.Model, *, to: User, at: datetime, until: datetime) -> PersonalLink:
    """An unsaved link by which the signed-up person `to` can do one thing about `about` until `until`."""
    return PersonalLink(
        purpose=purpose, about=about.pk, user=to, email=to.email, name=to.name, created_at=at, expires_at=until
    )


@transaction.atomic
def invite(
    purpose: Purpose, about: models.Model, *, email: str, name: str, at: datetime, until: datetime
) -> PersonalLink:
    """Someone without an account has a link to do one thing about `about` until `until`."""
    return PersonalLink.objects.create(
        purpose=purpose, about=about.pk, email=email, name=name, created_at=at, expires_at=until
    )


def mint(link: PersonalLink) -> str:
    """A fresh token opens `link`, and no earlier one does. The caller hands it over and forgets it."""
    token = secrets.token_urlsafe(32)
    PersonalLink.objects.filter(pk=link.pk).update(digest=digest(token))
    return token


@transaction.atomic
def renew(link: PersonalLink, *, at: datetime, lasting: timedelta) -> PersonalLink:
    """The same person has a new link for the same thing, and the old one is closed."""
    PersonalLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
    return PersonalLink.objects.create(
        purpose=link.purpose,
        about=link.about,
        user=link.user,
        email=link.email,
        name=link.name,
        created_at=at,
        expires_at=at + lasting,
    )


def revoke(purpose: Purpose, about: models.Model, *, at: datetime) -> None:
    """No link for `purpose` about `about` opens any more."""
    PersonalLink.objects.of(purpose, about).open(at).update(revoked_at=at)
