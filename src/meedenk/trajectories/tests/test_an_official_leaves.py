"""To an official who leaves everything stays open until that day and nothing from it on; nobody does a thing."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import invite, mint
from meedenk.accounts.views import doors
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.models import Official
from meedenk.people.operations import save_official
from meedenk.trajectories.audiences import adviser_readers
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import move
from meedenk.trajectories.operations import links
from meedenk.trajectories.rules import is_adviser

DAYS = 10


@pytest.fixture
def leaving(cast: Cast, trajectory: Trajectory) -> Official:
    """The adviser of the trajectory, of whom is known today that they leave in ten days."""
    official = trajectory.advisers.get().official
    save_official(
        official,
        name=official.name,
        email=official.email,
        function=official.function,
        department=official.department,
        phone="",
        topics="",
        left_on=localdate() + timedelta(days=DAYS),
        by=cast.support,
        at=now(),
    )
    official.refresh_from_db()
    return official


def a_link(official: Official, trajectory: Trajectory) -> PersonalLink:
    until = now() + timedelta(days=60)
    return invite(Purpose.ADVISER, trajectory, email=official.email.upper(), name="Eva", at=now(), until=until)


def test_attack_12_the_door_closes_by_itself_on_the_day(
    client: Client, trajectory: Trajectory, leaving: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("door", args=[mint(a_link(leaving, trajectory))])
    for days, status in ((0, 200), (DAYS - 1, 200), (DAYS, 404), (DAYS + 1, 404)):
        monkeypatch.setattr(doors, "now", partial(later, days))
        assert client.get(address).status_code == status, days


def later(days: int) -> datetime:
    return now() + timedelta(days=days)


def test_what_they_could_do_ends_with_the_day(trajectory: Trajectory, leaving: Official) -> None:
    before, on = (now() + timedelta(days=days) for days in (DAYS - 1, DAYS))
    move(trajectory, Kind.SOURCE_ADDED, by=a_link(leaving, trajectory), at=before, title="Cijfers")
    with pytest.raises(Refused):
        move(trajectory, Kind.SOURCE_ADDED, by=a_link(leaving, trajectory), at=on, title="Meer cijfers")
    assert is_adviser(a_link(leaving, trajectory), trajectory, at=before)
    assert not is_adviser(a_link(leaving, trajectory), trajectory, at=on)


def test_mail_comes_until_the_day_and_no_link_is_sent_anew_after_it(trajectory: Trajectory, leaving: Official) -> None:
    before, on = (now() + timedelta(days=days) for days in (DAYS - 1, DAYS))
    assert [reader.email for reader in adviser_readers(trajectory, before)] == [leaving.email]
    assert not list(adviser_readers(trajectory, on))
    a_link(leaving, trajectory)
    links.send_anew(PersonalLink.objects.get(email=leaving.email.upper()), at=on)
    assert not Message.objects.exclude(link=None).exists()
    links.send_anew(PersonalLink.objects.get(email=leaving.email.upper()), at=before)
    assert Message.objects.exclude(link=None).count() == 1
