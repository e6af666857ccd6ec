"""Several people at the same moment. The test has a control: the same act without its lock, which must go wrong."""

from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.utils.timezone import now

from meedenk.agenda.models import Theme
from meedenk.agenda.operations import themes as operations
from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, Act, at_once
from meedenk.handbook import operations as handbook
from meedenk.journal.models import Entry
from meedenk.people.house import group_dossier
from meedenk.people.tests.factories import a_steering_member


@pytest.fixture(autouse=True)
def rules_for_all(many_at_once: None) -> None:
    handbook.begin(at=now())
    group_dossier()


def adding(title: str) -> Act:
    user = a_steering_member().user

    def act() -> None:
        operations.add_theme(title=title, summary="s", origin=Theme.Origin.OWN, by=user, at=now())

    return act


def test_attack_32_two_themes_with_one_title_are_one_theme_and_a_sentence() -> None:
    raised = at_once([adding("Mantelzorg") for _ in range(FEW)])
    assert Theme.objects.count() == Entry.objects.count() == 1
    assert [type(each) for each in raised if each] == [Refused] * (FEW - 1)


def test_themes_that_would_have_the_same_address_all_get_their_own() -> None:
    titles = ["Wonen & zorg", "Wonen en zorg", "Wonen  en zorg", "wonen-en-zorg"]
    assert at_once([adding(title) for title in titles]) == [None] * len(titles)
    assert set(Theme.objects.values_list("slug", flat=True)) == {
        "wonen-en-zorg",
        "wonen-en-zorg-2",
        "wonen-en-zorg-3",
        "wonen-en-zorg-4",
    }


def test_control_without_the_lock_the_database_refuses_with_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    free, looked = operations._free_slug, Barrier(FEW, timeout=20)

    def all_look_before_anyone_writes(title: str) -> str:
        slug = free(title)
        looked.wait()
        return slug

    monkeypatch.setattr(operations, "hold_group", lambda: None)
    monkeypatch.setattr(operations, "_free_slug", all_look_before_anyone_writes)
    raised = at_once([adding("Mantelzorg") for _ in range(FEW)])
    assert sum(isinstance(each, IntegrityError) for each in raised) == FEW - 1
