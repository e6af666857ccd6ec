"""A visit ends in time, can be ended from elsewhere, and leaves nothing on a shared computer."""

from datetime import datetime, timedelta

import pytest
from conftest import Cast
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts import visits
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import change_address, end_visits, invite, link_for, mint
from meedenk.common.refusal import Refused
from meedenk.journal.models import Dossier
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_member, a_steering_member, a_user

from .factories import a_visitor, signed_in, the_code

pytestmark = pytest.mark.django_db


def is_signed_in(visitor: Client) -> bool:
    return visitor.get(reverse("usersessions_list")).status_code == 200


def turn_back(visitor: Client, *, began: timedelta, seen: timedelta) -> None:
    """The visit began and was last seen so long ago."""
    session = visitor.session
    at = now()
    session[visits.VISIT] |= {"began": (at - began).timestamp(), "seen": (at - seen).timestamp()}
    session.save()


@pytest.mark.parametrize(
    ("staff", "shared", "idle", "whole"),
    [
        (False, False, timedelta(days=14), timedelta(days=30)),
        (True, False, timedelta(hours=12), timedelta(hours=24)),
        (False, True, timedelta(minutes=30), timedelta(hours=4)),
        (True, True, timedelta(minutes=30), timedelta(hours=4)),
    ],
)
def test_attack_38_a_visit_ends_when_idle_and_in_any_case_after_a_while(
    *, staff: bool, shared: bool, idle: timedelta, whole: timedelta
) -> None:
    user = (a_steering_member() if staff else a_member()).user
    little = timedelta(seconds=30)
    for began, seen, still in (
        (idle - little, idle - little, True),
        (idle, idle, False),
        (whole - little, little, True),
        (whole, little, False),
    ):
        visitor = a_visitor()
        visitor.force_login(user)
        session = visitor.session
        visits.begin(session, shared=shared, at=now())
        session.save()
        turn_back(visitor, began=began, seen=seen)
        assert is_signed_in(visitor) is still, (began, seen)


def test_using_it_keeps_a_visit_going() -> None:
    visitor = signed_in(a_member().user)
    for _ in range(3):
        turn_back(visitor, began=timedelta(days=20), seen=timedelta(days=13))
        assert is_signed_in(visitor)
        assert datetime.now().timestamp() - visitor.session[visits.VISIT]["seen"] < 60  # noqa: DTZ005  # a stamp has no zone


def test_on_a_shared_computer_the_cookie_goes_with_the_browser() -> None:
    shared, own = signed_in(a_user(), shared="on"), signed_in(a_user())
    assert shared.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert own.cookies[settings.SESSION_COOKIE_NAME]["max-age"] > 0


def test_attack_38_everywhere_else_one_can_be_signed_out() -> None:
    user = a_user()
    here, there, somebody_else = signed_in(user), a_visitor(), signed_in(a_user())
    there.force_login(user)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "10." in page
    here.post(reverse("only-here"))
    assert (is_signed_in(here), is_signed_in(there), is_signed_in(somebody_else)) == (True, False, True)
    here.post(reverse("nowhere"))
    assert (is_signed_in(here), is_signed_in(somebody_else)) == (False, True)


def test_nobody_sees_where_others_are_signed_in() -> None:
    one, other = signed_in(a_user()), signed_in(a_user(), a_visitor(HTTP_USER_AGENT="Firefox/150 (Android)"))
    assert "Firefox, Android" in other.get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Android" not in one.get(reverse("usersessions_list")).content.decode()


def test_attack_15_with_another_address_visits_and_links_of_the_old_one_end(cast: Cast, trajectory: Dossier) -> None:
    user, at = cast.member, now()
    visitor, old = a_visitor(), user.email
    visitor.force_login(user)
    link = link_for(Purpose.CALL, trajectory, to=user, at=at, until=at + timedelta(days=9))
    link.save()
    token = mint(link)
    change_address(user, "nieuw@voorbeeld.nl", at=at)
    assert not is_signed_in(visitor)
    assert Client().get(reverse("door", args=[token])).status_code == 404
    assert User.objects.get(pk=user.pk).email == "nieuw@voorbeeld.nl"
    assert Message.objects.get(kind="sign-in-changed").email == old


