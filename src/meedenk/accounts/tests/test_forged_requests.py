"""No page of another site makes anybody do something here."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from conftest import Cast
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from meedenk.people.tests.factories import a_user
from meedenk.trajectories.models import Trajectory

from .everything import everything
from .factories import a_visitor, signed_in

WITHOUT_TOKEN = {"stop"}  # RFC 8058: mail programs stop a stream by a POST without a cookie


def patterns(of: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in (of or get_resolver()).url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, path)
        else:
            yield path, each


def address(path: str, slug: str) -> str:
    """A path with something in the place of each of its arguments."""
    for form, value in ((r"<(slug|str):slug>", slug), (r"<int:\w+>", "1"), (r"<[^>]*>", "x")):
        path = re.sub(form, value, path)
    return f"/{path}"


@pytest.mark.django_db
def test_attack_22_nothing_is_posted_without_the_token_of_our_page(cast: Cast, trajectory: Trajectory) -> None:
    exempt = set()
    for path, pattern in patterns():
        if getattr(pattern.callback, "csrf_exempt", False):
            exempt.add(pattern.name)
            continue
        for person, methods in ((None, ["put", "patch", "delete"]), (cast.steering, ["post"])):
            visitor = Client(enforce_csrf_checks=True)
            if person:
                visitor.force_login(person)
            for method in methods:
                response = getattr(visitor, method)(address(path, trajectory.slug))
                assert response.status_code == 403, (method, path, person)
    assert exempt <= WITHOUT_TOKEN, exempt - WITHOUT_TOKEN


@pytest.mark.django_db
def test_attack_22_getting_a_page_changes_nothing(cast: Cast, trajectory: Trajectory) -> None:
    for person in (None, cast.contact, cast.steering):
        visitor = Client(raise_request_exception=False)
        if person:
            visitor.force_login(person)
        before = everything()
        for path, _pattern in patterns():
            if "herstelcodes" not in path:
                visitor.get(address(path, trajectory.slug))
        assert everything() == before, person


@pytest.mark.django_db
def test_attack_22_getting_the_page_to_sign_out_signs_nobody_out() -> None:
    visitor = signed_in(a_user())
    assert visitor.get(reverse("account_logout")).status_code == 200
    for name in ("only-here", "nowhere"):
        assert visitor.get(reverse(name)).status_code == 405
    assert visitor.get(reverse("usersessions_list")).status_code == 200


@pytest.mark.django_db
def test_attack_22_nobody_is_signed_in_by_another_site() -> None:
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(reverse("account_login"), {"email": "a@voorbeeld.nl"}).status_code == 403
    assert visitor.post(reverse("account_code"), {"code": "BBBB-BBBB"}).status_code == 403
    assert visitor.post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code == 403
    assert visitor.post(reverse("openid_connect_login", args=["gemeente"])).status_code == 403
    assert visitor.get(reverse("openid_connect_login", args=["gemeente"])).status_code == 405


@pytest.mark.django_db
def test_tracing_is_refused_everywhere(trajectory: Trajectory) -> None:
    for path, _pattern in patterns():
        response = a_visitor().trace(address(path, trajectory.slug))
        assert response.status_code in {302, 404, 405}, path


AS_SET = """
from django.conf import settings
for name in ("SESSION_COOKIE", "CSRF_COOKIE"):
    about = [getattr(settings, f"{name}_{what}") for what in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN")]
    print(*about)
print(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS > 31536000)
"""


def test_attack_37_cookies_are_of_this_host_only_and_out_of_reach_of_scripts() -> None:
    surroundings = os.environ | {"MEEDENK_BASE_URL": "https://adviesgroep.voorbeeld.nl"}
    run = [sys.executable, "-c", AS_SET]
    told = subprocess.run(run, env=surroundings, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603  # our own command
    assert told.stdout.split("\n")[:3] == [
        "__Host-session True True Lax None",
        "__Host-csrf True True Lax None",
        "True True",
    ]
