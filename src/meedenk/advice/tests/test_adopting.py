"""The group adopts its advice; its number is given for good."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.advice.models import Advice, Numbering
from meedenk.advice.operations import adopting, rounds, writing
from meedenk.advice.quality import quality
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .factories import a_round, an_adopted_advice, an_advice, text_of


def test_the_text_is_frozen_with_the_views_and_a_number(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    found = a_round(advice)
    rounds.respond(
        found,
        member=cast.group_member.member,
        stance="own-perspective",
        view="Anders",
        text="Zo.",
        by=cast.group_member,
        at=now(),
    )
    rounds.respond(found, member=cast.contact.member, stance="supports", by=cast.contact, at=now())
    adopting.adopt(advice, by=cast.contact, at=now())
    advice.refresh_from_db()
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.ADOPTED
    assert advice.number == f"ASDG-{now().year}-01"
    assert advice.adopted is not None
    assert advice.adopted["perspectives"] == [{"title": "Anders", "text": "Zo.", "count": 1}]
    assert advice.adopted["members"] == 2
    assert [each["number"] for each in advice.adopted["recommendations"]] == [1, 2]
    text = text_of(advice.pdf)
    assert "Aanbeveling 1" in text
    assert "Hassan" not in text
    told = Message.objects.filter(kind=Kind.ADOPTED, digest=False)
    assert sorted(told.filter(audience="group").values_list("email", flat=True)) == sorted(
        [cast.contact.email, cast.group_member.email]
    )
    assert told.get(audience="steering").email == cast.steering.email


def test_who_may_adopt(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    a_round(advice)
    for name, person in cast.items():
        if name not in {"contact", "steering"}:
            with pytest.raises(Refused):
                adopting.adopt(advice, by=person, at=now(), because="x")
    assert not Numbering.objects.filter(last__gt=0).exists()
    adopting.adopt(advice, by=cast.steering, at=now(), because="x")
    assert Advice.objects.get().number


def test_without_a_round_or_with_silence_it_is_not_adopted_just_so(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    with pytest.raises(Refused, match="asked"):
        adopting.adopt(advice, by=cast.contact, at=now(), because="Haast")
    a_round(advice)
    with pytest.raises(Refused, match="responded"):
        adopting.adopt(advice, by=cast.contact, at=now())
    adopting.adopt(advice, by=cast.contact, at=now(), because="Zij zijn op vakantie.")
    assert trajectory.entries.get(kind=Kind.ADOPTED).because == "Zij zijn op vakantie."


def test_opened_again_it_keeps_its_number_and_asks_everyone_again(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_adopted_advice(trajectory)
    number = advice.number
    adopting.reopen(advice, reason="Een fout in aanbeveling 2", by=cast.contact, at=now())
    advice.refresh_from_db()
    assert (advice.number, advice.adopted, advice.pdf.name) == (number, None, "")
    with pytest.raises(Refused, match="asked"):
        adopting.adopt(advice, by=cast.contact, at=now(), because="x")
    writing.save_part(advice, "summary", text="Verbeterd", version=1, by=cast.contact, at=now())
    a_round(advice)
    adopting.adopt(advice, by=cast.contact, at=now(), because="x")
    advice.refresh_from_db()
    assert advice.number == number
    assert advice.adopted is not None
    assert advice.adopted["summary"] == "Verbeterd"
    assert Numbering.objects.get().last == 1
    told = Message.objects.filter(kind=Kind.REOPENED_FOR_WRITING).values_list("email", flat=True)
    assert set(told) == {cast.contact.email, cast.group_member.email}


def test_only_contact_and_steering_open_it_again(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_adopted_advice(trajectory)
    for name, person in cast.items():
        if name not in {"contact", "steering"}:
            with pytest.raises(Refused):
                adopting.reopen(advice, reason="x", by=person, at=now())
    assert Advice.objects.get().adopted


def test_numbers_begin_anew_each_year(rules: None) -> None:
    numbers = []
    for moment in (datetime(2026, 12, 31, 22, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)):
        advice = an_advice()
        a_round(advice, at=moment - timedelta(hours=2))
        adopting.adopt(advice, by=advice.trajectory.seats.get().member.user, at=moment, because="x")
        numbers.append(advice.number)
    assert numbers == ["ASDG-2026-01", "ASDG-2027-01"]


def test_a_changed_text_is_an_open_point_on_the_list(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    a_round(advice)
    assert all(point.made for point in quality(advice, at=now()) if "everyone read" in point.text)
    writing.save_part(advice, "summary", text="Heel anders", version=1, by=cast.contact, at=now())
    advice.refresh_from_db()
    assert [point.made for point in quality(advice, at=now()) if "everyone read" in point.text] == [False]


def test_after_adoption_the_links_to_the_draft_are_closed(cast: Cast, trajectory: Trajectory) -> None:
    an_adopted_advice(trajectory)
    assert not PersonalLink.objects.of(Purpose.DRAFT, trajectory).open(now()).exists()


def test_the_pages_lead_from_the_list_to_a_number(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    a_round(an_advice(trajectory))
    client.force_login(cast.contact)
    address = reverse("advice:adopt", args=[trajectory.slug])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 200
    assert Advice.objects.get().number is None
    assert client.post(address, {"because": "Iedereen was erbij."}).status_code == 302
    page = client.get(reverse("advice:write", args=[trajectory.slug])).content.decode()
    assert str(Advice.objects.get().number) in page
    assert "data-autosave" not in page
