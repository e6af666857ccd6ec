"""Officials sign in by way of the municipality, when the installation is set so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.request import HTTPErrorProcessor, build_opener

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import localdate

from meedenk.accounts.models import User
from meedenk.people.tests.factories import a_member, a_steering_member, a_user, an_official

from .provider import CLIENT, SECRET, Provider, a_provider

pytestmark = pytest.mark.django_db
START = {"viewname": "openid_connect_login", "args": ["gemeente"]}


@contextmanager
def a_municipality(**claims: Any) -> Iterator[Provider]:
    with a_provider(**({"sub": "1", "email_verified": True, "name": "Zelf Verzonnen"} | claims)) as provider:
        app = {"provider_id": "gemeente", "name": "Gemeente", "client_id": CLIENT, "secret": SECRET}
        apps = [app | {"settings": {"server_url": provider.url}}]
        settings = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
        with override_settings(SOCIALACCOUNT_PROVIDERS=settings, OIDC_NAME="Gemeente"):
            yield provider


class StayHere(HTTPErrorProcessor):
    """Redirects are looked at, not followed."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response


def by_way_of_the_municipality(visitor: Client, **more: str) -> Any:
    """The browser goes there and comes back."""
    there = visitor.post(reverse(**START), more)["Location"]
    with build_opener(StayHere).open(there) as answer:
        return visitor.get(answer.headers["Location"])


def is_signed_in(visitor: Client) -> bool:
    return visitor.get(reverse("usersessions_list")).status_code == 200


def test_without_settings_there_is_no_such_way() -> None:
    assert Client().post(reverse(**START)).status_code == 404
    assert b"/inloggen/bij/" not in Client().get(reverse("account_login")).content


def test_an_official_we_know_comes_in_and_has_an_account_from_then_on() -> None:
    official = an_official("Eva Beleid")
    with a_municipality(email=official.email.upper()):
        visitor = Client()
        assert b"/inloggen/bij/gemeente/" in visitor.get(reverse("account_login")).content
        assert by_way_of_the_municipality(visitor, next=reverse("usersessions_list")).status_code == 302
        assert is_signed_in(visitor)
        assert User.objects.get(email=official.email).name == "Eva Beleid"
        again = Client()
        by_way_of_the_municipality(again)
        assert is_signed_in(again)
        assert User.objects.filter(email=official.email).count() == 1


def test_a_member_we_know_comes_in_as_themselves() -> None:
    user = a_member("Marit").user
    with a_municipality(email=user.email):
        visitor = Client()
        by_way_of_the_municipality(visitor)
        assert is_signed_in(visitor)
        assert visitor.get(reverse("mfa_index")).context["user"] == user
    user.refresh_from_db()
    assert user.name == "Marit"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "vreemde@gemeente.voorbeeld.nl"},
        {"email": "eva@gemeente.voorbeeld.nl", "email_verified": False},
        {"email": "eva@gemeente.voorbeeld.nl", "email_verified": "false"},
        {"email": "weg@gemeente.voorbeeld.nl"},
        {"email": "dicht@gemeente.voorbeeld.nl"},
        {"email": ""},
        {},
    ],
)
def test_nobody_else_comes_in(claims: dict[str, Any]) -> None:
    an_official(email="eva@gemeente.voorbeeld.nl")
    an_official(email="weg@gemeente.voorbeeld.nl", left_on=localdate() - timedelta(days=1))
    a_user(email="dicht@gemeente.voorbeeld.nl", is_active=False)
    before = User.objects.count()
    with a_municipality(**claims):
        visitor = Client()
        assert by_way_of_the_municipality(visitor)["Location"] == reverse("account_login")
        assert not is_signed_in(visitor)
    assert User.objects.count() == before


def test_an_account_there_does_not_move_to_somebody_else_here() -> None:
    one, other = a_user(), a_user()
    with a_municipality(email=one.email) as provider:
        by_way_of_the_municipality(Client())
        provider.claims["email"] = other.email
        visitor = Client()
        by_way_of_the_municipality(visitor)
        assert not is_signed_in(visitor)


def test_attack_22_what_another_browser_began_ends_nowhere() -> None:
    official = an_official()
    with a_municipality(email=official.email):
        attacker, victim = Client(), Client()
        there = attacker.post(reverse(**START))["Location"]
        with build_opener(StayHere).open(there) as answer:
            back = answer.headers["Location"]
        victim.get(back)
        assert not is_signed_in(victim)


def test_a_second_lock_is_asked_all_the_same() -> None:
    user = a_steering_member().user
    with a_municipality(email=user.email):
        visitor = Client()
        assert by_way_of_the_municipality(visitor)["Location"] == reverse("mfa_authenticate")
        assert not is_signed_in(visitor)


def test_attack_04_the_way_on_is_a_page_of_ours() -> None:
    official = an_official()
    with a_municipality(email=official.email):
        assert by_way_of_the_municipality(Client(), next="https://evil.nl/")["Location"] == "/mijn/"


def test_who_changes_their_mind_there_comes_back_to_sign_in() -> None:
    with a_municipality(email="x@y.nl"):
        visitor = Client()
        there = visitor.post(reverse(**START))["Location"]
        state = there.split("state=")[1].split("&")[0]
        back = reverse("openid_connect_callback", args=["gemeente"])
        for query in ({"error": "access_denied", "state": state}, {"code": "x", "state": "made up"}, {}):
            response = visitor.get(back, query)
            assert response["Location"] == reverse("account_login"), query


def test_a_municipality_that_does_not_answer_breaks_nothing() -> None:
    with a_municipality(email="x@y.nl") as provider:
        visitor = Client()
        there = visitor.post(reverse(**START))["Location"]
        state = there.split("state=")[1].split("&")[0]
        provider.codes["known"] = {}
        response = visitor.get(
            reverse("openid_connect_callback", args=["gemeente"]), {"code": "never given", "state": state}
        )
        assert response["Location"] == reverse("account_login")
