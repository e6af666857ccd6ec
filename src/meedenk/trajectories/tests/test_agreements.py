"""What the group and the municipality agree at the start."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink
from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.rendering import render
from meedenk.people.tests.factories import an_official
from meedenk.trajectories import conditions
from meedenk.trajectories.deals import deals, promises
from meedenk.trajectories.models import Agreement, Trajectory
from meedenk.trajectories.operations import starting
from meedenk.trajectories.stages import Flow, Stage

from .factories import a_seat, a_trajectory

WORDS = {"topic": "information", "text": "Cijfers voor 1 november", "promised_by": "municipality"}
HOSTILE = "<script>alert(1)</script>"


def propose(trajectory: Trajectory, by: Any, **more: Any) -> Agreement:
    return starting.propose(trajectory, **{**WORDS, **more}, by=by, at=now())


def told(kind: Kind) -> set[tuple[str, str]]:
    return set(Message.objects.filter(kind=kind).values_list("audience", "email"))


def door(link: PersonalLink) -> str:
    return reverse("door-page", args=[mint(link), "afspraken"])


def test_one_side_proposes_and_the_other_says_yes(cast: Cast, trajectory: Trajectory) -> None:
    agreement = propose(trajectory, cast.contact)
    assert not agreement.made(alone=False)
    starting.confirm(agreement, by=cast.adviser, at=now())
    assert Agreement.objects.get().made(alone=False)
    assert [entry.kind for entry in trajectory.entries.all()] == [Kind.AGREEMENT_PROPOSED, Kind.AGREEMENT_CONFIRMED]
    assert trajectory.entries.last().link == cast.adviser


def test_the_other_side_hears_it_at_once_and_nobody_else(cast: Cast, trajectory: Trajectory) -> None:
    official = trajectory.advisers.get().official
    first = propose(trajectory, cast.contact)
    assert told(Kind.AGREEMENT_PROPOSED) == {("other-side", official.email)}
    assert Message.objects.get().link.about == trajectory.pk
    starting.confirm(first, by=cast.adviser, at=now())
    assert told(Kind.AGREEMENT_CONFIRMED) == {("other-side", cast.contact.email)}
    starting.change(first, **WORDS, by=cast.adviser, at=now())
    assert told(Kind.AGREEMENT_CHANGED) == {("other-side", cast.contact.email)}
    assert not Message.objects.filter(digest=True).exists()


def test_only_the_contact_and_the_adviser_make_agreements(cast: Cast, trajectory: Trajectory) -> None:
    for name, person in cast.items():
        if name in {"contact", "adviser"}:
            propose(trajectory, person)
            continue
        before = Agreement.objects.count()
        with pytest.raises(Refused):
            propose(trajectory, person)
        with pytest.raises(Refused):
            propose(trajectory, person, side="group")
        assert Agreement.objects.count() == before, name


def test_support_writes_down_for_a_side_by_name(cast: Cast, trajectory: Trajectory) -> None:
    propose(trajectory, cast.support, side="adviser", on_behalf_of="Eva Beleid")
    agreement = Agreement.objects.get()
    assert (agreement.group_agreed_at, bool(agreement.adviser_agreed_at)) == (None, True)
    assert trajectory.entries.get().on_behalf_of == "Eva Beleid"


def test_a_side_cannot_speak_for_the_other(cast: Cast, trajectory: Trajectory) -> None:
    agreement = propose(trajectory, cast.contact, side="adviser")
    assert agreement.adviser_agreed_at is None
    with pytest.raises(Refused):
        starting.confirm(agreement, by=cast.contact, at=now(), side="adviser")
    agreement.refresh_from_db()
    assert not agreement.made(alone=False)


def test_who_confirms_second_reads_that_it_happened(cast: Cast, trajectory: Trajectory) -> None:
    agreement = propose(trajectory, cast.contact)
    starting.confirm(agreement, by=cast.adviser, at=now())
    with pytest.raises(Refused, match="a moment ago"):
        starting.confirm(agreement, by=cast.adviser, at=now())
    assert trajectory.entries.filter(kind=Kind.AGREEMENT_CONFIRMED).count() == 1


def test_a_change_replaces_and_the_old_text_stays_with_its_dates(cast: Cast, trajectory: Trajectory) -> None:
    old = propose(trajectory, cast.contact)
    starting.confirm(old, by=cast.adviser, at=now())
    new = starting.change(old, **{**WORDS, "text": "Cijfers voor 1 december"}, by=cast.adviser, at=now())
    old.refresh_from_db()
    assert (old.replaced_at is not None, new.replaces, new.group_agreed_at) == (True, old, None)
    assert [deal.text for deal in deals(trajectory, localdate()) if deal.agreement] == ["Cijfers voor 1 december"]
    with pytest.raises(Refused):
        starting.change(old, **WORDS, by=cast.contact, at=now())
    with pytest.raises(Refused):
        starting.confirm(old, by=cast.contact, at=now())


def test_only_what_both_sides_had_agreed_is_called_an_earlier_agreement(cast: Cast, trajectory: Trajectory) -> None:
    def replaces() -> bool:
        return any("replaces an earlier agreement" in deal.meta for deal in deals(trajectory, localdate()))

    proposed = propose(trajectory, cast.contact)
    other = starting.change(proposed, **WORDS, by=cast.adviser, at=now())
    assert not replaces()
    starting.confirm(other, by=cast.contact, at=now())
    assert not replaces()
    again = starting.change(other, **WORDS, by=cast.contact, at=now())
    assert replaces()
    starting.change(again, **WORDS, by=cast.adviser, at=now())
    assert replaces()


def test_nothing_is_agreed_for_a_day_that_has_passed(cast: Cast, trajectory: Trajectory) -> None:
    today, yesterday = localdate(), localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="has passed"):
        propose(trajectory, cast.contact, by_on=yesterday)
    assert not Agreement.objects.exists()
    assert not trajectory.entries.exists()
    agreement = propose(trajectory, cast.contact, by_on=today)
    with pytest.raises(Refused, match="has passed"):
        starting.change(agreement, **WORDS, by_on=yesterday, by=cast.contact, at=now())
    late = now() + timedelta(days=3)
    changed = starting.change(agreement, **WORDS, by_on=today, by=cast.contact, at=late)
    assert changed.by_on == today, "what was agreed before keeps its day"


def test_the_mail_says_which_agreement_and_who_asks(cast: Cast, trajectory: Trajectory) -> None:
    agreement = propose(trajectory, cast.contact)
    propose(trajectory, cast.contact, topic="planning")
    first, second = Message.objects.filter(kind=Kind.AGREEMENT_PROPOSED).order_by("pk")
    assert first.subject != second.subject
    assert "planning" in second.subject
    assert "De projectgroep stelt" in first.body
    starting.confirm(agreement, by=cast.adviser, at=now())
    assert "De gemeente zegt ja" in Message.objects.get(kind=Kind.AGREEMENT_CONFIRMED).body


def test_missing_topics_stand_beside_the_made_ones(cast: Cast, trajectory: Trajectory) -> None:
    starting.confirm(propose(trajectory, cast.contact), by=cast.adviser, at=now())
    lines = deals(trajectory, localdate())
    assert {line.topic for line in lines} == set(Agreement.Topic)
    assert [line.made for line in lines].count(True) == 1


def test_the_need_holds_when_every_topic_is_agreed(cast: Cast, trajectory: Trajectory) -> None:
    for topic in Agreement.Topic:
        assert not conditions.holds(conditions.AGREEMENTS, trajectory, at=now())
        starting.confirm(propose(trajectory, cast.contact, topic=topic), by=cast.adviser, at=now())
    assert conditions.holds(conditions.AGREEMENTS, trajectory, at=now())


def test_a_group_on_its_own_makes_a_plan_that_nobody_has_to_confirm(cast: Cast) -> None:
    own = a_trajectory(Stage.STARTING, flow=Flow.UNREQUESTED)
    a_seat(own, cast.contact.member, contact=True)
    for topic in Agreement.Topic:
        propose(own, cast.contact, topic=topic, promised_by="group")
    assert conditions.holds(conditions.AGREEMENTS, own, at=now())
    assert not Message.objects.exists()
    assert "plan" in deals(own, localdate())[0].meta


@pytest.mark.parametrize(("kept_after", "words"), [(3, "3 days late"), (0, "In time"), (None, "5 days late")])
def test_what_was_promised_for_a_day_is_kept_or_late(
    cast: Cast, trajectory: Trajectory, kept_after: int | None, words: str
) -> None:
    due = localdate() - timedelta(days=5)
    agreement = propose(trajectory, cast.contact)
    Agreement.objects.update(by_on=due)
    agreement.refresh_from_db()
    starting.confirm(agreement, by=cast.adviser, at=now())
    if kept_after is not None:
        Agreement.objects.update(kept_at=now() - timedelta(days=5 - kept_after))
    (line,) = promises(trajectory, localdate())
    assert words in line.meta


def test_what_was_done_is_written_down_once(cast: Cast, trajectory: Trajectory) -> None:
    agreement = propose(trajectory, cast.contact)
    starting.confirm(agreement, by=cast.adviser, at=now())
    starting.keep(agreement, by=cast.adviser, at=now())
    with pytest.raises(Refused):
        starting.keep(agreement, by=cast.contact, at=now())
    assert trajectory.entries.filter(kind=Kind.AGREEMENT_KEPT).count() == 1
    assert "Done on" in deals(trajectory, localdate())[1].meta


def test_the_promises_of_the_municipality_stand_in_order_of_their_dates(cast: Cast, trajectory: Trajectory) -> None:
    today = localdate()
    propose(trajectory, cast.contact, text="zonder dag")
    propose(trajectory, cast.contact, text="later", by_on=today + timedelta(days=9))
    propose(trajectory, cast.contact, text="eerst", by_on=today + timedelta(days=1))
    propose(trajectory, cast.contact, text="van ons", promised_by="group")
    assert [line.text for line in promises(trajectory, today)] == ["eerst", "later", "zonder dag"]


def test_before_the_group_is_formed_nothing_is_agreed(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.FORMING)
    a_seat(trajectory, cast.contact.member, contact=True)
    with pytest.raises(Refused):
        propose(trajectory, cast.contact)
    assert not Agreement.objects.exists()
    assert not trajectory.entries.exists()


def test_the_adviser_agrees_from_the_mail_and_only_by_a_post(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    agreement = propose(trajectory, cast.contact)
    address = door(cast.adviser)
    assert agreement.text in client.get(address).content.decode()
    client.get(address, {"act": "confirm", "agreement": agreement.pk})
    agreement.refresh_from_db()
    assert agreement.adviser_agreed_at is None
    client.post(address, {"act": "confirm", "agreement": agreement.pk})
    agreement.refresh_from_db()
    assert agreement.made(alone=False)
    client.post(address, {"act": "propose", **WORDS, "text": "Wij komen langs"})
    assert Agreement.objects.get(text="Wij komen langs").adviser_agreed_at


def test_attack_07_an_agreement_of_another_subject_is_not_there(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    other = a_trajectory(Stage.WORKING, adviser=an_official())
    strange = Agreement.objects.create(trajectory=other, topic="use", text="geheim", proposed_at=now())
    for act in ("confirm", "change", "keep"):
        for key in (strange.pk, "x", "-1", "9" * 30, "²"):
            sent = {"act": act, "agreement": key, **WORDS}
            client.force_login(cast.contact)
            address = reverse("trajectories:agreements", args=[trajectory.slug])
            assert client.post(address, sent).status_code == 404
            assert client.post(door(cast.adviser), sent).status_code == 404
    strange.refresh_from_db()
    assert (strange.group_agreed_at, strange.adviser_agreed_at, strange.replaced_at) == (None, None, None)


def test_attack_10_only_the_named_fields_are_taken(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    client.force_login(cast.contact)
    sent = {"act": "propose", **WORDS, "side": "adviser", "adviser_agreed_at": "2026-01-01", "on_behalf_of": "Eva"}
    client.post(reverse("trajectories:agreements", args=[trajectory.slug]), sent)
    agreement = Agreement.objects.get()
    assert agreement.adviser_agreed_at is None
    assert trajectory.entries.get().on_behalf_of == ""


def test_members_read_the_agreements_and_cannot_write(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    agreement = propose(trajectory, cast.contact)
    address = reverse("trajectories:agreements", args=[trajectory.slug])
    for person in (cast.member, cast.group_member, cast.steering):
        client.force_login(person)
        assert agreement.text in client.get(address).content.decode()
        assert client.post(address, {"act": "propose", **WORDS}).status_code == 404
    assert Agreement.objects.count() == 1


def test_support_confirms_by_name_for_a_side(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    agreement = propose(trajectory, cast.contact)
    client.force_login(cast.support)
    address = reverse("trajectories:agreements", args=[trajectory.slug])
    assert client.get(address, {"act": "confirm", "agreement": agreement.pk}).status_code == 200
    sent = {"act": "confirm", "agreement": agreement.pk, "side": "adviser", "on_behalf_of": "Eva Beleid"}
    assert client.post(address, sent).status_code == 302
    agreement.refresh_from_db()
    assert agreement.made(alone=False)


def test_attack_01_hostile_text_is_only_text_behind_the_link_and_in_the_mail(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    old = propose(trajectory, cast.contact, text=HOSTILE)
    starting.change(old, **{**WORDS, "text": HOSTILE * 2}, by=cast.contact, at=now())
    page = client.get(door(cast.adviser)).content.decode()
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    for message in Message.objects.select_related("link"):
        mail = render(message, [], {message.link_id: "token"}, at=now())
        assert "/p/token/afspraken/" in mail.body
        assert HOSTILE not in mail.alternatives[0].content
