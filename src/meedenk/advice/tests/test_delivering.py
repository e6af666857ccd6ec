"""The advice goes out, is attached, and is published; nothing leaks before that."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now

from meedenk.accounts.models import Purpose
from meedenk.advice.addressing import ProposalData
from meedenk.advice.models import Advice, Delivery, Proposal
from meedenk.advice.operations import delivering, publishing
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import day, moment
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .factories import (
    OFFICES,
    a_delivered_advice,
    a_published_advice,
    an_adopted_advice,
    an_advice,
    deliver,
    text_of,
)


def test_each_office_gets_the_pdf_and_one_of_them_the_link_to_answer(cast: Cast, trajectory: Trajectory) -> None:
    advice = a_delivered_advice(trajectory, staff=cast.steering, to="both")
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.DELIVERED
    assert advice.delivery.due_on == localdate() + timedelta(weeks=8)
    sent = {message.email: message for message in Message.objects.filter(kind=Kind.DELIVERED, audience="addressees")}
    assert set(sent) == {"bureau@gemeente.voorbeeld.nl", "griffie@gemeente.voorbeeld.nl"}
    link = sent["bureau@gemeente.voorbeeld.nl"].link
    assert link is not None
    assert (link.purpose, link.about, link.email) == (Purpose.OFFICE, trajectory.pk, "bureau@gemeente.voorbeeld.nl")
    assert sent["griffie@gemeente.voorbeeld.nl"].link is None
    for message in sent.values():
        assert message.attachment.name.endswith(f"{advice.number}.pdf")
        paper = text_of(message.attachment)
        assert str(advice.number) in paper
        assert "To the municipal council" in paper or "Aan de gemeenteraad" in paper
    adviser = Message.objects.get(kind=Kind.DELIVERED, audience="adviser")
    assert adviser.attachment
    members = Message.objects.filter(kind=Kind.DELIVERED, audience="members", digest=True)
    assert {each.email for each in members} == {
        person.email for person in (cast.member, cast.group_member, cast.contact, cast.steering)
    }


def test_who_need_not_answer_reads_who_does(cast: Cast, trajectory: Trajectory) -> None:
    advice = a_delivered_advice(trajectory, staff=cast.steering, to="both")
    sent = {message.email: message for message in Message.objects.filter(kind=Kind.DELIVERED, audience="addressees")}
    with translation.override("nl"):
        due = day(advice.delivery.due_on)
    executive, clerk = sent["bureau@gemeente.voorbeeld.nl"], sent["griffie@gemeente.voorbeeld.nl"]
    assert ["Antwoord voor", due] in executive.facts
    assert "hoeft niet te antwoorden" not in executive.body
    assert ["Het college antwoordt voor", due] in clerk.facts
    assert "hoeft niet te antwoorden" in clerk.body


def test_the_council_alone_answers_itself(cast: Cast, trajectory: Trajectory) -> None:
    a_delivered_advice(trajectory, staff=cast.support, to="council")
    assert Message.objects.get(audience="addressees").link is not None


def test_only_staff_deliver(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_adopted_advice(trajectory)
    for name, person in cast.items():
        if name not in {"steering", "support"}:
            with pytest.raises(Refused):
                deliver(advice, by=person)
    assert not Delivery.objects.exists()
    assert not Message.objects.filter(kind=Kind.DELIVERED).exists()


def test_who_reads_english_reads_in_english_to_whom_the_advice_went(cast: Cast, trajectory: Trajectory) -> None:
    a_delivered_advice(trajectory, staff=cast.support)
    entry = trajectory.entries.get(kind=Kind.DELIVERED)
    with translation.override("en"):
        assert "went to the executive." in entry.sentence(Seen.PUBLIC)
    with translation.override("nl"):
        assert "ging naar het college." in entry.sentence(Seen.PUBLIC)


def test_what_is_not_adopted_is_not_delivered(cast: Cast, trajectory: Trajectory) -> None:
    with pytest.raises(Refused):
        deliver(an_advice(trajectory), by=cast.steering)
    assert not Delivery.objects.exists()


def test_everyone_to_whom_it_goes_needs_an_address(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_adopted_advice(trajectory)
    with pytest.raises(Refused):
        delivering.deliver(advice, to="both", offices=list(OFFICES.values())[:1], by=cast.steering, at=now())
    assert not Delivery.objects.exists()


def test_the_delivered_text_never_changes(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_adopted_advice(trajectory)
    frozen = advice.adopted
    Advice.objects.update(summary="Stiekem veranderd")
    deliver(advice, by=cast.steering)
    advice.refresh_from_db()
    assert advice.adopted == frozen
    assert "Stiekem" not in text_of(advice.pdf)


def test_a_proposal_can_come_with_it_or_later(cast: Cast, trajectory: Trajectory) -> None:
    said = ProposalData(title="Verordening Wmo 2027", body="council", number="2026-114")
    advice = a_delivered_advice(trajectory, staff=cast.steering, proposal=said)
    assert str(advice.delivery.proposal) == "Verordening Wmo 2027 (2026-114)"
    for name, person in cast.items():
        if name not in {"steering", "support"}:
            with pytest.raises(Refused):
                delivering.attach(advice, proposal=said, by=person, at=now())
    delivering.attach(advice, proposal=said, by=cast.support, at=now())
    assert Proposal.objects.count() == 2
    assert Message.objects.filter(kind=Kind.ATTACHED, audience="members", digest=True).count() == 4


def test_after_delivery_nobody_is_told_to_open_the_text_again(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    a_delivered_advice(trajectory, staff=cast.steering)
    client.force_login(cast.steering)
    page = client.get(reverse("advice:publish", args=[trajectory.slug])).content.decode()
    assert "weer te openen" not in page
    assert "De tekst kan niet meer veranderen." in page


def test_published_after_a_check_and_only_once(cast: Cast, trajectory: Trajectory) -> None:
    advice = a_delivered_advice(trajectory, staff=cast.steering)
    with pytest.raises(Refused):
        publishing.publish(advice, checked=False, by=cast.steering, at=now())
    for name, person in cast.items():
        if name not in {"steering", "support"}:
            with pytest.raises(Refused):
                publishing.publish(advice, checked=True, by=person, at=now())
    assert not Advice.objects.public(now()).exists()
    publishing.publish(advice, checked=True, by=cast.support, at=now())
    assert Advice.objects.public(now()).get() == advice
    with pytest.raises(Refused):
        publishing.publish(advice, checked=True, by=cast.support, at=now())
    assert trajectory.entries.filter(kind=Kind.PUBLISHED).count() == 1
    told = Message.objects.filter(kind=Kind.PUBLISHED, audience="subscribers", digest=True)
    assert "embargo" not in told[0].body


def test_an_adopted_advice_is_not_published_before_it_is_delivered(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_adopted_advice(trajectory)
    with pytest.raises(Refused):
        publishing.publish(advice, checked=True, by=cast.steering, at=now())
    assert Advice.objects.get().published_at is None


def test_attack_08_an_embargo_holds_everywhere(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    until = now() + timedelta(days=2)
    advice = a_published_advice(trajectory, staff=cast.steering, embargo_until=until)
    assert not Advice.objects.public(until - timedelta(seconds=1)).exists()
    assert Advice.objects.public(until).exists()
    assert client.get(reverse("advice:pdf", args=[advice.number])).status_code == 404
    told = Message.objects.filter(kind=Kind.PUBLISHED).first()
    assert told
    with translation.override("nl"):
        assert moment(until) in told.body
    public = trajectory.entries.seen_by(Seen.PUBLIC, at=now())
    assert not public.filter(kind__in=[Kind.DELIVERED, Kind.PUBLISHED]).exists()
    assert trajectory.entries.seen_by(Seen.PUBLIC, at=until).filter(kind=Kind.PUBLISHED).exists()


def test_attack_08_the_pdf_is_for_members_until_it_is_published(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = a_delivered_advice(trajectory, staff=cast.steering)
    address = reverse("advice:pdf", args=[advice.number])
    inside = {"member", "group_member", "contact", "steering", "support"}
    for name, person in cast.items():
        client.logout()
        if hasattr(person, "email") and name not in {"adviser", "office", "executor", "outsider"}:
            client.force_login(person)
        found = client.get(address)
        assert found.status_code == (200 if name in inside else 404), name
        if found.streaming:
            assert b"".join(found.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
    client.logout()
    publishing.publish(advice, checked=True, by=cast.steering, at=now())
    found = client.get(address)
    assert found.status_code == 200
    assert found.headers["Content-Type"] == "application/pdf"
    assert b"".join(found.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]  # a file is streamed


def test_attack_08_a_draft_is_visible_only_to_the_group_and_staff(cast: Cast, trajectory: Trajectory) -> None:
    an_advice(trajectory)
    for name, person in cast.items():
        seen = Advice.objects.visible_to(person, at=now()).exists()
        assert seen is (name in {"group_member", "contact", "steering", "support"}), name


def test_attack_08_and_09_pages_of_a_draft_are_404_for_others(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_advice(trajectory)
    one = advice.recommendations.first()
    assert one
    addresses = [
        reverse(f"advice:{name}", args=[trajectory.slug])
        for name in ("write", "begin", "round", "respond", "adopt", "reopen", "deliver", "attach", "publish")
    ] + [
        reverse("advice:part", args=[trajectory.slug, "samenvatting"]),
        reverse("advice:recommendation", args=[trajectory.slug, one.pk]),
    ]
    for name in ("ended", "member"):
        client.force_login(getattr(cast, name))
        for address in addresses:
            for answer in (client.get(address), client.post(address, {"text": "x", "version": 1})):
                assert answer.status_code in {404, 405}, (name, address)
                assert advice.title not in answer.content.decode()
    client.logout()
    assert {client.get(address).status_code for address in addresses} == {302}


def test_the_pages_deliver_and_publish(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    an_adopted_advice(trajectory)
    client.force_login(cast.steering)
    address = reverse("advice:deliver", args=[trajectory.slug])
    assert client.get(address).status_code == 200
    assert client.post(address, {"to": "executive"}).status_code == 200
    assert not Delivery.objects.exists()
    said = {
        "to": "executive",
        "executive_name": "Bureau",
        "executive_email": "b@gemeente.voorbeeld.nl",
        "proposal_title": "Verordening",
        "proposal_body": "council",
    }
    assert client.post(address, said).status_code == 302
    publish = reverse("advice:publish", args=[trajectory.slug])
    assert client.get(publish).status_code == 200
    assert client.post(publish, {}).status_code == 200
    assert client.post(publish, {"checked": "on"}).status_code == 302
    assert Advice.objects.public(now()).exists()
    attach = reverse("advice:attach", args=[trajectory.slug])
    assert client.get(attach).status_code == 200
    assert client.post(attach, {"proposal_title": "Nota", "proposal_body": "executive"}).status_code == 302
    assert Proposal.objects.count() == 2


def test_attack_27_and_01_markup_in_an_advice_stays_text_in_its_pdf(cast: Cast, trajectory: Trajectory) -> None:
    evil = '#read("/etc/passwd") <script>alert(1)</script> #import "@preview/x:1.0.0"'
    advice = an_adopted_advice(trajectory, title=evil, summary=evil, came_about=evil)
    text = text_of(advice.pdf)
    assert "root:" not in text
    assert '#read("/etc/passwd")' in text.replace("”", '"').replace("“", '"')
