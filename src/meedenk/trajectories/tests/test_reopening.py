"""A subject that was finished goes on after all."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.agenda.tests.factories import a_concern
from meedenk.common.refusal import Refused
from meedenk.gathering.models import Activity, Guest
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.models import Call, Trajectory
from meedenk.trajectories.operations import calling, ending, exploring
from meedenk.trajectories.stages import OPEN, Stage

from .access import ACCESS
from .factories import LATER, a_call, a_trajectory, explored, told_whom

WHY = "De plannen komen terug."


def stopped(stage: Stage, *, by: User) -> Trajectory:
    trajectory = a_trajectory(stage, adviser=an_official())
    ending.stop(trajectory, reason="Van tafel.", by=by, at=now())
    Message.objects.all().delete()
    return trajectory


def reopen(trajectory: Trajectory, *, by: object, reason: str = WHY, **more: str) -> None:
    ending.reopen(trajectory, reason=reason, by=by, at=now(), **more)


@pytest.mark.parametrize("stage", OPEN)
def test_it_goes_on_where_it_stood(cast: Cast, stage: Stage) -> None:
    trajectory = stopped(stage, by=cast.steering)
    reopen(trajectory, by=cast.steering)
    trajectory.refresh_from_db()
    stands = Stage.FORMING if stage == Stage.CALLING else stage
    assert (trajectory.stage, trajectory.outcome, trajectory.closed_from) == (stands, "", "")


def test_everyone_who_worked_on_it_or_contributed_hears_why(cast: Cast, trajectory: Trajectory) -> None:
    activity = Activity.objects.create(trajectory=trajectory, kind="meeting", title="Gesprek")
    Guest.objects.create(activity=activity, name="Dokter Dirk", email="dirk@voorbeeld.nl")
    trajectory.concerns.add(a_concern(teller={"email": "inwoner@voorbeeld.nl"}))
    ending.stop(trajectory, reason="Van tafel.", by=cast.steering, at=now())
    reopen(trajectory, by=cast.steering)
    assert told_whom(Kind.REOPENED) == {
        ("group", cast.group_member.email, False),
        ("group", cast.contact.email, False),
        ("adviser", trajectory.advisers.get().official.email, False),
        ("contributors", "dirk@voorbeeld.nl", False),
        ("tellers", "inwoner@voorbeeld.nl", False),
    }
    assert all(WHY in message.body for message in Message.objects.filter(kind=Kind.REOPENED))


def test_everyone_reads_why(cast: Cast, client: Client) -> None:
    trajectory = stopped(Stage.WORKING, by=cast.steering)
    reopen(trajectory, by=cast.steering)
    entry = trajectory.entries.seen_by(Seen.PUBLIC, at=now()).last()
    assert WHY in entry.sentence(Seen.PUBLIC)
    assert WHY in client.get(trajectory.get_absolute_url()).content.decode()


def test_only_the_steering_group_with_a_reason_and_support_by_name(cast: Cast) -> None:
    trajectory = stopped(Stage.WORKING, by=cast.steering)
    for name, person in cast.items():
        if name != "steering":
            with pytest.raises(Refused):
                reopen(trajectory, by=person)
    with pytest.raises(Refused):
        reopen(trajectory, by=cast.steering, reason="")
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.CLOSED
    reopen(trajectory, by=cast.support, on_behalf_of="De stuurgroep")
    assert trajectory.entries.last().on_behalf_of == "De stuurgroep"


def test_what_runs_is_not_opened_and_what_was_opened_is_not_opened_twice(cast: Cast) -> None:
    trajectory = stopped(Stage.WORKING, by=cast.steering)
    late = Trajectory.objects.get(pk=trajectory.pk)
    reopen(trajectory, by=cast.steering)
    sent = Message.objects.count()
    for again in (trajectory, late):
        with pytest.raises(Refused):
            reopen(again, by=cast.steering)
    assert Message.objects.count() == sent


def test_a_call_that_closed_can_be_left_open_longer(cast: Cast) -> None:
    call = a_call()
    ending.stop(call.trajectory, reason="Van tafel.", by=cast.steering, at=now())
    reopen(call.trajectory, by=cast.steering)
    call = Call.objects.select_related("trajectory").get()
    calling.prolong_call(call, closes_at=now() + timedelta(days=9), by=cast.steering, at=now())
    call.refresh_from_db()
    assert call.closed_at is None


def test_what_was_left_for_now_goes_on_and_does_not_wait_for_its_day(cast: Cast) -> None:
    trajectory = explored()
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    reopen(trajectory, by=cast.steering)
    trajectory.exploration.refresh_from_db()
    assert (trajectory.stage, trajectory.exploration.look_again_on) == (Stage.EXPLORING, None)


def test_what_goes_on_as_another_subject_is_not_opened_again(cast: Cast) -> None:
    left = explored(title="Vervoer")
    exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
    theme = left.concerns.get().theme
    about = {"theme": theme, "title": "Vervoer", "question": "Hoe?", "lead": "", "concerns": [], "after": left}
    exploring.explore(**about, by=cast.steering, at=now())
    with pytest.raises(Refused, match="as another subject"):
        reopen(left, by=cast.steering)


def test_what_was_joined_can_go_its_own_way_again(cast: Cast, trajectory: Trajectory) -> None:
    joined = explored()
    exploring.join_other(joined, into=trajectory, by=cast.steering, at=now())
    reopen(joined, by=cast.steering)
    assert joined.stage == Stage.EXPLORING
    assert trajectory.stage == Stage.WORKING


def test_where_nobody_knows_where_it_stood_it_stays_closed(cast: Cast) -> None:
    with pytest.raises(Refused, match="not known"):
        reopen(a_trajectory(Stage.CLOSED), by=cast.steering)


def test_the_page_says_where_it_stood_and_opens_it(cast: Cast, client: Client) -> None:
    trajectory = stopped(Stage.WORKING, by=cast.steering)
    cast.steering.language = "en"
    cast.steering.save()
    client.force_login(cast.steering)
    workspace = reverse("trajectories:workspace", args=[trajectory.slug])
    address = reverse("trajectories:reopen", args=[trajectory.slug])
    assert address in client.get(workspace).content.decode()
    assert "It stood at: thinking along" in client.get(address).content.decode()
    assert client.post(address, {"reason": WHY}).status_code == 302
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.WORKING
    assert address not in client.get(workspace).content.decode()


def test_attack_09_others_do_not_find_the_page(cast: Cast, client: Client) -> None:
    trajectory = stopped(Stage.WORKING, by=cast.steering)
    address = reverse("trajectories:reopen", args=[trajectory.slug])
    for kind, person in cast.items():
        if isinstance(person, User):
            client.force_login(person)
            allowed = kind in ACCESS["trajectories:reopen"]
            assert client.get(address).status_code == (200 if allowed else 404), kind
    client.force_login(cast.member)
    assert client.post(address, {"reason": WHY}).status_code == 404
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.CLOSED
