"""Signing in by way of the municipality, for officials and members we already know."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.models import User, one_spelling

from .house import hold_group
from .models import Official


class MunicipalAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up here: the address that the municipality vouches for must be one we know."""

    def is_open_for_signup(self, *_request_and_login: object) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        vouched = [address.email for address in sociallogin.email_addresses if address.verified is True]
        user = known_user(vouched[0]) if vouched else None
        if user is None or (sociallogin.is_existing and sociallogin.user != user):
            raise ImmediateHttpResponse(_refusal(request))
        sociallogin.state["process"] = "login"
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, *_provider: object, **_mistake: object) -> None:
        raise ImmediateHttpResponse(_refusal(request))


@transaction.atomic
def known_user(email: str) -> User | None:
    """The active user with this address. An official who works there has one from now on; nobody else gets one."""
    email = one_spelling(email)
    hold_group()
    user = User.objects.filter(email=email).first()
    if user is None and (official := _official(email)):
        user = User.objects.create_user(email, official.name)
    return user if user and user.is_active else None


def _official(email: str) -> Official | None:
    return Official.objects.serving(localdate(now())).filter(email__iexact=email).first()


def _refusal(request: HttpRequest) -> Any:
    messages.error(
        request, _("Signing in by way of the municipality did not work. Use your e-mail address, or call us.")
    )
    return redirect("account_login")
