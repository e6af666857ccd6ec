"""The final account closes a subject, and everyone can read how it went."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import User
from meedenk.advice.models import Advice, Delivery
from meedenk.agenda.tests.factories import a_concern
from meedenk.common.refusal import Refused
from meedenk.followup.models import Account
from meedenk.followup.operations import closing
from meedenk.gathering.models import Activity, Guest
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.operations.ending import reopen
from meedenk.trajectories.operations.working import make_choice
from meedenk.trajectories.stages import Outcome, Stage

from .access import ACCESS
from .factories import a_commitment, agreed, an_answered_advice

WHOLE = {name: f"Over {name}." for name in (*Account.STORY, *Account.SHORT)}


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    advice = an_answered_advice(trajectory, by=cast.office)
    a_commitment(advice, by=cast.steering)
    agreed(advice, by=cast.steering)
    Message.objects.all().delete()
    return advice


def published(advice: Advice, *, by: Any, **more: Any) -> Account:
    draft = closing.keep_account(advice.trajectory, WHOLE, seen=0)
    return closing.publish_account(advice.trajectory, seen=draft.version, by=by, at=now(), **more)


def test_the_subject_is_finished_and_everyone_who_contributed_hears_what_came_of_it(
    cast: Cast, advice: Advice, client: Client
) -> None:
    activity = Activity.objects.create(trajectory=advice.trajectory, kind="meeting", title="Gesprek")
    Guest.objects.create(activity=activity, name="Dokter Dirk", email="dirk@voorbeeld.nl")
    GroupSeat.objects.filter(member=cast.group_member.member).update(until=localdate())
    advice.trajectory.concerns.add(a_concern(teller={"email": "inwoner@voorbeeld.nl"}))
    published(advice, by=cast.contact)
    advice.trajectory.refresh_from_db()
    assert (advice.trajectory.stage, advice.trajectory.outcome) == (Stage.CLOSED, Outcome.ADVISED)
    assert told(Kind.FINAL_ACCOUNT) == {
        ("group", False),
        ("adviser", False),
        ("contributors", False),
        ("tellers", False),
    }
    texts = dict(Message.objects.filter(kind=Kind.FINAL_ACCOUNT).values_list("email", "body"))
    adviser = advice.trajectory.advisers.get().official.email
    outside = {"dirk@voorbeeld.nl", "inwoner@voorbeeld.nl", "executor@voorbeeld.nl"}
    assert set(texts) == {cast.contact.email, cast.group_member.email, adviser} | outside
    assert "Over members." in texts[cast.contact.email]
    assert "Over members." in texts[cast.group_member.email]
    assert all("Over citizens." in texts[email] for email in outside)
    assert "Over professionals." in texts[adviser]
    assert "Beantwoord deze mail" in texts[adviser]
    page = client.get(advice.trajectory.get_absolute_url()).content.decode()
    assert all(text in page for text in WHOLE.values())
    assert advice.trajectory.entries.seen_by(Seen.PUBLIC, at=now()).filter(kind=Kind.FINAL_ACCOUNT).exists()


def test_attack_08_under_embargo_no_account_is_published(cast: Cast, advice: Advice, client: Client) -> None:
    Delivery.objects.update(embargo_until=now() + timedelta(days=3))
    with pytest.raises(Refused, match="not public before"):
        published(advice, by=cast.contact)
    assert "Over lessons." not in client.get(advice.trajectory.get_absolute_url()).content.decode()
    assert not Message.objects.exists()
    Delivery.objects.update(embargo_until=now())
    closing.publish_account(advice.trajectory, seen=1, by=cast.contact, at=now())
    assert "Over lessons." in client.get(advice.trajectory.get_absolute_url()).content.decode()


def test_a_draft_is_for_who_writes_it(cast: Cast, advice: Advice, client: Client) -> None:
    closing.keep_account(advice.trajectory, WHOLE, seen=0)
    assert "Over lessons." not in client.get(advice.trajectory.get_absolute_url()).content.decode()
    assert not Message.objects.exists()


def test_only_the_contact_and_the_steering_group_publish_and_support_by_name(cast: Cast, advice: Advice) -> None:
    for name, person in cast.items():
        if name in {"contact", "steering"}:
            continue
        with pytest.raises(Refused):
            published(advice, by=person)
        Account.objects.all().delete()
    published(advice, by=cast.support, on_behalf_of="De groep")
    assert advice.trajectory.entries.last().on_behalf_of == "De groep"


def test_every_part_says_something_before_it_is_published(cast: Cast, advice: Advice) -> None:
    draft = closing.keep_account(advice.trajectory, WHOLE | {"politics": ""}, seen=0)
    with pytest.raises(Refused, match="every part"):
        closing.publish_account(advice.trajectory, seen=draft.version, by=cast.contact, at=now())
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.MONITORING


def test_two_who_write_at_once_lose_nothing(cast: Cast, advice: Advice, client: Client) -> None:
    closing.keep_account(advice.trajectory, WHOLE, seen=0)
    with pytest.raises(Refused, match="Both texts"):
        closing.keep_account(advice.trajectory, WHOLE | {"course": "Anders"}, seen=0)
    client.force_login(cast.contact)
    address = reverse("followup:account", args=[advice.trajectory.slug])
    page = client.post(address, {"act": "keep", "seen": 0, "course": "Mijn verhaal"})
    text = page.content.decode()
    assert "Mijn verhaal" in text
    assert "Over course." in text
    assert client.post(address, {"act": "keep", "seen": 1, "course": "Samen"}).status_code == 302
    assert Account.objects.get().course == "Samen"


def test_it_begins_with_what_was_written_down_on_the_way(cast: Cast, advice: Advice, client: Client) -> None:
    Trajectory.objects.update(stage=Stage.WORKING)
    advice.trajectory.refresh_from_db()
    make_choice(advice.trajectory, what="Eerst luisteren", why="Dat mist", left="", by=cast.contact, at=now())
    Trajectory.objects.update(stage=Stage.MONITORING)
    advice.trajectory.refresh_from_db()
    begun = closing.from_the_log(advice.trajectory, on=localdate())
    assert "Eerst luisteren: Dat mist" in begun["choices"]
    assert "De reactie is er" in begun["course"]
    assert "Afdeling Wmo: Iedereen bellen" in begun["progress"]
    client.force_login(cast.contact)
    page = client.get(reverse("followup:account", args=[advice.trajectory.slug])).content.decode()
    assert "Eerst luisteren" in page


def test_the_page_publishes_what_is_whole(cast: Cast, advice: Advice, client: Client) -> None:
    client.force_login(cast.support)
    address = reverse("followup:account", args=[advice.trajectory.slug])
    typed = WHOLE | {"act": "publish", "seen": 0, "lessons": "<script>alert(1)</script>"}
    assert client.post(address, typed | {"politics": ""}).status_code == 200
    assert not Account.objects.exists()
    assert client.post(address, typed | {"on_behalf_of": "De groep"}).status_code == 302
    page = client.get(advice.trajectory.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert client.get(address).status_code == 200
    assert client.post(address, typed | {"on_behalf_of": "De groep", "seen": 1}).status_code == 200
    assert advice.trajectory.entries.filter(kind=Kind.FINAL_ACCOUNT).count() == 1


def test_what_is_opened_again_keeps_its_account_until_someone_writes_a_new_one(
    cast: Cast, advice: Advice, client: Client
) -> None:
    account = published(advice, by=cast.contact)
    reopen(advice.trajectory, reason="Er is nieuws.", by=cast.steering, at=now())
    assert advice.trajectory.stage == Stage.MONITORING
    here = advice.trajectory.get_absolute_url()
    assert WHOLE["lessons"] in client.get(here).content.decode()
    closing.keep_account(advice.trajectory, WHOLE | {"lessons": "Nog geheim."}, seen=account.version)
    assert "Nog geheim." not in client.get(here).content.decode()


def test_pages_open_for_who_may_and_are_not_there_for_others(cast: Cast, advice: Advice, client: Client) -> None:
    address = reverse("followup:account", args=[advice.trajectory.slug])
    for kind, person in cast.items():
        if isinstance(person, User):
            client.force_login(person)
            assert client.get(address).status_code == (200 if kind in ACCESS["followup:account"] else 404), kind
    client.logout()
    assert client.get(address).status_code == 302
