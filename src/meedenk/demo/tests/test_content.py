"""The demo fills an empty house through the real operations."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import Settings

from meedenk.advice.models import Advice
from meedenk.agenda.models import PaperLetter
from meedenk.demo.content import build
from meedenk.demo.reading import read_trajectories
from meedenk.demo.views import ROLES
from meedenk.journal.models import Entry
from meedenk.mail.models import Message, State
from meedenk.people.models import Member, SteeringSeat
from meedenk.site.waiting.mine import waits_of
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

pytestmark = pytest.mark.django_db


def test_every_trajectory_stands_where_its_file_says(full_house: None) -> None:
    stands = dict(Trajectory.objects.values_list("title", "stage"))
    for content in read_trajectories():
        stage = content["stage"].lower().replace("_", "-")
        assert stands[content["title"]] == stage, content["slug"]
    missing = set(Stage) - set(stands.values())
    assert not missing


def test_the_group_is_as_large_as_the_handbook_asks(full_house: None) -> None:
    assert Member.objects.running(localdate()).count() == 38
    assert SteeringSeat.objects.running(localdate()).count() == 6


def test_nothing_happened_in_the_future(full_house: None) -> None:
    assert not Entry.objects.filter(at__gt=now()).exists()


def test_numbers_are_given_once_a_year_from_one(full_house: None) -> None:
    numbers = list(Advice.objects.exclude(number=None).values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) >= 7
    for year, count in Counter(number.split("-")[1] for number in numbers).items():
        assert {int(n.split("-")[2]) for n in numbers if n.split("-")[1] == year} == set(range(1, count + 1))


def test_only_the_mail_of_the_last_days_still_goes(full_house: None) -> None:
    waiting = Message.objects.filter(state=State.WAITING).count()
    assert 0 < waiting < Message.objects.count() / 4


def test_only_the_letters_of_the_last_days_are_still_to_be_posted(full_house: None) -> None:
    waiting = PaperLetter.objects.filter(posted_at=None)
    assert waiting.exists()
    assert not waiting.filter(written_at__lt=now() - timedelta(days=11)).exists()


def test_a_house_that_has_members_stays_as_it_is(full_house: None) -> None:
    before = Entry.objects.count()
    build(at=now())
    assert Entry.objects.count() == before


def test_what_the_read_me_promises_of_lammie_waits_for_her(full_house: None) -> None:
    lammie = Member.objects.get(name__startswith="Lammie")
    labels = {wait.button for wait in waits_of(lammie, at=now())}
    assert {"Choose dates", "Read and respond"} <= labels


@pytest.mark.parametrize("role", ROLES)
def test_everyone_one_can_be_comes_to_a_page_of_their_own(
    full_house: None, client: Client, settings: Settings, role: str
) -> None:
    settings.DEMO = True
    response = client.post(reverse("demo:be", args=[role]), follow=True)
    assert response.status_code == 200
    assert response.redirect_chain
