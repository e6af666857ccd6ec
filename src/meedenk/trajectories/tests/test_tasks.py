"""Tasks of the group: taken, done, put back and handed back."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import GroupSeat, Task, Trajectory
from meedenk.trajectories.operations import tasks
from meedenk.trajectories.stages import Stage

from .factories import a_seat, a_trajectory


def a_task(trajectory: Trajectory, **more: Any) -> Task:
    return Task.objects.create(trajectory=trajectory, text="Zaal huren", added_at=now(), **more)


def test_a_task_is_not_due_in_the_past(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    yesterday, today = localdate() - timedelta(days=1), localdate()
    with pytest.raises(Refused, match="passed"):
        tasks.add_task(trajectory, text="Zaal huren", by_on=yesterday, by=cast.contact, at=now())
    client.force_login(cast.contact)
    address = reverse("trajectories:tasks", args=[trajectory.slug])
    page = client.post(address, {"text": "Zaal huren in Haren", "by_on": yesterday.isoformat()})
    assert "Zaal huren in Haren" in page.content.decode(), "what was typed stays"
    assert not Task.objects.exists()
    assert not trajectory.entries.exists()
    client.post(address, {"text": "Zaal huren", "by_on": today.isoformat()})
    assert Task.objects.get().by_on == today


def test_a_task_is_taken_done_and_put_back(cast: Cast, trajectory: Trajectory) -> None:
    task, member = a_task(trajectory), cast.group_member.member
    tasks.take_task(task, member=member, by=cast.group_member, at=now())
    task.refresh_from_db()
    assert task.member == member
    tasks.finish_task(task, by=cast.contact, at=now())
    with pytest.raises(Refused):
        tasks.finish_task(task, by=cast.contact, at=now())
    tasks.reopen_task(task, by=cast.contact, at=now())
    task.refresh_from_db()
    assert (task.done_at, task.member) == (None, member)
    tasks.hand_back_task(task, by=cast.group_member, at=now())
    task.refresh_from_db()
    assert task.member is None


def test_a_task_is_taken_by_one(cast: Cast, trajectory: Trajectory) -> None:
    task = a_task(trajectory)
    tasks.take_task(task, member=cast.contact.member, by=cast.contact, at=now())
    with pytest.raises(Refused, match="just taken"):
        tasks.take_task(task, member=cast.group_member.member, by=cast.group_member, at=now())
    with pytest.raises(Refused):
        tasks.take_task(a_task(trajectory), member=cast.member.member, by=cast.contact, at=now())


def test_open_tasks_of_who_left_or_whose_term_ended_go_back_to_the_group(cast: Cast, trajectory: Trajectory) -> None:
    stays, seat_ended, term_ended = (
        a_task(trajectory, member=a_seat(trajectory).member),
        a_task(trajectory, member=a_seat(trajectory).member),
        a_task(trajectory, member=a_seat(trajectory).member),
    )
    done = a_task(trajectory, member=seat_ended.member, done_at=now())
    GroupSeat.objects.filter(member=seat_ended.member).update(until=localdate())
    term_ended.member.terms.update(until=localdate())
    for _ in range(2):
        tasks.hand_back_tasks(now())
    for task, holds in ((stays, True), (seat_ended, False), (term_ended, False), (done, True)):
        task.refresh_from_db()
        assert (task.member is not None) is holds
    assert trajectory.entries.filter(kind=Kind.TASK_HANDED_BACK).count() == 2
    assert told(Kind.TASK_HANDED_BACK) == {("group", True)}


def test_attack_07_a_task_of_another_group_is_not_there(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    strange = a_task(a_trajectory(Stage.WORKING))
    client.force_login(cast.contact)
    address = reverse("trajectories:task", args=[trajectory.slug, strange.pk])
    for act in ("take", "finish", "hand-back", "reopen"):
        assert client.post(address, {"act": act}).status_code == 404
    own = reverse("trajectories:task", args=[trajectory.slug, a_task(trajectory).pk])
    for act in ("", "delete", "take_task"):
        assert client.post(own, {"act": act}).status_code == 404
    assert client.get(own).status_code == 405
    client.force_login(cast.steering)
    assert client.post(own, {"act": "take"}).status_code == 404
    assert not Task.objects.exclude(member=None).exists()


def test_on_the_page_tasks_are_taken_and_finished(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    task = a_task(trajectory)
    address = reverse("trajectories:task", args=[trajectory.slug, task.pk])
    client.force_login(cast.group_member)
    client.post(address, {"act": "take", "member": cast.contact.member.pk})
    task.refresh_from_db()
    assert task.member == cast.group_member.member
    client.post(address, {"act": "hand-back"})
    client.force_login(cast.support)
    client.post(address, {"act": "take", "member": cast.contact.member.pk})
    task.refresh_from_db()
    assert task.member == cast.contact.member
    assert trajectory.entries.last().on_behalf_of == cast.contact.member.name
    client.post(address, {"act": "finish"})
    task.refresh_from_db()
    assert task.done_at
