"""The group chooses its contact from its own midst."""

from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.models import Member
from meedenk.people.tests.factories import a_member, an_official
from meedenk.trajectories.models import ContactVote, GroupSeat, Trajectory
from meedenk.trajectories.operations import starting
from meedenk.trajectories.stages import RUNNING_GROUP, Stage

from .factories import a_seat, a_trajectory


def a_group(size: int = 3, stage: Stage = Stage.STARTING) -> tuple[Trajectory, list[Member]]:
    trajectory = a_trajectory(stage, adviser=an_official())
    return trajectory, [a_seat(trajectory).member for _ in range(size)]


def vote(trajectory: Trajectory, voter: Member, choice: Member, **more: Any) -> Member | None:
    more.setdefault("by", voter.user)
    return starting.vote_for_contact(trajectory, voter=voter, choice=choice, at=now(), **more)


def contact_of(trajectory: Trajectory) -> Member | None:
    seat = GroupSeat.objects.filter(trajectory=trajectory, is_contact=True).first()
    return seat and seat.member


def test_who_has_most_votes_when_all_have_voted_is_the_contact(rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    assert vote(trajectory, one, two) is None
    assert vote(trajectory, two, three) is None
    assert contact_of(trajectory) is None
    assert vote(trajectory, three, two) == two
    assert contact_of(trajectory) == two
    assert not ContactVote.objects.exists()
    assert trajectory.entries.last().kind == Kind.CONTACT_CHOSEN


def test_equal_votes_are_no_choice_and_a_changed_vote_decides(rules: None) -> None:
    trajectory, (one, two) = a_group(2)
    vote(trajectory, one, one)
    assert vote(trajectory, two, two) is None
    assert contact_of(trajectory) is None
    assert Message.objects.count() == 4
    assert vote(trajectory, two, one) == one


def test_everyone_agrees_by_one_button_when_one_was_put_forward(rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    vote(trajectory, one, two)
    vote(trajectory, two, two)
    starting.choose_together(trajectory, choice=two, by=three.user, at=now())
    assert contact_of(trajectory) == two


def test_nobody_makes_herself_the_contact_alone(rules: None) -> None:
    for size, enough in ((2, 2), (3, 2), (6, 4), (7, 4)):
        trajectory, group = a_group(size)
        for voter in group[: enough - 1]:
            vote(trajectory, voter, group[0])
        with pytest.raises(Refused, match="More than half"):
            starting.choose_together(trajectory, choice=group[0], by=group[0].user, at=now())
        assert contact_of(trajectory) is None, size
        assert not trajectory.entries.filter(kind=Kind.CONTACT_CHOSEN).exists()
    vote(trajectory, group[3], group[0])
    starting.choose_together(trajectory, choice=group[0], by=group[0].user, at=now())
    assert contact_of(trajectory) == group[0]


def test_the_group_hears_how_the_choice_came_about_and_how_to_disagree(rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    vote(trajectory, one, two)
    vote(trajectory, two, two)
    starting.choose_together(trajectory, choice=two, by=two.user, at=now())
    chosen = Message.objects.filter(kind=Kind.CONTACT_CHOSEN)
    for message in chosen.filter(audience="group"):
        assert f"2 van de 3 hadden gestemd, allemaal op {two.name}. {two.name} schreef op" in message.body
        assert "Ben je het er niet mee eens?" in message.body
        assert message.address == reverse("trajectories:contact", args=[trajectory.slug])
    assert "gestemd" not in chosen.get(audience="adviser").body
    entry = trajectory.entries.get(kind=Kind.CONTACT_CHOSEN)
    assert (entry.facts["voted"], entry.facts["of"]) == (2, 3)
    for voter in (one, two, three):
        vote(trajectory, voter, one)
    assert contact_of(trajectory) == one
    assert "Iedereen in de groep heeft gestemd." in chosen.filter(audience="group").last().body


def test_who_has_not_voted_is_not_steered_by_the_count(client: Client, rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    vote(trajectory, one, two)
    address = reverse("trajectories:contact", args=[trajectory.slug])
    client.force_login(three.user)
    page = client.get(address).content.decode()
    assert f"<li>{two.name}</li>" in page
    assert "1 stem" not in page
    assert "Iedereen wil" not in page
    client.force_login(one.user)
    page = client.get(address).content.decode()
    assert f"<li>{two.name}: 1 stem</li>" in page
    vote(trajectory, two, two)
    assert f"Iedereen wil {two.name}" in client.get(address).content.decode()


def test_everyone_does_not_agree_when_two_were_put_forward(rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    vote(trajectory, one, two)
    vote(trajectory, two, three)
    with pytest.raises(Refused, match="Several"):
        starting.choose_together(trajectory, choice=two, by=three.user, at=now())
    assert contact_of(trajectory) is None


def test_the_second_who_says_everyone_agrees_reads_who_was_chosen(rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    vote(trajectory, one, two)
    vote(trajectory, two, two)
    for_second = Trajectory.objects.get(pk=trajectory.pk)
    starting.choose_together(trajectory, choice=two, by=one.user, at=now())
    with pytest.raises(Refused, match=two.name):
        starting.choose_together(for_second, choice=two, by=three.user, at=now())
    assert trajectory.entries.filter(kind=Kind.CONTACT_CHOSEN).count() == 1


def test_the_contact_comes_from_the_group(rules: None) -> None:
    trajectory, (one, *_) = a_group()
    other = a_member()
    with pytest.raises(Refused, match="from the project group"):
        vote(trajectory, one, other)
    with pytest.raises(Refused):
        vote(trajectory, other, one, by=one.user)
    assert not ContactVote.objects.exists()
    assert not trajectory.entries.exists()


def test_the_vote_of_someone_who_left_does_not_count(rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    vote(trajectory, three, three)
    GroupSeat.objects.filter(member=three).update(until=now().date())
    vote(trajectory, one, two)
    assert vote(trajectory, two, two) == two


def test_another_contact_can_be_chosen_later(rules: None) -> None:
    trajectory, (one, two) = a_group(2, Stage.ADVISING)
    GroupSeat.objects.filter(member=one).update(is_contact=True)
    vote(trajectory, one, two)
    vote(trajectory, two, two)
    assert GroupSeat.objects.get(trajectory=trajectory, is_contact=True).member == two


def test_only_the_group_votes_and_support_by_name(cast: Cast) -> None:
    member = cast.group_member.member
    for name, person in cast.items():
        trajectory = a_trajectory(Stage.STARTING)
        a_seat(trajectory, member)
        a_seat(trajectory, cast.contact.member)
        if name in {"group_member", "contact"}:
            vote(trajectory, member, member, by=person)
        else:
            with pytest.raises(Refused):
                vote(trajectory, member, member, by=person)
            assert not trajectory.entries.exists(), name
        if name == "support":
            vote(trajectory, member, member, by=person, on_behalf_of=member.name)
            assert trajectory.entries.get().on_behalf_of == member.name


def test_in_other_stages_nobody_votes(rules: None) -> None:
    for stage in set(Stage) - set(RUNNING_GROUP) - {Stage.CLOSED}:
        trajectory, (one, *_) = a_group(1, stage)
        with pytest.raises(Refused):
            vote(trajectory, one, one)
        assert not ContactVote.objects.exists(), stage


def test_the_group_hears_at_once_and_the_steering_group_in_its_digest(cast: Cast) -> None:
    trajectory, (one, two) = a_group(2)
    vote(trajectory, one, two)
    assert told(Kind.CONTACT_NOMINATED) == {("group", False)}
    vote(trajectory, two, two)
    assert told(Kind.CONTACT_CHOSEN) == {("group", False), ("adviser", False), ("steering", True)}
    assert Message.objects.filter(kind=Kind.CONTACT_NOMINATED).count() == 2


def test_a_vote_for_someone_already_put_forward_is_no_news(rules: None) -> None:
    trajectory, (one, two, _) = a_group()
    vote(trajectory, one, two)
    vote(trajectory, two, two)
    assert Message.objects.count() == 3


def test_members_read_once_who_was_put_forward_and_never_who_voted(client: Client, cast: Cast) -> None:
    trajectory, (one, two, three, four) = a_group(4)
    for voter, choice in ((one, two), (three, two), (two, four)):
        vote(trajectory, voter, choice)
    read = trajectory.entries.seen_by(Seen.MEMBERS, at=now())
    assert [entry.facts["name"] for entry in read] == [two.name, four.name]
    assert trajectory.entries.count() == 3, "the journal knows of each vote"
    client.force_login(cast.member)
    page = client.get(reverse("trajectories:workspace", args=[trajectory.slug])).content.decode()
    assert page.count(two.name) == 2, "once in the group, once in the time line"


def test_on_the_page_one_votes_for_oneself_only(client: Client, rules: None) -> None:
    trajectory, (one, two, three) = a_group()
    address = reverse("trajectories:contact", args=[trajectory.slug])
    client.force_login(one.user)
    assert client.get(address).status_code == 200
    client.post(address, {"choice": two.pk, "voter": three.pk})
    assert ContactVote.objects.get().voter == one
    client.post(address, {"choice": a_member().pk})
    assert ContactVote.objects.get().choice == two
    client.post(address, {"act": "together"})
    assert contact_of(trajectory) is None
    vote(trajectory, two, two)
    client.post(address, {"act": "together"})
    assert contact_of(trajectory) == two


def test_members_who_have_a_contact_are_offered_another_beside_it_and_no_button(client: Client, rules: None) -> None:
    trajectory, (one, two, _) = a_group(stage=Stage.WORKING)
    client.force_login(one.user)
    workspace = reverse("trajectories:workspace", args=[trajectory.slug])
    assert "Kies een aanspreekpunt" in client.get(workspace).content.decode()
    GroupSeat.objects.filter(member=two).update(is_contact=True)
    page = client.get(workspace).content.decode()
    assert "Kies een aanspreekpunt" not in page
    assert "Kies een ander aanspreekpunt" in page
    client.force_login(a_member().user)
    assert "Kies een ander aanspreekpunt" not in client.get(workspace).content.decode()


def test_support_votes_for_someone_without_internet(client: Client, cast: Cast) -> None:
    trajectory, (one, two, _) = a_group()
    client.force_login(cast.support)
    client.post(reverse("trajectories:contact", args=[trajectory.slug]), {"choice": two.pk, "voter": one.pk})
    assert ContactVote.objects.get().voter == one
    assert trajectory.entries.get().on_behalf_of == one.name
