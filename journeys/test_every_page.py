"""Every page of the house, filled with the demo, is met by everyone who may see it, on a desktop and on a phone."""

import dataclasses
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from journeys.conftest import Visit
from journeys.doors import door
from journeys.visitors import DESKTOP, PHONE, Visitor
from journeys.walking import MEMBERS_ONLY, Found, Walk, all_names, walk
from meedenk.accounts.models import Purpose
from meedenk.demo.content import build
from meedenk.people.models import Member
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import sitting
from meedenk.trajectories.stages import Stage

SIGNED_IN = ("member", "group_member", "contact", "steering", "support", "ended")
BY_DEMO = ("adviser", "office")
BY_LINK = tuple(purpose for purpose in Purpose if purpose not in BY_DEMO)
CONTACTS = {"contact who starts": Stage.STARTING, "contact who writes": Stage.ADVISING}
ALL_ROLES = ("outsider", *SIGNED_IN, *CONTACTS, *BY_DEMO, *BY_LINK)
MAIL_AS_SEEN = {"site:message-preview", "demo:letter-as-seen"}
"""A mail alone in its frame: a letter, not a page of ours."""
ALIKE = 4
"""So many pages that are built differently under one name are looked at for each person."""

ON_THE_WAY = {
    "account_code", "advice:part", "advice:perspective", "advice:publish", "agenda:told", "demo:letter",
    "demo:letter-as-seen", "followup:draft-file", "followup:evidence", "followup:letter", "followup:look",
    "gathering:answer-dates", "gathering:change-dates", "gathering:first-talk",
    "gathering:fix-date",
    "gathering:give-source", "gathering:held", "gathering:source-file", "mail:stop", "mfa_authenticate",
    "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes",
    "new-address-code", "site:diwoo-index", "site:diwoo-page", "site:robots", "site:security-txt",
    "subscriptions:asked", "subscriptions:following",
    "trajectories:asked", "trajectories:support-given",
}  # fmt: skip
"""Pages that come up while someone signs in, reads a mail or does what nobody in the demo is about to do."""

NO_PAGE = {
    "advice:join", "advice:place", "advice:remove", "agenda:handle", "demo:be", "followup:quote", "nowhere",
    "only-here", "openid_connect_login", "openid_connect_callback", "set_language", "site:cancel-mailing",
    "site:hold-mailing", "site:let-go-mailing", "trajectories:link-anew", "trajectories:task",
    "mfa_remove_webauthn",
}  # fmt: skip
"""Addresses that only take what a button sends."""


