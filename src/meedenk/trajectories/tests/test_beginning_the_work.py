"""The contact begins the work, with a reason for what is missing."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.mail.models import Message
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.operations import starting
from meedenk.trajectories.stages import Stage

from .factories import a_seat, a_trajectory


def test_the_work_begins_with_a_reason_for_what_is_missing(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.STARTING, adviser=an_official())
    a_seat(trajectory, cast.contact.member, contact=True)
    with pytest.raises(Refused, match="Write down why"):
        starting.begin_work(trajectory, by=cast.contact, at=now())
    starting.begin_work(trajectory, by=cast.contact, at=now(), because="De wethouder vraagt om haast.")
    assert trajectory.stage == Stage.WORKING
    assert trajectory.entries.get().because == "De wethouder vraagt om haast."
    members = {cast.member.email, cast.group_member.email, cast.contact.email, cast.steering.email}
    assert set(Message.objects.filter(digest=True).values_list("email", flat=True)) == members
    with pytest.raises(Refused, match="meanwhile"):
        starting.begin_work(trajectory, by=cast.contact, at=now(), because="nog eens")


def test_without_a_contact_the_work_does_not_begin(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.STARTING)
    a_seat(trajectory, cast.group_member.member)
    more = {"because": "haast", "on_behalf_of": "de groep"}
    with pytest.raises(Refused, match="no contact"):
        starting.begin_work(trajectory, by=cast.support, at=now(), **more)
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.STARTING


def test_only_the_contact_begins_the_work(cast: Cast) -> None:
    for name, person in cast.items():
        trajectory = a_trajectory(Stage.STARTING)
        a_seat(trajectory, cast.contact.member, contact=True)
        a_seat(trajectory, cast.group_member.member)
        if name == "contact":
            starting.begin_work(trajectory, by=person, at=now(), because="nu")
        else:
            with pytest.raises(Refused):
                starting.begin_work(trajectory, by=person, at=now(), because="nu")
        assert (trajectory.stage == Stage.WORKING) is (name == "contact"), name


def test_the_page_to_begin_asks_why_only_when_something_is_missing(client: Client, cast: Cast) -> None:
    trajectory = a_trajectory(Stage.STARTING, adviser=an_official())
    a_seat(trajectory, cast.contact.member, contact=True)
    client.force_login(cast.contact)
    address = reverse("trajectories:begin", args=[trajectory.slug])
    assert 'name="because"' in client.get(address).content.decode()
    assert client.post(address, {"because": ""}).status_code == 200
    assert client.post(address, {"because": "Er is haast."}).status_code == 302
    assert 'name="because"' not in client.get(address).content.decode()
