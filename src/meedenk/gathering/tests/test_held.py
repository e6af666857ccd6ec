"""Activities that were held: who was there, the report, what was heard and who was not heard yet."""

import pytest
from conftest import Cast
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.gathering.conditions import counter_voice_heard, expert_by_experience_heard, first_talk_held
from meedenk.gathering.models import Activity, Finding
from meedenk.gathering.operations import activities as acts
from meedenk.gathering.queries import still_to_hear
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.steps import Audience
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import ABOUT, a_poll, an_activity, told_at_once


def test_what_was_held_has_who_was_there_and_a_report_for_the_group(trajectory: Trajectory, cast: Cast) -> None:
    activity = an_activity(trajectory, days=-1, state=Activity.State.PLANNED)
    there = [cast.contact.member]
    acts.hold_activity(activity, present=there, report="Veel gehoord.", by=cast.contact, at=now())
    activity.refresh_from_db()
    assert (activity.state, activity.report) == (Activity.State.HELD, "Veel gehoord.")
    assert list(activity.present.all()) == there
    assert [entry.kind for entry in trajectory.entries.all()] == [Kind.ACTIVITY_HELD, Kind.ACTIVITY_REPORTED]
    digest = Message.objects.filter(kind=Kind.ACTIVITY_REPORTED, audience=Audience.GROUP, digest=True)
    assert set(digest.values_list("email", flat=True)) == {cast.contact.email, cast.group_member.email}


def test_every_member_reads_the_report_but_not_who_was_asked_to_come(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    held = an_activity(trajectory, days=-1, state=Activity.State.HELD, report="Veel gehoord.")
    held.guests.create(name="Mo Gast", email="mo@voorbeeld.nl")
    for person, names in ((cast.member, False), (cast.contact, True)):
        client.force_login(person)
        assert held.title in client.get(reverse("gathering:activities", args=[trajectory.slug])).content.decode()
        page = client.get(held.get_absolute_url()).content.decode()
        assert "Veel gehoord." in page
        assert ("Mo Gast" in page) is names
    sought = a_poll(trajectory).activity
    client.force_login(cast.member)
    assert client.get(sought.get_absolute_url()).status_code == 404


def test_only_the_group_says_it_was_held_and_not_before_it_began(trajectory: Trajectory, cast: Cast) -> None:
    with pytest.raises(Refused):
        acts.hold_activity(an_activity(trajectory, days=1), present=[], by=cast.contact, at=now())
    for name, person in cast.items():
        activity = an_activity(trajectory, days=-1, state=Activity.State.PLANNED)
        if name in {"group_member", "contact"}:
            acts.hold_activity(activity, present=[], by=person, at=now())
            acts.report_activity(activity, text="Kort", by=person, at=now())
            acts.note_finding(activity, text="De bus rijdt niet.", who="Inwoner", public=True, by=person, at=now())
        else:
            with pytest.raises(Refused):
                acts.hold_activity(activity, present=[], by=person, at=now())
    assert Activity.objects.filter(state=Activity.State.HELD).count() == 2
    assert Finding.objects.public().count() == 2


def test_an_activity_that_was_not_held_has_no_report(trajectory: Trajectory, cast: Cast) -> None:
    activity = an_activity(trajectory)
    with pytest.raises(Refused):
        acts.report_activity(activity, text="Kort", by=cast.contact, at=now())
    with pytest.raises(Refused):
        acts.note_finding(activity, text="Iets", who="Inwoner", public=False, by=cast.contact, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(trajectory=trajectory, state=Activity.State.HELD, **ABOUT)


def test_the_first_talk_needs_a_report_and_everyone_invited_gets_it(cast: Cast, trajectory: Trajectory) -> None:
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.STARTING)
    trajectory.refresh_from_db()
    talk = an_activity(trajectory, days=-1, kind="first-talk", with_adviser=True, state=Activity.State.PLANNED)
    assert not first_talk_held(trajectory, now())
    with pytest.raises(Refused, match="report"):
        acts.hold_activity(talk, present=[], by=cast.support, at=now())
    acts.hold_activity(talk, present=[], report="Kennis gemaakt.", by=cast.support, at=now())
    assert first_talk_held(trajectory, now())
    adviser = trajectory.advisers.get().official.email
    assert told_at_once(Kind.FIRST_TALK_HELD) == {cast.contact.email, cast.group_member.email, adviser}
    assert "Kennis gemaakt." in Message.objects.filter(kind=Kind.FIRST_TALK_HELD).first().body


def test_a_voice_counts_when_it_was_heard_and_shows_when_it_is_planned(trajectory: Trajectory) -> None:
    assert len(still_to_hear(trajectory)) == 2
    activity = an_activity(trajectory, heard=["counter-voice", "expert-by-experience"])
    assert still_to_hear(trajectory) == []
    assert not counter_voice_heard(trajectory, now())
    Activity.objects.filter(pk=activity.pk).update(state=Activity.State.CANCELLED)
    assert len(still_to_hear(trajectory)) == 2
    Activity.objects.filter(pk=activity.pk).update(state=Activity.State.HELD)
    assert counter_voice_heard(trajectory, now())
    assert expert_by_experience_heard(trajectory, now())
    assert not counter_voice_heard(a_trajectory(Stage.WORKING), now())


def test_pages_of_an_activity_work_from_plan_to_report(trajectory: Trajectory, cast: Cast, client: Client) -> None:
    client.force_login(cast.contact)
    activity = an_activity(trajectory, days=-0.5, state=Activity.State.PLANNED)
    page = reverse("gathering:activity", args=[trajectory.slug, activity.pk])
    assert client.get(page).status_code == 200
    held = reverse("gathering:held", args=[trajectory.slug, activity.pk])
    assert client.get(held).status_code == 200
    assert client.post(held, {"present": [cast.contact.member.pk], "report": ""}).status_code == 302
    assert (
        client.post(reverse("gathering:report", args=[trajectory.slug, activity.pk]), {"text": "Kort"}).status_code
        == 302
    )
    finding = reverse("gathering:finding", args=[trajectory.slug, activity.pk])
    assert client.post(finding, {"text": "De bus rijdt niet.", "who": "Inwoner"}).status_code == 302
    html = client.get(page).content.decode()
    assert "De bus rijdt niet." in html
    assert "Kort" in html