def test_a_link_closes_with_the_address_whoever_changed_it(cast: Cast, trajectory: Dossier) -> None:
    at = now()
    link = link_for(Purpose.CALL, trajectory, to=cast.member, at=at, until=at + timedelta(days=9))
    link.save()
    for change in ({"email": "anders@voorbeeld.nl"}, {"is_active": False}):
        before = {name: getattr(cast.member, name) for name in change}
        User.objects.filter(pk=cast.member.pk).update(**change)
        fetched = PersonalLink.objects.select_related("user").get(pk=link.pk)
        assert not fetched.is_open(at)
        assert not PersonalLink.objects.filter(pk=link.pk).open(at)
        User.objects.filter(pk=cast.member.pk).update(**before)
    assert PersonalLink.objects.filter(pk=link.pk).open(at)


def test_attack_35_nobody_takes_an_address_that_somebody_has() -> None:
    one, other = a_user(), a_user()
    with pytest.raises(Refused):
        change_address(one, other.email.upper(), at=now())
    one.refresh_from_db()
    assert one.email != other.email


def test_one_changes_ones_address_with_a_code_from_the_new_mailbox() -> None:
    user = a_user()
    visitor = signed_in(user)
    visitor.post(reverse("new-address"), {"email": "nieuw@voorbeeld.nl"})
    wrong = visitor.post(reverse("new-address-code"), {"code": "BBBB-BBBB"})
    assert wrong.status_code == 200
    visitor.post(reverse("new-address-code"), {"code": the_code("nieuw@voorbeeld.nl")})
    user.refresh_from_db()
    assert user.email == "nieuw@voorbeeld.nl"
    assert not is_signed_in(visitor)
    assert is_signed_in(signed_in(user))


def test_who_signed_in_long_ago_signs_in_once_more_before_that_changes() -> None:
    visitor = signed_in(a_user())
    for name in ("new-address", "mfa_activate_totp", "mfa_add_webauthn"):
        assert "form" in (visitor.get(reverse(name)).context or {})
    turn_back(visitor, began=timedelta(hours=2), seen=timedelta(0))
    for name in ("new-address", "mfa_activate_totp", "mfa_add_webauthn"):
        assert "account/again.html" in [template.name for template in visitor.get(reverse(name)).templates], name
        visitor.post(reverse(name), {"email": "nieuw@voorbeeld.nl"})
    assert not Message.objects.filter(email="nieuw@voorbeeld.nl").exists()


def test_a_closed_account_is_out_within_one_request() -> None:
    user = a_user()
    visitor = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_signed_in(visitor)


def test_ended_visits_leave_no_sessions() -> None:
    user = a_user()
    signed_in(user)
    end_visits(user)
    assert not Session.objects.exists()


@pytest.mark.parametrize("secure", [True, False])
def test_attack_37_signed_in_pages_are_kept_by_no_cache(*, secure: bool) -> None:
    visitor = signed_in(a_user())
    for name in ("usersessions_list", "mfa_index", "new-address", "account_logout"):
        response = visitor.get(reverse(name), secure=secure)
        assert response["Cache-Control"] == "private, no-store", name
        assert response["X-Frame-Options"] == "DENY"
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert response["Referrer-Policy"] == "same-origin"
    cookie = visitor.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_outsider_needs_no_session_to_open_a_door(trajectory: Dossier) -> None:
    at = now()
    link = invite(Purpose.CALL, trajectory, email="a@b.nl", name="A", at=at, until=at + timedelta(days=1))
    response = Client().get(reverse("door", args=[mint(link)]))
    assert settings.SESSION_COOKIE_NAME not in response.cookies
