"""Every address and every door, for every kind of person: what is not theirs is not there and cannot be done.

Who may open a page is written in each station's `tests/access.py` and proven there in the right stage. Here it is
proven that nothing is forgotten, that everyone else finds nothing, and that their forms change nothing.
"""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as installation
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils.timezone import localdate, now
from pytest_django import Settings

from meedenk.accountability.models import AnnualReport
from meedenk.accounts.doors import all_doors
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import invite, mint
from meedenk.agenda.models import Theme
from meedenk.demo.reading import read
from meedenk.journal.models import Entry
from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.stages import Stage

pytestmark = pytest.mark.django_db

ROLES = ("ended", "member", "group_member", "contact", "steering", "support")
STAGES = (Stage.ASKED, Stage.CALLING, Stage.WORKING, Stage.ADVISING, Stage.DELIVERED, Stage.ANSWERED, Stage.MONITORING)

ELSEWHERE = {
    "account_logout": "signs out, by POST only",
    "set_language": "the language of a visit, by POST only",
    "only-here": "ends one's own other visits, by POST only",
    "nowhere": "ends all one's own visits, by POST only",
    "openid_connect_login": "off unless the operator sets a provider",
    "openid_connect_callback": "off unless the operator sets a provider",
    "door": "see the doors",
    "door-page": "see the doors",
    "trajectories:link-anew": "asks a link anew, by POST with the old one",
    "demo:be": "exists in a demo only, by POST",
}
"""Addresses that are the same for everyone or nobody; each with the reason why it stands in no list."""

LATER = {
    "advice:write": {"member"},
    "advice:perspective": {"steering"},
    "gathering:held": {"steering"},
    "followup:noticed": {"member"},
}
"""Who may open a page elsewhere than where its station tests it: members read what was adopted, a view is changed by
who holds it, the steering group writes down the first talk, and a smaller group follows what is done."""

NEEDS_MORE = {
    "advice:bundle": "an adopted advice that is not public yet",
    "advice:pdf": "an adopted advice that is not public yet",
    "advice:question": "an adopted advice that is not public yet",
    "advice:perspective": "a view of one's own",
    "followup:archive-package": "a finished subject",
    "followup:planned": "an answer that waits for its day",
    "followup:draft-file": "a letter that was kept with a draft",
    "gathering:answer-dates": "dates that are asked",
    "gathering:change": "an activity that is still to come",
    "gathering:change-dates": "dates that are asked",
    "gathering:fix-date": "dates that are asked",
    "gathering:give-source": "a piece that was promised",
    "mfa_deactivate_totp": "a second lock",
    "mfa_download_recovery_codes": "a second lock",
    "mfa_reauthenticate": "a second lock",
    "mfa_reauthenticate_webauthn": "a second lock",
    "mfa_remove_webauthn": "a second lock",
    "mfa_view_recovery_codes": "a second lock",
    "trajectories:support-given": "a request for help",
    "trajectories:task": "a form: it is by POST only, and never there to read",
}
"""What an address needs to open that the demo does not have at hand; that it opens then is proven in its station."""

KEYS: dict[str, str] = {
    "agenda:concern": "agenda.Concern",
    "agenda:part": "agenda.Concern",
    "agenda:begin-theme": "agenda.Concern",
    "agenda:merge": "agenda.Concern",
    "agenda:set-aside": "agenda.Concern",
    "agenda:heard": "agenda.Concern",
    "agenda:erase": "agenda.Concern",
    "agenda:handle": "agenda.Concern",
    "trajectories:tie": "agenda.Concern",
    "agenda:letter": "agenda.PaperLetter",
    "site:message": "mail.Message",
    "site:message-preview": "mail.Message",
    "site:mailing": "mail.Mailing",
    "site:hold-mailing": "mail.Mailing",
    "site:let-go-mailing": "mail.Mailing",
    "site:cancel-mailing": "mail.Mailing",
    "people:member": "people.Member",
    "people:address": "people.Member",
    "people:term": "people.Member",
    "people:end-term": "people.Member",
    "people:leave-steering": "people.SteeringSeat",
    "people:end-support": "people.SupportAssignment",
    "people:official": "people.Official",
    "people:department": "people.Department",
    "people:area": "people.Area",
    "trajectories:support-given": "trajectories.SupportRequest",
    "accountability:change": "accountability.Position",
    "accountability:remove": "accountability.Position",
}
"""Of what the number in an address is the key."""

WITHIN = {
    "advice": ("advice.Recommendation", "advice__trajectory"),
    "advice:perspective": ("advice.Perspective", "advice__trajectory"),
    "advice:join": ("advice.Perspective", "advice__trajectory"),
    "followup": ("followup.Commitment", "trajectory"),
    "gathering": ("gathering.Activity", "trajectory"),
    "gathering:give-source": ("gathering.Source", "trajectory"),
    "gathering:remove-source": ("gathering.Source", "trajectory"),
    "gathering:source-file": ("gathering.Source", "trajectory"),
    "trajectories:answer-for": ("people.Member", "sign_ups__call__trajectory"),
    "trajectories:ask-one": ("people.Member", "sign_ups__call__trajectory"),
    "trajectories:task": ("trajectories.Task", "trajectory"),
}
"""Of what the number after the name of a trajectory is the key, and its way to that trajectory."""


