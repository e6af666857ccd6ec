"""How allauth behaves in this house. The station `mail` adds how it writes."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext

from . import visits
from .models import User
from .requests import client_address

SHARED = "sign-in-shared"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No open sign-up; every way of signing in begins a visit."""

    def is_open_for_signup(self, *_more: object) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def login(self, request: HttpRequest, user: User) -> None:
        shared = bool(request.session.pop(SHARED, False))
        super().login(request, user)
        visits.begin(request.session, shared=shared, at=now())

    def respond_user_inactive(self, request: HttpRequest, *_more: object) -> HttpResponse:
        messages.error(request, gettext("This account is closed. Call or mail us if you think that is a mistake."))
        return redirect("account_login")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The passkey comes first for who has no app."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return ways if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else ways[::-1]

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        self.send_mail(template_prefix, email or user.email, {"user": user, "at": now()} | (context or {}))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of apps and recovery codes are stored encrypted with the key of the installation."""

    def get_totp_issuer(self) -> str:
        return settings.HOUSE.name

    def _get_site_name(self) -> str:
        return settings.HOUSE.name

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - the name allauth calls it by
        made = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": made + 1}

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys])
