"""A subject that ends before there is an advice, or is stopped."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.agenda.models import PaperLetter
from meedenk.agenda.tests.factories import BY_POST, a_concern
from meedenk.common.refusal import Refused
from meedenk.gathering.models import Activity, Guest
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.models import Task, Trajectory
from meedenk.trajectories.operations import calling, ending
from meedenk.trajectories.stages import OPEN, Outcome, Stage

from .factories import a_call, a_seat, a_trajectory

SAID = {"done": "We spraken met twintig mensen.", "changed": "De balie blijft open."}


def contributed(trajectory: Trajectory) -> None:
    """A guest came to talk, and someone told what led to it."""
    activity = Activity.objects.create(trajectory=trajectory, kind="meeting", title="Gesprek")
    Guest.objects.create(activity=activity, name="Dokter Dirk", email="dirk@voorbeeld.nl")
    trajectory.concerns.add(a_concern(), a_concern(teller=BY_POST))


def test_a_group_that_only_thought_along_finishes_with_what_changed(cast: Cast, trajectory: Trajectory) -> None:
    contributed(trajectory)
    ending.end_without_advice(trajectory, **SAID, by=cast.contact, at=now())
    trajectory.refresh_from_db()
    assert (trajectory.stage, trajectory.outcome) == (Stage.CLOSED, Outcome.THOUGHT_ALONG)
    outside = {("adviser", False), ("contributors", False), ("tellers", False)}
    assert told(Kind.ENDED_WITHOUT_ADVICE) == {("members", True), ("group", False)} | outside
    assert SAID["changed"] in PaperLetter.objects.get().body
    assert SAID["changed"] in trajectory.entries.get().sentence(0)


def test_only_the_contact_and_the_steering_group_finish(cast: Cast) -> None:
    for name, person in cast.items():
        trajectory = a_trajectory(Stage.WORKING)
        a_seat(trajectory, cast.contact.member, contact=True)
        if name in {"contact", "steering"}:
            ending.end_without_advice(trajectory, **SAID, by=person, at=now())
        else:
            with pytest.raises(Refused):
                ending.end_without_advice(trajectory, **SAID, by=person, at=now())
        trajectory.refresh_from_db()
        assert (trajectory.stage == Stage.CLOSED) is (name in {"contact", "steering"}), name


def test_only_the_steering_group_stops_and_says_why(cast: Cast) -> None:
    for name, person in cast.items():
        trajectory = a_trajectory(Stage.WORKING)
        with pytest.raises(Refused):
            ending.stop(trajectory, reason="", by=person, at=now())
        if name == "steering":
            ending.stop(trajectory, reason="De plannen zijn van tafel.", by=person, at=now())
        else:
            with pytest.raises(Refused):
                ending.stop(trajectory, reason="Zomaar.", by=person, at=now())
        trajectory.refresh_from_db()
        assert (trajectory.outcome == Outcome.STOPPED) is (name == "steering"), name


def test_everyone_who_worked_on_it_hears_at_once_why_it_stops(cast: Cast, trajectory: Trajectory) -> None:
    contributed(trajectory)
    ending.stop(trajectory, reason="De plannen zijn van tafel.", by=cast.steering, at=now())
    assert told(Kind.STOPPED) == {(each, False) for each in ("group", "adviser", "contributors", "tellers")}
    emails = list(Message.objects.values_list("email", flat=True))
    assert len(emails) == len(set(emails)), "each hears it once"
    assert "van tafel" in PaperLetter.objects.get().body
    assert all("van tafel" in message.body for message in Message.objects.all())


@pytest.mark.parametrize("stage", list(Stage))
def test_what_runs_can_be_stopped_and_what_ended_cannot(cast: Cast, stage: Stage) -> None:
    trajectory = a_trajectory(stage)
    if stage in OPEN:
        ending.stop(trajectory, reason="Klaar.", by=cast.steering, at=now())
        assert trajectory.stage == Stage.CLOSED
    else:
        with pytest.raises(Refused):
            ending.stop(trajectory, reason="Klaar.", by=cast.steering, at=now())
        assert not trajectory.entries.exists()


def test_after_a_stop_nobody_answers_the_call_any_more(cast: Cast) -> None:
    call = a_call()
    ending.stop(call.trajectory, reason="Klaar.", by=cast.steering, at=now())
    call.refresh_from_db()
    assert call.closed_at
    with pytest.raises(Refused):
        calling.answer_call(call, member=cast.member.member, answer="yes", by=cast.member, at=now())
    calling.close_calls(call.closes_at + timedelta(days=1))
    calling.remind_of_calls(call.closes_at - timedelta(hours=1))
    assert not Message.objects.filter(kind__in=[Kind.CALL_CLOSED, Kind.CALL_REMINDED]).exists()


def test_the_page_names_what_goes_before_it_goes(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    Task.objects.create(trajectory=trajectory, text="Zaal huren", added_at=now())
    cast.steering.language = "en"
    cast.steering.save()
    client.force_login(cast.steering)
    address = reverse("trajectories:stop", args=[trajectory.slug])
    page = client.get(address).content.decode()
    assert "project group of 2 members" in page
    assert "1 task stays undone" in page
    assert client.post(address, {"reason": ""}).status_code == 200
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.WORKING
    assert client.post(address, {"reason": "Klaar."}).status_code == 302
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.CLOSED


@pytest.mark.parametrize(
    ("page", "enters"), [("end", {"contact", "steering", "support"}), ("stop", {"steering", "support"})]
)
def test_attack_09_others_do_not_find_these_pages(
    client: Client, cast: Cast, trajectory: Trajectory, page: str, enters: set[str]
) -> None:
    address = reverse(f"trajectories:{page}", args=[trajectory.slug])
    for name in ("ended", "member", "group_member", "contact", "steering", "support"):
        client.force_login(getattr(cast, name))
        status = 200 if name in enters else 404
        assert client.get(address).status_code == status, name
        if status == 404:
            assert client.post(address, {"reason": "x", **SAID}).status_code == 404, name
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.WORKING


def test_support_stops_only_by_name(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    client.force_login(cast.support)
    address = reverse("trajectories:stop", args=[trajectory.slug])
    assert client.post(address, {"reason": "Klaar."}).status_code == 200
    assert client.post(address, {"reason": "Klaar.", "on_behalf_of": "Stuurgroep Siebe"}).status_code == 302
    assert trajectory.entries.get().on_behalf_of == "Stuurgroep Siebe"


def test_a_stopped_subject_says_so_when_someone_comes_late(client: Client, cast: Cast) -> None:
    trajectory = a_trajectory(Stage.WORKING, adviser=an_official())
    a_seat(trajectory, cast.contact.member, contact=True)
    ending.stop(trajectory, reason="Klaar.", by=cast.steering, at=now())
    client.force_login(cast.contact)
    page = client.get(reverse("trajectories:end", args=[trajectory.slug]))
    assert page.status_code == 200
    assert 'name="done"' not in page.content.decode()
