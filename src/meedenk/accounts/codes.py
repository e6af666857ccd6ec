"""Proving that one reads a mailbox, in a way that tells nobody which addresses we know."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import F, Q

from .models import SignInCode, User, keyed, one_spelling

SAME_CODE = timedelta(minutes=10)
MAILS_PER_CODE = 3
BETWEEN_MAILS = timedelta(minutes=1)


@transaction.atomic
def ask_code(email: str, *, at: datetime, newcomer: User | None = None) -> None:
    """Who reads the mailbox `email` has a code for a quarter of an hour; with as much work an unknown address has none.

    Whoever asks, from wherever, within ten minutes gets the same code, mailed at most three times. So nobody can
    flood a mailbox, and nobody's asking makes the code of somebody else useless. `newcomer` is a user who wants to
    move to `email`, which then is mailed although nobody has it yet.
    """
    email = one_spelling(email)
    codes = SignInCode.objects.fitting(email, at)
    code = codes.filter(asked_at__gt=at - SAME_CODE).order_by("-asked_at").first() or _new_code(email, at)
    rested = Q(mailed_at=None) | Q(mailed_at__lte=at - BETWEEN_MAILS)
    free = SignInCode.objects.filter(rested, pk=code.pk, mails__lt=MAILS_PER_CODE)
    if free.update(mails=F("mails") + 1, mailed_at=at):
        user = _user(email) or newcomer
        get_adapter().send_mail("account/email/login_code", email, {"code": code, "user": user, "at": at})


def use_code(email: str, typed: str, *, at: datetime) -> User | None:
    """The user who signs in with this code, which works no second time; None when it does not fit."""
    fits, user = prove_mailbox(email, typed, at=at), _user(email)
    return user if fits else None


@transaction.atomic
def prove_mailbox(email: str, typed: str, *, at: datetime) -> bool:
    """Whether `typed` is a code sent to `email`; it works no second time, also not for two at once."""
    fitting = [code.pk for code in SignInCode.objects.fitting(email, at) if code.fits(typed)]
    return bool(SignInCode.objects.fitting(email, at).filter(pk__in=fitting).update(used_at=at))


def _new_code(email: str, at: datetime) -> SignInCode:
    return SignInCode.objects.create(mailbox=keyed(email), asked_at=at)


def _user(email: str) -> User | None:
    return User.objects.filter(email=one_spelling(email), is_active=True).first()
