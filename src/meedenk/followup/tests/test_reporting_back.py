"""The steering group tells everyone who contributed what changed by it."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.agenda.models import Concern, PaperLetter
from meedenk.agenda.tests.factories import BY_POST, UNKNOWN, a_concern
from meedenk.common.refusal import Refused
from meedenk.followup.operations import reporting
from meedenk.gathering.models import Activity, Guest
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.models import Member
from meedenk.people.tests.factories import a_member
from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat, told_whom

from .access import ACCESS
from .factories import a_commitment, an_answered_advice

TEXT = "De gemeente belt nu zelf.\n\nDe brief blijft zoals hij was."


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    advice = an_answered_advice(trajectory, by=cast.office)
    a_commitment(advice, by=cast.steering)
    Message.objects.all().delete()
    return advice


def report(advice: Advice, text: str = TEXT, *, by: Any, **more: Any) -> None:
    reporting.report_back(advice.trajectory, text=text, by=by, at=now(), **more)


def a_guest(trajectory: Trajectory, email: str, **more: Any) -> Guest:
    activity = Activity.objects.create(trajectory=trajectory, kind="meeting", title="Gesprek", **more)
    return Guest.objects.create(activity=activity, name="Dokter Dirk", email=email)


def on_paper(advice: Advice) -> Member:
    """Someone of the group who has no address for mail."""
    member = a_seat(advice.trajectory, a_member("Papieren Piet", paper=True)).member
    Member.objects.filter(pk=member.pk).update(user=None)
    return member


def address(advice: Advice) -> str:
    return reverse("followup:report-back", args=[advice.trajectory.slug])


def test_everyone_who_contributed_hears_it_at_once_and_members_in_their_overview(cast: Cast, advice: Advice) -> None:
    trajectory = advice.trajectory
    a_guest(trajectory, "dirk@voorbeeld.nl")
    earlier = a_seat(trajectory, a_member("Eerder Erbij"))
    GroupSeat.objects.filter(pk=earlier.pk).update(until=localdate() - timedelta(days=1))
    concern = a_concern(teller={"email": "inwoner@voorbeeld.nl"})
    a_concern(state=Concern.State.MERGED, merged_into=concern, teller={"email": "buurvrouw@voorbeeld.nl"})
    trajectory.concerns.add(concern)
    report(advice, by=cast.steering)
    assert told_whom(Kind.REPORTED_BACK) == {
        ("group", cast.group_member.email, False),
        ("group", cast.contact.email, False),
        ("contributors", earlier.member.user.email, False),
        ("contributors", trajectory.advisers.get().official.email, False),
        ("contributors", "dirk@voorbeeld.nl", False),
        ("contributors", "executor@voorbeeld.nl", False),
        ("tellers", "inwoner@voorbeeld.nl", False),
        ("tellers", "buurvrouw@voorbeeld.nl", False),
        ("members", cast.member.email, True),
        ("members", cast.steering.email, True),
    }
    assert all("De gemeente belt nu zelf." in body for body in Message.objects.values_list("body", flat=True))


def test_who_told_it_comes_to_their_own_page_and_everyone_else_to_the_public_one(
    cast: Cast, advice: Advice, client: Client
) -> None:
    advice.trajectory.concerns.add(a_concern())
    report(advice, by=cast.steering)
    teller = Message.objects.get(audience="tellers")
    assert teller.body != TEXT
    assert TEXT in teller.body
    assert client.get(reverse("door", args=[mint(teller.link)])).status_code == 200
    for message in Message.objects.exclude(audience="tellers"):
        assert (message.link, message.address) == (None, advice.trajectory.get_absolute_url())
    assert client.get(advice.trajectory.get_absolute_url()).status_code == 200


def test_who_contributed_twice_hears_it_once(cast: Cast, advice: Advice) -> None:
    trajectory = advice.trajectory
    for _ in range(2):
        a_guest(trajectory, "dirk@voorbeeld.nl")
        trajectory.concerns.add(a_concern(teller={"email": "inwoner@voorbeeld.nl"}))
    a_guest(trajectory, cast.group_member.email)
    teller = {"email": cast.contact.email, "user": cast.contact, "name": cast.contact.name}
    trajectory.concerns.add(a_concern(teller=teller), a_concern(teller={"email": "dirk@voorbeeld.nl"}))
    report(advice, by=cast.steering)
    emails = list(Message.objects.values_list("email", flat=True))
    assert len(emails) == len(set(emails))
    assert "dirk@voorbeeld.nl" in emails


def test_who_hears_by_post_has_a_letter_and_who_wants_to_hear_nothing_has_none(cast: Cast, advice: Advice) -> None:
    advice.trajectory.concerns.add(a_concern(teller=BY_POST), a_concern(teller=UNKNOWN))
    report(advice, by=cast.steering)
    letter = PaperLetter.objects.get()
    assert "De brief blijft zoals hij was." in letter.body
    assert not Message.objects.filter(audience="tellers").exists()


def test_who_was_in_the_group_and_has_no_mail_has_a_letter(cast: Cast, advice: Advice) -> None:
    member = on_paper(advice)
    both = a_seat(advice.trajectory, a_member("Post En Mail", paper=True)).member
    report(advice, by=cast.steering)
    letter = PaperLetter.objects.get()
    assert (letter.member, letter.name, letter.about.pk) == (member, "Papieren Piet", advice.trajectory.pk)
    assert Message.objects.filter(user=both.user).count() == 1, "one way for each"


def test_a_guest_of_what_was_called_off_did_not_contribute(cast: Cast, advice: Advice) -> None:
    a_guest(advice.trajectory, "dirk@voorbeeld.nl", state=Activity.State.CANCELLED)
    report(advice, by=cast.steering)
    assert not Message.objects.filter(email="dirk@voorbeeld.nl").exists()


def test_members_read_it_and_outsiders_do_not(cast: Cast, advice: Advice) -> None:
    report(advice, by=cast.steering)
    entries = advice.trajectory.entries.filter(kind=Kind.REPORTED_BACK)
    assert "De gemeente belt nu zelf." in entries.get().sentence(Seen.MEMBERS)
    assert not entries.seen_by(Seen.PUBLIC, at=now()).exists()


def test_only_the_steering_group_and_support_by_name(cast: Cast, advice: Advice) -> None:
    for name, person in cast.items():
        if name == "steering":
            continue
        with pytest.raises(Refused):
            report(advice, by=person)
    assert not Message.objects.exists()
    report(advice, by=cast.support, on_behalf_of="De stuurgroep")
    assert told(Kind.REPORTED_BACK)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in {Stage.ANSWERED, Stage.MONITORING}])
def test_without_an_answer_there_is_nothing_to_tell(cast: Cast, advice: Advice, stage: Stage) -> None:
    outcome = "advised" if stage == Stage.CLOSED else ""
    Trajectory.objects.filter(pk=advice.trajectory.pk).update(stage=stage, outcome=outcome)
    with pytest.raises(Refused):
        report(advice, by=cast.steering)
    assert not Message.objects.exists()


def test_it_can_be_done_again_but_not_with_the_same_words(cast: Cast, advice: Advice) -> None:
    report(advice, by=cast.steering)
    sent = Message.objects.count()
    with pytest.raises(Refused, match="exactly this"):
        report(advice, by=cast.steering)
    assert Message.objects.count() == sent
    Trajectory.objects.update(stage=Stage.MONITORING)
    advice.trajectory.refresh_from_db()
    report(advice, "Er wordt gebeld.", by=cast.steering)
    assert Message.objects.count() == 2 * sent


def test_attack_08_under_embargo_nobody_is_told(cast: Cast, advice: Advice) -> None:
    Delivery.objects.update(embargo_until=now() + timedelta(days=2))
    with pytest.raises(Refused, match="not public before"):
        report(advice, by=cast.steering)
    assert not Message.objects.exists()
    assert not advice.trajectory.entries.filter(kind=Kind.REPORTED_BACK).exists()


def test_it_begins_with_what_was_answered_and_promised(cast: Cast, advice: Advice, client: Client) -> None:
    begun = reporting.from_the_log(advice.trajectory)
    for said in ("Aanbeveling 1", "Aanbeveling 2", "Afdeling Wmo: Iedereen bellen."):
        assert said in begun
    assert "\n1. Aanbeveling 1: " in begun, "a number is mark enough"
    client.force_login(cast.steering)
    page = client.get(address(advice)).content.decode()
    assert "Afdeling Wmo: Iedereen bellen." in page


def test_the_page_says_how_many_hear_it_sends_it_and_keeps_what_was_told(
    cast: Cast, advice: Advice, client: Client
) -> None:
    moved = {"user": cast.contact, "email": "oud@voorbeeld.nl", "name": cast.contact.name}
    advice.trajectory.concerns.add(a_concern(), a_concern(teller=BY_POST), a_concern(teller=moved))
    on_paper(advice)
    a_seat(advice.trajectory, a_member("Post En Mail", paper=True))
    client.force_login(cast.steering)
    page = client.get(address(advice))
    assert (page.context["hears"].by_mail, page.context["hears"].on_paper) == (6, 2)
    assert client.post(address(advice), {"text": ""}).status_code == 200
    assert not Message.objects.exists()
    sent = client.post(address(advice), {"text": "<script>alert(1)</script>"})
    assert sent.status_code == 302
    assert Message.objects.exclude(audience="members").count() == 6
    assert PaperLetter.objects.count() == 2
    assert "&lt;script&gt;alert(1)" in client.get(address(advice)).content.decode()


def test_it_is_open_for_staff_only(cast: Cast, advice: Advice, client: Client) -> None:
    for kind, person in cast.items():
        if isinstance(person, User):
            client.force_login(person)
            allowed = kind in ACCESS["followup:report-back"]
            assert client.get(address(advice)).status_code == (200 if allowed else 404), kind
    client.logout()
    assert client.get(address(advice)).status_code == 302