@pytest.fixture(scope="module")
def db(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A demo in the database, filled once for all tests of this module instead of emptied after each."""
    demo, files = dataclasses.replace(settings.HOUSE, demo=True), tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, SECOND_FACTOR_EASED=True, HOUSE=demo, MEDIA_ROOT=files, ALLOWED_HOSTS=["*"]),
    ):
        build(at=now())
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def house(db: None) -> Iterator[str]:
    """The address of a server of that demo."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def site(house: str) -> str:
    return house


@pytest.fixture(scope="module")
def walks(house: str) -> dict[str, Walk]:
    """What everyone meets by following links."""
    found = {"outsider": walk(_client(), "/", "/demo/")}
    for role in (*SIGNED_IN, *CONTACTS):
        found[role] = walk(_client(role), "/mijn/", within=(*MEMBERS_ONLY, "/inloggen/"))
    for role in BY_DEMO:
        way_in = Client().post(reverse("demo:be", args=[role]))["Location"]
        found[role] = walk(_client(), way_in, within=("/p/",))
    for purpose in BY_LINK:
        found[purpose] = walk(_client(), door(purpose), within=("/p/",))
    return found


def test_no_link_leads_nowhere(walks: dict[str, Walk]) -> None:
    broken = [f"{role}: {link}" for role, each in walks.items() for link in each.broken]
    assert not broken, "\n".join(broken)


def test_every_page_can_be_reached_by_links(walks: dict[str, Walk]) -> None:
    met = set().union(*(each.names for each in walks.values()))
    alone = all_names() - met - NO_PAGE - ON_THE_WAY
    assert not alone, "\n".join(sorted(alone))


@pytest.mark.parametrize("role", ALL_ROLES)
def test_every_page_is_sound(role: str, walks: dict[str, Walk], visit: Visit, pages_seen: Path) -> None:
    """What the pages of others already showed is not looked at again."""
    visitor = _visitor(role, visit)
    pages = list(_worth_a_look(role, walks))
    problems = []
    for page in pages:
        (pages_seen / f"{role}-{re.sub(r'[^a-z0-9]+', '-', page.path)[:120]}.html").write_bytes(page.html)
        problems += [f"{role} {page.path}: {problem}" for problem in _looks_at(visitor, page.path)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", ["/", "/adviezen/", "/handboek/regels/", "/adviesvraag/", "/inloggen/", "/agenda/"])
def test_a_dark_screen_reads_as_well(path: str, visit: Visit) -> None:
    visitor = visit()
    visitor.page.emulate_media(color_scheme="dark")
    visitor.opens(path)
    assert not visitor.accessibility("color-contrast")


def test_on_paper_a_page_is_a_document_with_its_links_written_out(walks: dict[str, Walk], visit: Visit) -> None:
    visitor = visit()
    pages = {page.name: page.path for page in walks["outsider"].pages}
    for name, written in (("site:advice", "Aanbeveling"), ("site:chapter", "Handboek"), ("site:links", "https://")):
        visitor.opens(pages[name])
        paper = pypdf.PdfReader(io.BytesIO(visitor.page.pdf()))
        text = "\n".join(page.extract_text() for page in paper.pages)
        heading = visitor.page.locator("h1").inner_text()
        assert heading.split()[0] in text
        assert written in text, name


def test_search_engines_read_what_a_page_is_about_and_the_policy_lets_them(
    walks: dict[str, Walk], visit: Visit
) -> None:
    visitor = visit()
    pages = {page.name: page.path for page in walks["outsider"].pages}
    for name, kinds in (("site:advice", {"Report"}), ("site:trajectory", {"AskAction", "Project"})):
        visitor.opens(pages[name])
        said = json.loads(visitor.page.locator("script[type='application/ld+json']").text_content() or "")
        assert said["@type"] in kinds
        assert said["@id"].endswith(pages[name])
        assert said["name"] == visitor.page.locator("h1").inner_text()


def _worth_a_look(role: str, walks: dict[str, Walk]) -> Iterator[Found]:
    earlier = ALL_ROLES[: ALL_ROLES.index(role)]
    shown = {(page.name, page.build) for before in earlier for page in walks[before].pages}
    kinds: Counter[str] = Counter()
    for page in walks[role].pages:
        if page.name not in MAIL_AS_SEEN and (page.name, page.build) not in shown and kinds[page.name] < ALIKE:
            shown.add((page.name, page.build))
            kinds[page.name] += 1
            yield page


def _looks_at(visitor: Visitor, path: str) -> Iterator[str]:
    page = visitor.page
    page.set_viewport_size({"width": DESKTOP, "height": 800})
    visitor.opens(path)
    yield from visitor.accessibility()
    if page.locator("h1").count() != 1 or not page.title() or not page.locator("html[lang]").count():
        yield "one h1, a title and a language are asked of every page"
    page.set_viewport_size({"width": PHONE, "height": 800})
    yield from visitor.accessibility("target-size")
    try:
        visitor.fits()
    except AssertionError as wide:
        yield str(wide)


def _client(role: str = "") -> Client:
    client = Client(headers={"accept-language": "nl"})
    if role in CONTACTS:
        client.force_login(_someone_in_a_group(CONTACTS[role]).user)
    elif role:
        client.post(reverse("demo:be", args=[role]))
    return client


def _visitor(role: str, visit: Visit) -> Visitor:
    visitor = visit()
    if role in SIGNED_IN or role in CONTACTS:
        session = _client(role).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": visitor.site}
        visitor.page.context.add_cookies([cookie])
    return visitor


def _someone_in_a_group(stage: Stage) -> Member:
    """The contact where there is one."""
    trajectory = Trajectory.objects.filter(stage=stage).earliest("pk")
    return sitting(trajectory, localdate()).select_related("member__user").order_by("-is_contact").first().member
