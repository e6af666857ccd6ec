"""One click and you are someone; only in a demo."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import Settings

from meedenk.demo.people import settle
from meedenk.demo.reading import Calendar
from meedenk.demo.views import BY_LINK, ROLES
from meedenk.handbook import operations as handbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> None:
    handbook.begin(at=now())
    settle(Calendar(now()))


@pytest.mark.parametrize(("role", "method"), list(product(ROLES, ["get", "post"])))
def test_attack_39_outside_a_demo_nobody_becomes_anyone(
    town: None, client: Client, settings: Settings, role: str, method: str
) -> None:
    settings.DEMO = False
    assert client.get(reverse("demo:players")).status_code == 404
    assert getattr(client, method)(reverse("demo:be", args=[role])).status_code in {404, 405}
    assert "_auth_user_id" not in client.session


def test_in_a_demo_everyone_with_an_account_is_one_click_away(town: None, client: Client, settings: Settings) -> None:
    settings.DEMO = True
    for role in set(ROLES) - set(BY_LINK):
        assert client.get(reverse("demo:be", args=[role])).status_code == 405
        assert client.post(reverse("demo:be", args=[role])).status_code == 302
        assert "_auth_user_id" in client.session
        client.logout()


def test_who_is_not_in_the_cast_cannot_be_chosen(town: None, client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert client.post(reverse("demo:be", args=["burgemeester"])).status_code == 404
