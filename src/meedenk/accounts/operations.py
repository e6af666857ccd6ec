"""Giving, minting, renewing and taking back personal links; moving to another address; ending visits."""

import secrets
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused

from .models import Count, PersonalLink, Purpose, SignInCode, User, digest, one_spelling


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
def renew(link: PersonalLink, *, at: datetime) -> PersonalLink | None:
    """The same person has a new link for the same thing, as long as the old one, which is closed.

    None when `link` was taken back, also when that happened just now.
    """
    if not PersonalLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        return None
    return PersonalLink.objects.create(
        purpose=link.purpose,
        about=link.about,
        user=link.user,
        email=link.email,
        name=link.name,
        created_at=at,
        expires_at=at + (link.expires_at - link.created_at),
    )


@transaction.atomic
def close_links_to(email: str, *, at: datetime) -> None:
    """No link that was sent to `email` opens any more, for somebody who has another address now."""
    PersonalLink.objects.filter(email__iexact=email, revoked_at=None, expires_at__gt=at).update(revoked_at=at)


def prolong(purpose: Purpose, about: models.Model, *, until: datetime) -> None:
    """Every link for `purpose` about `about` that was not taken back opens until `until`."""
    PersonalLink.objects.of(purpose, about).filter(revoked_at=None).update(expires_at=until)


def revoke(purpose: Purpose, about: models.Model, *, at: datetime) -> None:
    """No link for `purpose` about `about` opens any more."""
    PersonalLink.objects.of(purpose, about).open(at).update(revoked_at=at)


def revoke_from(email: str, purpose: Purpose, about: models.Model, *, at: datetime) -> None:
    """No link for `purpose` about `about` that went to `email` opens any more, nor is one sent anew."""
    PersonalLink.objects.of(purpose, about).filter(email__iexact=email, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def change_address(user: User, email: str, *, at: datetime) -> None:
    """`user` signs in with `email` from now on; every visit and every link that went to the old address has ended.

    A link that has not gone yet goes to the new address. The old address is told, so that nobody loses an account
    unnoticed.
    """
    old, new = user.email, one_spelling(email)
    if User.objects.exclude(pk=user.pk).filter(email=new).exists():
        raise Refused(_("This address is already in use here. Call us, then we sort it out together."))
    get_adapter().send_notification_mail("account/email/email_changed", user, {"at": at}, email=old)
    User.objects.filter(pk=user.pk).update(email=new)
    user.email = new
    PersonalLink.objects.filter(user=user, email=old, digest=None).update(email=new)
    close_links_to(old, at=at)
    end_visits(user)


@transaction.atomic
def end_visits(user: User) -> None:
    """Nobody is signed in as `user` any more, on no computer."""
    User.objects.filter(pk=user.pk).update(visits=F("visits") + 1)
    user.refresh_from_db(fields=["visits"])
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()


def forget(at: datetime) -> None:
    """What was only of use for a while is gone: codes, counts, and visits that have ended."""
    SignInCode.objects.filter(asked_at__lt=at - timedelta(days=1)).delete()
    Count.objects.filter(ends_at__lt=at).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