def access() -> dict[str, set[str] | str]:
    """What every station says of its own pages, and of its addresses that only take a form."""
    stations = [app.removeprefix("meedenk.") for app in installation.STATIONS]
    found: dict[str, set[str] | str] = {}
    for station in stations:
        try:
            said = import_module(f"meedenk.{station}.tests.access")
        except ModuleNotFoundError:
            continue
        found |= said.ACCESS | getattr(said, "ACTS", {})
    return found


def addresses(
    patterns: list[Any], prefix: str = "", holes: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address with the names of its holes."""
    for pattern in patterns:
        mine = holes + tuple(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix, mine)
        else:
            yield prefix + str(pattern.name), mine


ALL = dict(addresses(get_resolver().url_patterns))
ACCESS = access()
OWNED = {name: ACCESS.get(name, set()) for name in ALL if name not in ELSEWHERE and ACCESS.get(name) != "everyone"}


@pytest.fixture(scope="module")
def town(full_house: None) -> dict[str, User]:
    """Who plays which role in the demo."""
    people = [person for kind in read("members.toml").values() for person in kind]
    emails = {person["cast"]: person["email"] for person in people if "cast" in person}
    return {role: User.objects.get(email=emails[role]) for role in ROLES}


def test_every_address_says_who_may() -> None:
    assert set(ALL) - set(ACCESS) - set(ELSEWHERE) == set()
    doors = {f"door:{purpose}/{page}" for purpose, page in all_doors()}
    assert doors - set(ACCESS) == set()
    assert {name for name in ACCESS if name not in ALL and name not in doors} == set()


@pytest.mark.parametrize("name", sorted(OWNED))
def test_what_is_not_yours_is_not_there(town: dict[str, User], settings: Settings, name: str) -> None:
    settings.SECOND_FACTOR_EASED = True
    client = Client(raise_request_exception=True)
    strangers = [role for role in ROLES if role not in {*OWNED[name], *LATER.get(name, ())}]
    happened = Entry.objects.count()
    for address in _filled(name):
        answer = client.get(address)
        assert answer.status_code in {302, 404, 405}, address
        for role in strangers:
            if OWNED[name] & _seat_at(address, town[role]):
                continue
            client.force_login(town[role])
            for method in (client.get, client.post):
                assert method(address).status_code in {403, 404, 405}, (address, role, method.__name__)
            client.logout()
    assert Entry.objects.count() == happened


@pytest.mark.parametrize("name", sorted(set(OWNED) - set(NEEDS_MORE)))
def test_what_is_walked_is_there_for_whom_it_is(town: dict[str, User], settings: Settings, name: str) -> None:
    settings.SECOND_FACTOR_EASED = True
    client = Client()
    found = set()
    for role in sorted(OWNED[name]):
        client.force_login(town[role])
        found |= {client.get(address).status_code for address in _filled(name)}
    assert found & {200, 302, 405}, "an address that nobody finds proves nothing about strangers"


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_opens_the_pages_of_its_own_purpose_and_no_other(town: dict[str, User], purpose: Purpose) -> None:
    at = now()
    trajectory = Trajectory.objects.filter(stage=Stage.WORKING).earliest("pk")
    link = invite(
        purpose, trajectory, email="iemand@voorbeeld.nl", name="Iemand", at=at, until=at + timedelta(days=365)
    )
    token = mint(PersonalLink.objects.get(pk=link.pk))
    own = {page for other, page in all_doors() if other == purpose}
    client = Client()
    for page in {page for _, page in all_doors()} - own:
        address = reverse("door-page", args=[token, page]) if page else reverse("door", args=[token])
        for method in (client.get, client.post):
            assert method(address).status_code == 404, (purpose, page)


def _seat_at(address: str, person: User) -> set[str]:
    """What someone is in the group that this address is of, whatever else they are."""
    seats = GroupSeat.objects.running(localdate()).filter(trajectory__slug=resolve(address).kwargs.get("slug"))
    return {"contact" if seat.is_contact else "group_member" for seat in seats.filter(member__user=person)}


def _filled(name: str) -> Iterator[str]:
    """The address with real things of the demo in its holes."""
    holes = ALL[name]
    if not holes:
        yield reverse(name)
    elif holes == ("slug",) and name.startswith("agenda:"):
        yield reverse(name, args=[Theme.objects.earliest("pk").slug])
    elif holes == ("slug",):
        for stage in STAGES:
            yield reverse(name, args=[Trajectory.objects.filter(stage=stage).earliest("pk").slug])
    elif name in KEYS:
        yield reverse(name, args=[_key(KEYS[name])])
    elif holes[0] == "year":
        yield from _of_each_year(name, holes)
    elif holes[0] == "slug":
        yield from (reverse(name, args=[slug, key]) for slug, key in _within(name))


def _within(name: str) -> Iterator[tuple[str, Any]]:
    """A trajectory in each stage, with the key of something that is of that very trajectory."""
    label, way = WITHIN.get(name) or WITHIN[name.partition(":")[0]]
    rows = apps.get_model(label).objects.order_by("-pk")
    for slug, key in {each[0]: each[1:] for each in rows.values_list(f"{way}__stage", f"{way}__slug", "pk")}.values():
        yield slug, "samenvatting" if name == "advice:part" else key


def _of_each_year(name: str, holes: tuple[str, ...]) -> Iterator[str]:
    """The pages of the annual reports that the demo has."""
    for year in AnnualReport.objects.values_list("year", flat=True):
        yield reverse(name, args=[year, "vooraf"] if "part" in holes else [year])


def _key(label: str) -> int:
    """The key of any row; where the demo has none, one that nothing has."""
    row = apps.get_model(label).objects.order_by("pk").last()
    return row.pk if row else 1
