"""The handbook begins with the links and the history of its own municipality, and with nothing of another."""

import dataclasses

import pytest
from django.conf import settings as installation
from django.utils.timezone import now
from pytest_django import Settings

from meedenk.handbook import operations
from meedenk.handbook.models import Chapter, Rule, UsefulLink

OF_GRONINGEN = ("groningen", "stadadviseert", "ten boer", "umcg", "dmo", "maatschappelijke ontwikkeling")


def begun_in(municipality: str, settings: Settings) -> str:
    """Everything that the handbook of `municipality` says at its beginning, in small letters."""
    settings.HOUSE = dataclasses.replace(installation.HOUSE, municipality=municipality)
    operations.begin(at=now())
    said = [f"{each.title} {each.lead} {each.body}" for each in Chapter.objects.all()]
    said += [f"{each.title} {each.url} {each.why}" for each in UsefulLink.objects.all()]
    said += [f"{each.what} {each.source}" for each in Rule.objects.all()]
    return "\n".join(said).casefold()


@pytest.mark.django_db
@pytest.mark.parametrize("municipality", ["Zwolle", "'s-Hertogenbosch", "../accounts"])
def test_another_municipality_begins_without_the_links_and_the_history_of_groningen(
    municipality: str, settings: Settings
) -> None:
    said = begun_in(municipality, settings)
    assert not [word for word in OF_GRONINGEN if word in said]
    assert Chapter.objects.count() == 12
    assert UsefulLink.objects.exists()


@pytest.mark.django_db
def test_groningen_begins_with_its_own(settings: Settings) -> None:
    said = begun_in("Groningen", settings)
    assert all(word in said for word in OF_GRONINGEN)
    assert Chapter.objects.count() == 12
