"""The project group: formed from those who signed up, joined later, left."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import User
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.models import Area, Member
from meedenk.people.tests.factories import a_member, a_past_member, an_official
from meedenk.trajectories.models import ContactVote, GroupSeat, Task, Trajectory
from meedenk.trajectories.operations import forming
from meedenk.trajectories.rules import in_group
from meedenk.trajectories.stages import Stage

from .factories import a_call, a_seat, a_sign_up, a_trajectory

WHY = "We kozen mensen uit alle wijken."


def forming_with(yes: int, maybe: int = 0) -> tuple[Trajectory, list[Member]]:
    """A trajectory whose call has closed, and who said yes."""
    trajectory = a_trajectory(Stage.FORMING, adviser=an_official())
    call = a_call(trajectory)
    willing = [a_sign_up(call).member for _ in range(yes)]
    for _ in range(maybe):
        a_sign_up(call, answer="maybe")
    return trajectory, willing


def told(kind: Kind, audience: str) -> set[tuple[str, bool]]:
    return set(Message.objects.filter(kind=kind, audience=audience).values_list("email", "digest"))


def test_a_group_is_formed_and_everyone_hears_what_concerns_them(cast: Cast) -> None:
    trajectory, members = forming_with(6)
    left_out = members.pop()
    forming.form_group(trajectory, members=members, why=WHY, by=cast.steering, at=now())
    assert trajectory.stage == Stage.STARTING
    assert set(trajectory.seats.filter(until=None).values_list("member", flat=True)) == {each.pk for each in members}
    assert told(Kind.GROUP_FORMED, "chosen") == {(each.user.email, False) for each in members}
    assert told(Kind.GROUP_FORMED, "not-chosen") == {(left_out.user.email, False)}
    assert WHY in Message.objects.get(audience="not-chosen").body
    assert told(Kind.GROUP_FORMED, "adviser") == {(trajectory.advisers.get().official.email, False)}
    others = {cast.member, cast.group_member, cast.contact, cast.steering}
    assert told(Kind.GROUP_FORMED, "members") == {(each.email, True) for each in others}
    entry = trajectory.entries.get()
    assert (entry.kind, entry.facts["number"]) == (Kind.GROUP_FORMED, 5)


def test_only_steering_forms_a_group_and_support_on_behalf(cast: Cast) -> None:
    for name, person in cast.items():
        trajectory, members = forming_with(5)
        if name == "steering":
            forming.form_group(trajectory, members=members, by=person, at=now())
            continue
        with pytest.raises(Refused):
            forming.form_group(trajectory, members=members, by=person, at=now())
        assert not trajectory.seats.exists(), name
        if name == "support":
            forming.form_group(trajectory, members=members, by=person, at=now(), on_behalf_of="Siebe")
            assert trajectory.entries.get().on_behalf_of == "Siebe"


@pytest.mark.parametrize("number", [4, 11])
def test_another_size_than_the_handbook_says_needs_a_reason(cast: Cast, number: int) -> None:
    trajectory, members = forming_with(number)
    with pytest.raises(Refused, match="why you go on"):
        forming.form_group(trajectory, members=members, by=cast.steering, at=now())
    assert not trajectory.seats.exists()
    assert not Message.objects.filter(kind=Kind.GROUP_FORMED).exists()
    forming.form_group(trajectory, members=members, because="Het is een klein onderwerp.", by=cast.steering, at=now())
    assert trajectory.entries.get().because == "Het is een klein onderwerp."


def test_who_said_no_or_nothing_or_has_left_cannot_be_chosen(cast: Cast) -> None:
    trajectory, members = forming_with(5)
    refused = [
        a_member(),
        a_sign_up(trajectory.call, answer="no").member,
        a_sign_up(trajectory.call, a_past_member()).member,
    ]
    for stranger in refused:
        with pytest.raises(Refused):
            forming.form_group(trajectory, members=[*members, stranger], by=cast.steering, at=now())
    with pytest.raises(Refused):
        forming.form_group(trajectory, members=[], why=WHY, because="Niemand", by=cast.steering, at=now())
    assert not trajectory.seats.exists()


def test_who_is_left_out_gets_words(cast: Cast) -> None:
    trajectory, members = forming_with(5, maybe=1)
    with pytest.raises(Refused, match="few words"):
        forming.form_group(trajectory, members=members, by=cast.steering, at=now())
    assert not trajectory.seats.exists()


def test_a_group_is_formed_once(cast: Cast) -> None:
    trajectory, members = forming_with(5)
    forming.form_group(trajectory, members=members, by=cast.steering, at=now())
    for stage in (Stage.CALLING, Stage.WORKING, Stage.CLOSED):
        elsewhere = a_call(a_trajectory(stage)).trajectory
        with pytest.raises(Refused):
            forming.form_group(elsewhere, members=members, by=cast.steering, at=now())
        assert not elsewhere.seats.exists()
    with pytest.raises(Refused):
        forming.form_group(trajectory, members=members, by=cast.steering, at=now())
    assert trajectory.seats.count() == 5


def test_the_page_shows_turns_and_areas_and_keeps_what_was_chosen(cast: Cast, client: Client) -> None:
    User.objects.update(language="en")
    trajectory, members = forming_with(6)
    Member.objects.filter(pk=members[0].pk).update(area=Area.objects.create(name="Paddepoel", kind="district"))
    a_seat(a_trajectory(Stage.CLOSED), members[0])
    client.force_login(cast.steering)
    address = reverse("trajectories:group", args=[trajectory.slug])
    page = client.get(address)
    assert "in 1 group before" in page.content.decode()
    assert "Paddepoel" in page.content.decode()
    assert page.context["form"].initial["members"] == [each.pk for each in members]
    chosen = [each.pk for each in members[:5]]
    again = client.post(address, {"members": chosen, "why": ""})
    assert again.status_code == 200
    assert again.context["form"]["members"].value() == [str(pk) for pk in chosen]
    assert client.post(address, {"members": chosen, "why": WHY}).status_code == 302
    assert client.get(address).status_code == 200
    assert trajectory.seats.count() == 5


def test_attack_07_a_foreign_member_in_the_form_is_refused(cast: Cast, client: Client) -> None:
    trajectory, members = forming_with(5)
    client.force_login(cast.steering)
    chosen = [each.pk for each in members] + [cast.ended.member.pk]
    page = client.post(reverse("trajectories:group", args=[trajectory.slug]), {"members": chosen})
    assert page.status_code == 200
    assert not trajectory.seats.exists()


def test_someone_joins_later_and_the_group_knows(cast: Cast, trajectory: Trajectory) -> None:
    newcomer = a_member("Nieuw Nel")
    forming.join_group(trajectory, member=newcomer, by=cast.steering, at=now())
    group = {cast.group_member.email, cast.contact.email, newcomer.user.email}
    assert told(Kind.MEMBER_JOINED, "group") == {(email, False) for email in group}
    assert in_group(newcomer.user, trajectory, at=now())
    with pytest.raises(Refused, match="already"):
        forming.join_group(trajectory, member=newcomer, by=cast.steering, at=now())


def test_only_steering_lets_someone_join_and_only_while_a_group_works(cast: Cast) -> None:
    for name, person in cast.items():
        if name != "steering":
            with pytest.raises(Refused):
                forming.join_group(a_trajectory(Stage.WORKING), member=a_member(), by=person, at=now())
    for stage in (Stage.FORMING, Stage.ADOPTED, Stage.CLOSED):
        with pytest.raises(Refused):
            forming.join_group(a_trajectory(stage), member=a_member(), by=cast.steering, at=now())
    with pytest.raises(Refused):
        forming.join_group(a_trajectory(Stage.WORKING), member=a_past_member(), by=cast.steering, at=now())
    assert not Message.objects.filter(kind=Kind.MEMBER_JOINED).exists()


def test_an_eleventh_member_needs_a_reason(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.WORKING)
    for _ in range(10):
        a_seat(trajectory)
    with pytest.raises(Refused, match="more members"):
        forming.join_group(trajectory, member=a_member(), by=cast.steering, at=now())
    assert trajectory.seats.count() == 10
    forming.join_group(trajectory, member=a_member(), because="Zij kent de buurt.", by=cast.steering, at=now())
    assert trajectory.seats.count() == 11


def test_a_member_leaves_and_tasks_and_votes_go_back_to_the_group(cast: Cast, trajectory: Trajectory) -> None:
    User.objects.update(language="en")
    seat = trajectory.seats.get(member__user=cast.contact)
    task = Task.objects.create(trajectory=trajectory, text="Bellen", member=seat.member, added_at=now())
    ContactVote.objects.create(trajectory=trajectory, voter=cast.group_member.member, choice=seat.member)
    forming.leave_group(seat, by=cast.contact, at=now())
    seat.refresh_from_db()
    assert seat.until == localdate()
    task.refresh_from_db()
    assert task.member is None
    assert not ContactVote.objects.exists()
    assert told(Kind.MEMBER_LEFT, "group") == {(cast.group_member.email, False), (cast.contact.email, False)}
    assert "no contact" in Message.objects.get(email=cast.group_member.email).body
    with pytest.raises(Refused):
        forming.leave_group(seat, by=cast.steering, at=now())


def test_attack_09_nobody_puts_another_out_of_the_group(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    seat = trajectory.seats.get(member__user=cast.contact)
    for name, person in cast.items():
        if name not in {"contact", "steering"}:
            with pytest.raises(Refused):
                forming.leave_group(seat, by=person, at=now())
    client.force_login(cast.group_member)
    address = reverse("trajectories:leave", args=[trajectory.slug])
    assert client.post(address, {"seat": seat.pk}).status_code == 200
    assert GroupSeat.objects.get(pk=seat.pk).until is None
    own = trajectory.seats.get(member__user=cast.group_member)
    assert client.post(address, {"seat": own.pk, "until": "2030-01-01"}).status_code == 302
    assert GroupSeat.objects.get(pk=own.pk).until == localdate()
    assert client.get(address).status_code == 404
    forming.leave_group(seat, by=cast.support, at=now(), on_behalf_of="Siebe")


def test_who_left_can_come_back(cast: Cast, trajectory: Trajectory) -> None:
    seat = trajectory.seats.get(member__user=cast.group_member)
    forming.leave_group(seat, by=cast.steering, at=now())
    forming.join_group(trajectory, member=seat.member, by=cast.steering, at=now())
    assert trajectory.seats.filter(member=seat.member).count() == 2


def test_a_seat_does_not_run_longer_than_the_term(rules: None) -> None:
    trajectory, member = a_trajectory(Stage.WORKING), a_member()
    a_seat(trajectory, member)
    assert in_group(member.user, trajectory, at=now())
    member.terms.update(until=localdate() + timedelta(days=1))
    for days, sits in ((0, True), (1, False)):
        fresh = type(member.user).objects.get(pk=member.user.pk)
        assert in_group(fresh, trajectory, at=now() + timedelta(days=days)) is sits


def test_attack_06_pages_about_the_group(cast: Cast, client: Client, trajectory: Trajectory) -> None:
    staff, inside = {"steering", "support"}, {"steering", "support", "group_member", "contact"}
    for name, may in (("group", staff), ("join", staff), ("leave", inside)):
        address = reverse(f"trajectories:{name}", args=[trajectory.slug])
        client.logout()
        assert client.get(address).status_code == 302
        for who in ("ended", "member", "group_member", "contact", "steering", "support"):
            client.force_login(getattr(cast, who))
            assert client.get(address).status_code == (200 if who in may else 404), (name, who)
