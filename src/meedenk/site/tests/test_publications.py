"""The Woo-index finds every published advice and its question, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import Settings

from meedenk.advice.models import Advice, Delivery
from meedenk.site.views import publications

from .factories import an_advice

pytestmark = pytest.mark.django_db


def locations(client: Client, address: str) -> list[str]:
    found = client.get(address)
    assert (found.status_code, found["Content-Type"]) == (200, "application/xml; charset=utf-8")
    tree = ET.fromstring(found.content)  # noqa: S314 - we wrote it ourselves
    return [str(each.text) for each in tree.iter() if each.tag.endswith("}loc")]


def first_page(client: Client) -> list[str]:
    return locations(client, reverse("site:diwoo-page", args=[1]))


def test_robots_lead_to_the_index_and_the_index_to_the_pages(client: Client, settings: Settings) -> None:
    advice = an_advice()
    base = settings.HOUSE.base_url
    index = reverse("site:diwoo-index")
    assert f"Sitemap: {base}{index}" in client.get("/robots.txt").content.decode()
    assert locations(client, index) == [base + reverse("site:diwoo-page", args=[1])]
    assert first_page(client) == [
        f"{base}/adviezen/{advice.number}/advies.pdf",
        f"{base}/adviezen/{advice.number}/adviesaanvraag.pdf",
    ]


def test_attack_08_only_what_is_public_and_past_its_embargo_stands_there(client: Client) -> None:
    an_advice(published=False)
    assert first_page(client) == []
    Advice.objects.update(published_at=now() - timedelta(days=3))
    until = now() + timedelta(hours=1)
    Delivery.objects.update(embargo_until=until)
    assert first_page(client) == []
    Delivery.objects.update(embargo_until=now() - timedelta(hours=1))
    assert len(first_page(client)) == 2


def test_an_advice_changed_when_its_embargo_ended(client: Client) -> None:
    an_advice()
    ended = now() - timedelta(minutes=1)
    Delivery.objects.update(embargo_until=ended)
    page = client.get(reverse("site:diwoo-page", args=[1])).content.decode()
    assert f"<lastmod>{ended.astimezone().strftime('%Y-%m-%d')}" in page


def test_before_the_first_advice_the_index_can_be_handed_in(client: Client) -> None:
    assert len(locations(client, reverse("site:diwoo-index"))) == 1
    assert client.get(reverse("site:diwoo-page", args=[2])).status_code == 404


def test_many_advices_stand_on_many_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(3):
        an_advice()
    monkeypatch.setattr(publications, "A_PAGE", 2)
    assert len(locations(client, reverse("site:diwoo-index"))) == 2
    assert len(locations(client, reverse("site:diwoo-page", args=[2]))) == 2


def test_without_a_place_in_the_register_there_is_no_index(client: Client, settings: Settings) -> None:
    an_advice()
    settings.HOUSE = replace(settings.HOUSE, tooi="")
    assert client.get(reverse("site:diwoo-index")).status_code == 404
    assert client.get(reverse("site:diwoo-page", args=[1])).status_code == 404
    assert "diwoo" not in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("advices", [1, 3])
def test_a_page_takes_a_fixed_number_of_queries(client: Client, advices: int) -> None:
    for _number in range(advices):
        an_advice()
    with CaptureQueriesContext(connection) as queries:
        first_page(client)
    assert len(queries) == 2
