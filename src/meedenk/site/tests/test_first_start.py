"""The first days of a real installation: nobody and nothing is there yet but the handbook."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import localdate

from meedenk.accounts.models import User
from meedenk.accounts.tests.factories import a_visitor, signed_in
from meedenk.agenda.models import Theme
from meedenk.people.models import Area, Department

NOT_OURS = {"openid_connect_callback", "mfa_download_recovery_codes"}


def pages(patterns: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """The name and an address of each page there is, with 1 where something is named."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else space
            yield from pages(each.url_patterns, prefix + str(each.pattern), inner)
        elif isinstance(each, URLPattern) and each.name and "demo" not in prefix:
            name = space + each.name
            if each.name not in NOT_OURS:
                yield name, reverse(name, kwargs=dict.fromkeys(each.pattern.converters, 1))


PAGES = dict(pages())


@pytest.fixture
def first(rules: None, tmp_path: Path) -> User:
    """The first member of the steering group, from a file, on an empty database."""
    today = localdate()
    file = tmp_path / "leden.csv"
    until = today.replace(year=today.year + 2, day=1)
    file.write_text(
        "name,email,area,since,until,steering\n"
        f"Siebe Eerste,siebe@voorbeeld.nl,Beijum,{today.replace(day=1)},{until},coordinator\n"
    )
    call_command("people", "import", str(file), "--new-areas", "--write")
    return User.objects.get(email="siebe@voorbeeld.nl")


@pytest.fixture
def inside(first: User) -> Client:
    """The browser in which the first member signed in and made a second lock."""
    visitor = signed_in(first, a_visitor(headers={"accept-language": "en"}))
    assert visitor.get(reverse("site:desk"))["Location"] == reverse("mfa_index")
    secret = visitor.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time() // 30)))
    made = visitor.post(reverse("mfa_activate_totp"), {"code": code})
    assert made["Location"] == reverse("mfa_view_recovery_codes")
    return visitor


def words(visitor: Client, address: str) -> str:
    return visitor.get(address, headers={"accept-language": "en"}).content.decode()


def test_the_first_member_signs_in_makes_a_second_lock_and_reads_where_to_begin(inside: Client, first: User) -> None:
    User.objects.filter(pk=first.pk).update(language="en")
    desk = words(inside, reverse("site:desk"))
    for first_step in ("Enter the members", "Say who supports you", "the departments", "the first themes"):
        assert first_step in desk
    assert "the districts" not in desk


def test_what_was_done_is_asked_no_more(inside: Client, first: User) -> None:
    User.objects.filter(pk=first.pk).update(language="en")
    today = localdate()
    until = today.replace(year=today.year + 2, day=1)
    support = {"name": "Olga", "email": "olga@voorbeeld.nl", "kind": "secretarial", "since": today}
    for page, filled in [
        ("people:welcome", {"name": "Bea", "email": "bea@voorbeeld.nl", "since": today, "until": until}),
        ("people:assign", support),
        ("people:new-department", {"name": "Wmo"}),
        ("people:new-area", {"name": "Lewenborg", "kind": "district"}),
        ("agenda:new-theme", {"title": "Mantelzorg", "summary": "Zorgen.", "origin": "own"}),
    ]:
        assert inside.post(reverse(page), filled).status_code == 302, page
    assert (Area.objects.count(), Department.objects.count(), Theme.objects.count()) == (2, 1, 1)
    decide = reverse("agenda:decide", args=[Theme.objects.get().slug])
    assert decide in words(inside, reverse("site:desk"))
    seen = inside.get(decide).context["form"]["seen"].value()
    assert inside.post(decide, {"decision": "leave", "reason": "Eerst lezen.", "seen": seen}).status_code == 302
    assert "Nothing waits now" in words(inside, reverse("site:desk"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_breaks_while_there_is_nothing_yet(inside: Client, first: User, language: str) -> None:
    User.objects.filter(pk=first.pk).update(language=language)
    for name, address in PAGES.items():
        for visitor in (Client(headers={"accept-language": language}), inside):
            if "logout" not in name:
                assert visitor.get(address).status_code in {200, 302, 404, 405}, name


def test_no_desk_page_without_a_key_is_missing_for_the_steering_group(inside: Client) -> None:
    for name, address in PAGES.items():
        if address.startswith("/beheer/") and "/1/" not in address:
            expected = 404 if name in {"trajectories:ask-for", "trajectories:support-requests"} else 200
            assert inside.get(address).status_code == expected, name
