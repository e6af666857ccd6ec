"""Thinking along: taking part other than by an advice."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.gathering.models import ThoughtAlong
from meedenk.gathering.operations.along import think_along
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

DONE = {"what": "De brief gelezen.", "whom": "Afdeling Wmo", "changed": "Drie zinnen werden korter."}


def test_it_is_on_record_and_nobody_is_mailed(trajectory: Trajectory, cast: Cast) -> None:
    thought = think_along(trajectory, **DONE, by=cast.contact, at=now())
    assert thought.by == cast.contact
    entry = trajectory.entries.get()
    assert (entry.kind, entry.facts) == (Kind.THOUGHT_ALONG, DONE)
    assert not Message.objects.exists()


def test_only_the_group_writes_it_down_and_support_for_someone_by_name(trajectory: Trajectory, cast: Cast) -> None:
    for name, person in cast.items():
        if name in {"group_member", "contact"}:
            think_along(trajectory, **DONE, by=person, at=now())
        else:
            with pytest.raises(Refused):
                think_along(trajectory, **DONE, by=person, at=now())
    think_along(trajectory, **DONE, by=cast.support, at=now(), on_behalf_of="Groepslid Hassan")
    assert ThoughtAlong.objects.count() == 3


def test_while_the_advice_is_written_it_is_too_late(trajectory: Trajectory, cast: Cast) -> None:
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.ADVISING)
    trajectory.refresh_from_db()
    with pytest.raises(Refused):
        think_along(trajectory, **DONE, by=cast.contact, at=now())
    assert not ThoughtAlong.objects.exists()


def test_the_page_keeps_it_and_shows_it(trajectory: Trajectory, cast: Cast, client: Client) -> None:
    client.force_login(cast.group_member)
    address = reverse("gathering:thought-along", args=[trajectory.slug])
    assert client.post(address, DONE | {"changed": ""}).status_code == 200
    assert client.post(address, DONE).status_code == 302
    assert "Drie zinnen werden korter." in client.get(address).content.decode()


def test_support_says_for_whom_on_the_page(trajectory: Trajectory, cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    address = reverse("gathering:thought-along", args=[trajectory.slug])
    assert client.post(address, DONE).status_code in {200, 302}
    assert ThoughtAlong.objects.count() == 0
