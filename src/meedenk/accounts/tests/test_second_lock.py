"""The second lock: an app with codes or a passkey, and recovery codes for when it is lost."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from conftest import Cast
from django.test import Client, override_settings
from django.urls import reverse

from meedenk.accounts.adapter import SecondFactorAdapter
from meedenk.accounts.models import SignInCode
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_member, a_second_lock, a_steering_member, a_user

from .factories import a_visitor, signed_in, the_code

pytestmark = pytest.mark.django_db


def number_of(secret: str, at: float | None = None) -> str:
    """What the app shows."""
    return format_hotp_value(hotp_value(secret, int((at or time.time()) // 30)))


def secret_of(lock: Authenticator) -> str:
    return SecondFactorAdapter().decrypt(lock.data["secret"])


def without_locks(user: object) -> None:
    Authenticator.objects.filter(user=user).delete()


def opens(visitor: Client) -> bool:
    return visitor.get(reverse("people:members")).status_code == 200


def test_the_code_from_the_mail_alone_does_not_open_an_account_with_a_second_lock() -> None:
    user = a_user()
    lock = a_second_lock(user)
    visitor = signed_in(user)
    assert visitor.get(reverse("usersessions_list")).status_code == 302
    wrong = visitor.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert visitor.get(reverse("usersessions_list")).status_code == 302
    visitor.post(reverse("mfa_authenticate"), {"code": number_of(secret_of(lock))})
    assert visitor.get(reverse("usersessions_list")).status_code == 200


def test_setting_up_an_app_gives_recovery_codes_and_ends_visits_elsewhere(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    user = a_user()
    here, there = signed_in(user), a_visitor()
    there.force_login(user)
    page = here.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = here.post(reverse("mfa_activate_totp"), {"code": number_of(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert here.get(reverse("usersessions_list")).status_code == 200
    assert there.get(reverse("usersessions_list")).status_code == 302
    assert Message.objects.get(kind="sign-in-changed").user == user
    lock = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(lock.data)


def test_a_recovery_code_opens_once() -> None:
    user = a_user()
    visitor = signed_in(user)
    secret = visitor.get(reverse("mfa_activate_totp")).context["form"].secret
    visitor.post(reverse("mfa_activate_totp"), {"code": number_of(secret)})
    codes = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    for expected in (200, 302):
        elsewhere = a_visitor()
        SignInCode.objects.all().delete()
        elsewhere.post(reverse("account_login"), {"email": user.email})
        elsewhere.post(reverse("account_code"), {"code": the_code(user.email)})
        elsewhere.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert elsewhere.get(reverse("usersessions_list")).status_code == expected


def test_changing_locks_asks_for_the_lock_again() -> None:
    user = a_user()
    lock = a_second_lock(user)
    visitor = signed_in(user)
    visitor.post(reverse("mfa_authenticate"), {"code": number_of(secret_of(lock))})
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "new-address", "mfa_generate_recovery_codes"):
        assert visitor.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate")), name


@pytest.mark.parametrize("kind", ["steering", "support"])
def test_staff_without_a_second_lock_see_only_where_to_set_one_up(cast: Cast, kind: str) -> None:
    user = getattr(cast, kind)
    visitor = a_visitor()
    visitor.force_login(user)
    assert opens(visitor)
    without_locks(user)
    for path in ("/werk/x/oproep/", "/beheer/leden/", "/mijn/", "/", reverse("people:members")):
        for response in (visitor.get(path), visitor.post(path)):
            assert (response.status_code, response["Location"]) == (302, reverse("mfa_index")), path
    assert visitor.get(reverse("mfa_index")).status_code == 200
    assert visitor.get(reverse("mfa_activate_totp")).status_code == 200


def test_members_need_no_second_lock() -> None:
    visitor = a_visitor()
    visitor.force_login(a_member().user)
    assert visitor.get("/").status_code == 200


def test_recovery_codes_alone_are_no_second_lock(rules: None) -> None:
    user = a_steering_member().user
    visitor = a_visitor()
    visitor.force_login(user)
    Authenticator.objects.filter(user=user).update(type=Authenticator.Type.RECOVERY_CODES)
    assert not opens(visitor)


def test_only_the_demo_is_eased(rules: None) -> None:
    user = a_steering_member().user
    without_locks(user)
    visitor = a_visitor()
    visitor.force_login(user)
    assert not opens(visitor)
    with override_settings(SECOND_FACTOR_EASED=True):
        assert opens(visitor)


def test_nobody_removes_the_key_of_somebody_else() -> None:
    lock = Authenticator.objects.create(user=a_user(), type=Authenticator.Type.WEBAUTHN, data={"name": "Mine"})
    visitor = signed_in(a_user())
    assert visitor.post(reverse("mfa_remove_webauthn", args=[lock.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=lock.pk).exists()


def test_a_passkey_that_says_nonsense_opens_nothing() -> None:
    for credential in ("", "{}", "[]", '{"id": "x"}', '{"response": {"userHandle": "MQ"}}', "null", "1"):
        visitor = a_visitor()
        visitor.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
        visitor.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert visitor.get(reverse("usersessions_list")).status_code == 302, credential
