"""Signing in with a code from one's mailbox."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.timezone import now

from meedenk.accounts.codes import ask_code, prove_mailbox, use_code
from meedenk.accounts.models import SignInCode
from meedenk.accounts.operations import forget
from meedenk.mail.models import Message, State
from meedenk.people.tests.factories import a_user

from .factories import a_visitor, signed_in, the_code

pytestmark = pytest.mark.django_db


def is_signed_in(visitor: Client) -> bool:
    return visitor.get(reverse("mfa_index")).status_code == 200


def test_with_the_code_from_the_mail_someone_is_in() -> None:
    user = a_user("Marit")
    visitor = signed_in(user)
    assert is_signed_in(visitor)
    message = Message.objects.get(kind="sign-in-code")
    assert (message.user, message.audience, message.secret, message.state) == (user, "the-member", True, State.WAITING)


def test_capitals_spaces_and_the_dash_make_no_difference() -> None:
    user, at = a_user(), now()
    ask_code(user.email, at=at)
    assert use_code(f" {user.email.upper()} ", the_code(user.email).lower().replace("-", " "), at=at) == user


def test_a_code_works_once_and_for_a_quarter_of_an_hour() -> None:
    user, at = a_user(), now()
    ask_code(user.email, at=at)
    code = the_code(user.email)
    assert use_code(user.email, code, at=at + timedelta(minutes=15)) is None
    assert use_code(user.email, code, at=at + timedelta(minutes=14)) == user
    assert use_code(user.email, code, at=at + timedelta(minutes=14)) is None


def test_a_code_opens_no_other_mailbox() -> None:
    one, other, at = a_user(), a_user(), now()
    ask_code(one.email, at=at)
    ask_code(other.email, at=at)
    assert use_code(other.email, the_code(one.email), at=at) is None


def test_a_code_that_was_tampered_with_does_not_open() -> None:
    user, at = a_user(), now()
    ask_code(user.email, at=at)
    code = the_code(user.email)
    for wrong in ("", code[:-1], code + "B", code[::-1], "BBBB-BBBB", "\x00" * 8, "ꓐꓐꓐꓐꓐꓐꓐꓐ"):
        assert use_code(user.email, wrong, at=at) is None, wrong


def test_the_code_is_stored_nowhere_but_in_the_mail_that_waits() -> None:
    user, visitor = a_user(), a_visitor()
    visitor.post(reverse("account_login"), {"email": user.email})
    letters = the_code(user.email)
    row = SignInCode.objects.values().get()
    assert letters not in str(row)
    assert letters not in str(dict(visitor.session))
    assert user.email not in str(row)


def test_somebody_without_an_open_account_gets_no_code() -> None:
    closed = a_user(is_active=False)
    for email in (closed.email, "onbekend@voorbeeld.nl"):
        a_visitor().post(reverse("account_login"), {"email": email})
    assert set(Message.objects.values_list("state", "email", "body")) == {(State.DROPPED, "", "")}
    for code in SignInCode.objects.all():
        assert use_code(closed.email, code.letters, at=now()) is None
        assert use_code("onbekend@voorbeeld.nl", code.letters, at=now()) is None


def test_there_are_no_passwords_and_nobody_signs_up() -> None:
    for path in (
        "signup/",
        "password/reset/",
        "password/change/",
        "password/set/",
        "reauthenticate/",
        "login/",
        "email/",
    ):
        assert Client().get(f"/inloggen/{path}").status_code == 404, path
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not {name for name in names if "password" in name or "signup" in name}


def test_attack_04_after_signing_in_one_only_goes_to_pages_of_ours() -> None:
    for evil in ("//evil.nl", "https:evil.nl", "/\\evil.nl", "javascript:alert(1)", "https://evil.nl/", "\t//evil.nl"):
        visitor, user = a_visitor(), a_user()
        visitor.post(reverse("account_login"), {"email": user.email, "next": evil})
        response = visitor.post(reverse("account_code"), {"code": the_code(user.email)})
        assert response["Location"] == settings.LOGIN_REDIRECT_URL, evil
        assert visitor.get(reverse("account_login"), {"next": evil})["Location"] == settings.LOGIN_REDIRECT_URL
        assert visitor.post(reverse("set_language"), {"language": "en", "next": evil})["Location"] == "/"
        assert visitor.post(reverse("account_logout"), {"next": evil})["Location"] == "/"


def test_one_goes_on_to_the_page_one_wanted() -> None:
    visitor, user = a_visitor(), a_user()
    way = visitor.get(reverse("usersessions_list"))["Location"]
    assert reverse("usersessions_list") in visitor.get(way).content.decode()
    visitor.post(reverse("account_login"), {"email": user.email, "next": reverse("usersessions_list")})
    response = visitor.post(reverse("account_code"), {"code": the_code(user.email)})
    assert response["Location"] == reverse("usersessions_list")


def test_attack_16_a_session_is_of_no_use_after_signing_out() -> None:
    visitor = signed_in(a_user())
    kept = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    response = visitor.post(reverse("account_logout"))
    assert "cache" in response["Clear-Site-Data"]
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert not is_signed_in(thief)


def test_attack_18_no_mail_carries_an_address_from_the_request() -> None:
    visitor, user = a_visitor(), a_user()
    refused = visitor.post(reverse("account_login"), {"email": user.email}, headers={"host": "evil.nl"})
    assert refused.status_code == 400
    visitor.post(reverse("account_login"), {"email": user.email}, headers={"x-forwarded-host": "evil.nl"})
    assert all("evil.nl" not in str(message) for message in Message.objects.values())


def test_attack_31_look_alikes_are_the_same_account() -> None:
    user, at = a_user(email="Marit@Voorbeeld.nl"), now()
    for spelling in ("marit@voorbeeld.nl", "MARIT@VOORBEELD.NL", " marit@voorbeeld.nl ", "ｍarit@voorbeeld.nl"):
        ask_code(spelling, at=at)
        at += timedelta(minutes=20)
        ask_code(spelling, at=at)
        assert prove_mailbox("marit@voorbeeld.nl", the_code(user.email), at=at), spelling


def test_attack_38_signing_in_gives_a_new_session() -> None:
    visitor = a_visitor()
    user = a_user()
    visitor.post(reverse("account_login"), {"email": user.email})
    before = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    token = visitor.cookies.get(settings.CSRF_COOKIE_NAME)
    visitor.post(reverse("account_code"), {"code": the_code(user.email)})
    assert visitor.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert visitor.cookies.get(settings.CSRF_COOKIE_NAME) is not token
    planted = Client()
    planted.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not is_signed_in(planted)


def test_only_the_two_cookies_are_ever_set() -> None:
    visitor = Client()
    names = set()
    user = a_user()
    for response in (
        visitor.get(reverse("account_login")),
        visitor.post(reverse("account_login"), {"email": user.email, "shared": "on"}),
        visitor.get(reverse("account_code")),
        visitor.post(reverse("account_code"), {"code": the_code(user.email)}),
        visitor.get(reverse("mfa_index")),
        visitor.get(reverse("mfa_activate_totp")),
        visitor.get(reverse("usersessions_list")),
        visitor.post(reverse("account_logout")),
        visitor.get("/p/onbekend/"),
    ):
        names |= set(response.cookies)
    assert names == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def test_codes_and_counts_are_forgotten_in_time() -> None:
    user, at = a_user(), now()
    visitor = signed_in(user)
    forget(at)
    assert is_signed_in(visitor)
    forget(at + timedelta(days=2))
    assert not SignInCode.objects.exists()
