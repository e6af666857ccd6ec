"""The group adopts its advice; its number is given for good."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Numbering
from meedenk.advice.operations import adopting, publishing, rounds, writing
from meedenk.advice.quality import quality
from meedenk.advice.tally import tally
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat

from .factories import a_published_advice, a_round, an_adopted_advice, an_advice, deliver, text_of


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


def test_after_adoption_the_link_to_the_draft_says_so_and_leads_to_the_advice(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_advice(trajectory)
    a_round(advice, to_all=True)
    doors = {
        person: reverse("door", args=[mint(PersonalLink.objects.get(purpose=Purpose.DRAFT, user=person))])
        for person in (cast.group_member, cast.member)
    }
    adopting.adopt(advice, by=cast.contact, at=now(), because="x")
    ways = {
        cast.group_member: reverse("advice:write", args=[trajectory.slug]),
        cast.member: reverse("advice:pdf", args=[advice.number]),
    }
    for person, address in doors.items():
        page = client.get(address).content.decode()
        assert "Dit advies is vastgesteld" in page
        assert f'href="{ways[person]}"' in page
        assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    adopting.reopen(advice, reason="Een fout", by=cast.contact, at=now())
    assert "De groep schrijft weer" in client.get(doors[cast.group_member]).content.decode()


def test_once_published_the_link_to_the_draft_leads_to_the_page_for_everyone(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = a_published_advice(trajectory, staff=cast.steering)
    link = PersonalLink.objects.get(purpose=Purpose.DRAFT, user=cast.contact)
    assert f'href="{advice.get_absolute_url()}"' in client.get(reverse("door", args=[mint(link)])).content.decode()


def test_each_answer_of_the_group_is_counted_for_what_it_is_also_for_everyone_and_on_paper(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_advice(trajectory)
    seats = [a_seat(trajectory) for _each in range(4)]
    found = a_round(advice, to_all=True)
    stances = ["supports", "supports", "comment", "own-perspective", "does-not"]
    asked = [cast.contact.member, *(seat.member for seat in seats)]
    for member, stance in zip(asked, stances, strict=True):
        view = {"view": "Anders", "text": "Want."} if stance == "own-perspective" else {}
        rounds.respond(found, member=member, stance=stance, by=member.user, at=now(), **view)
    link = PersonalLink.objects.get(purpose=Purpose.DRAFT, user=cast.member)
    rounds.respond(found, member=cast.member.member, stance="supports", by=link, at=now())
    counted = tally(found, now())
    assert (counted.supports, counted.comments, counted.own, counted.against) == (2, 1, 1, 1)
    assert (counted.waiting, counted.others) == (1, 1)
    client.force_login(cast.contact)
    for page in ("advice:write", "advice:round", "advice:adopt", "trajectories:workspace"):
        text = client.get(reverse(page, args=[trajectory.slug])).content.decode()
        for said in ("<b>2</b> steunen dit", "<b>1</b> heeft een opmerking", "<b>1</b> steunt dit niet"):
            assert said in text, (page, said)
    adopting.adopt(advice, by=cast.contact, at=now(), because="x")
    deliver(advice, by=cast.steering)
    publishing.publish(advice, checked=True, by=cast.steering, at=now())
    public = client.get(advice.get_absolute_url()).content.decode()
    paper = " ".join(text_of(advice.pdf).split())
    for line in ("2 steunen het", "1 heeft een opmerking", "1 heeft een eigen kijk", "1 steunt het niet"):
        assert line in public
        assert line in paper


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
