"""Two people of one group do the same thing at the same moment: one wins, the other reads what happened.

Each race has a control: the same act without its lock or its condition, which must go wrong.
"""

from threading import Barrier

import pytest
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.handbook import operations as handbook
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.models import Member
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.models import Agreement, ContactVote, GroupSeat, Task, Trajectory
from meedenk.trajectories.operations import starting, tasks
from meedenk.trajectories.stages import Stage

from .factories import a_seat, a_trajectory
from .test_at_the_same_moment import FEW, Act, at_once

MANY = 8


@pytest.fixture(autouse=True)
def rules_for_all(many_at_once: None) -> None:
    handbook.begin(at=now())


def one_won(raised: list[BaseException | None]) -> bool:
    """Everyone but one was refused, in words."""
    return [each for each in raised if each is None] == [None] and all(
        each is None or isinstance(each, Refused) for each in raised
    )


def a_group(size: int) -> tuple[Trajectory, list[Member]]:
    trajectory = a_trajectory(Stage.STARTING, adviser=an_official())
    return trajectory, [a_seat(trajectory, contact=place == 0).member for place in range(size)]


def test_attack_34_when_all_say_at_once_who_everyone_wants_one_contact_is_chosen() -> None:
    trajectory, group = a_group(MANY)
    for voter in group[: MANY // 2 + 1]:
        starting.vote_for_contact(trajectory, voter=voter, choice=group[2], by=voter.user, at=now())

    def together(member: Member) -> Act:
        def act() -> None:
            fresh = Trajectory.objects.get(pk=trajectory.pk)
            starting.choose_together(fresh, choice=group[2], by=member.user, at=now())

        return act

    raised = at_once([together(member) for member in group])
    assert one_won(raised)
    assert all(each is None or group[2].name in str(each) for each in raised)
    assert GroupSeat.objects.get(is_contact=True).member == group[2]
    assert trajectory.entries.filter(kind=Kind.CONTACT_CHOSEN).count() == 1


def test_attack_32_votes_at_the_same_moment_are_all_counted_and_chosen_once() -> None:
    trajectory, group = a_group(MANY)

    def vote(member: Member) -> Act:
        def act() -> None:
            fresh = Trajectory.objects.get(pk=trajectory.pk)
            starting.vote_for_contact(fresh, voter=member, choice=group[3], by=member.user, at=now())

        return act

    assert at_once([vote(member) for member in group]) == [None] * MANY
    assert GroupSeat.objects.get(is_contact=True).member == group[3]
    assert not ContactVote.objects.exists()
    assert trajectory.entries.filter(kind=Kind.CONTACT_CHOSEN).count() == 1


def test_attack_32_control_counting_before_the_lock_chooses_nobody() -> None:
    trajectory, group = a_group(FEW)
    counted = Barrier(FEW, timeout=20)
    decided = []

    def naive(member: Member) -> Act:
        def act() -> None:
            votes = ContactVote.objects.filter(trajectory=trajectory).count() + 1
            counted.wait()
            ContactVote.objects.create(trajectory=trajectory, voter=member, choice=group[3])
            if votes == FEW:
                decided.append(member)

        return act

    assert at_once([naive(member) for member in group]) == [None] * FEW
    assert ContactVote.objects.count() == FEW
    assert decided == []


def test_attack_34_an_agreement_is_confirmed_once() -> None:
    trajectory, group = a_group(2)
    agreement = Agreement.objects.create(
        trajectory=trajectory, topic="use", text="Mee met het voorstel", proposed_at=now(), adviser_agreed_at=now()
    )

    def confirm() -> None:
        fresh = Agreement.objects.select_related("trajectory").get(pk=agreement.pk)
        starting.confirm(fresh, by=group[0].user, at=now())

    assert one_won(at_once([confirm] * MANY))
    assert trajectory.entries.filter(kind=Kind.AGREEMENT_CONFIRMED).count() == 1
    assert Message.objects.count() == 1


def test_attack_34_an_agreement_is_confirmed_or_changed_and_never_both() -> None:
    trajectory, group = a_group(2)
    agreement = Agreement.objects.create(
        trajectory=trajectory, topic="use", text="Mee met het voorstel", proposed_at=now(), adviser_agreed_at=now()
    )

    def fresh() -> Agreement:
        return Agreement.objects.select_related("trajectory").get(pk=agreement.pk)

    def confirm() -> None:
        starting.confirm(fresh(), by=group[0].user, at=now())

    def change() -> None:
        starting.change(fresh(), topic="use", text="Toch anders", by=group[0].user, at=now())

    raised = at_once([confirm, change] * 3)
    assert all(each is None or isinstance(each, Refused) for each in raised)
    assert Agreement.objects.current().count() == 1
    assert Agreement.objects.filter(text="Toch anders").count() <= 1


def test_attack_34_control_without_its_condition_one_agreement_is_replaced_many_times() -> None:
    trajectory, _ = a_group(1)
    agreement = Agreement.objects.create(trajectory=trajectory, topic="use", text="Mee", proposed_at=now())
    looked = Barrier(FEW, timeout=20)

    def naive() -> None:
        standing = Agreement.objects.current().filter(pk=agreement.pk).exists()
        looked.wait()
        if standing:
            Agreement.objects.filter(pk=agreement.pk).update(replaced_at=now())
            Agreement.objects.create(trajectory=trajectory, topic="use", text="Anders", proposed_at=now())

    assert at_once([naive] * FEW) == [None] * FEW
    assert Agreement.objects.current().count() == FEW


def test_attack_34_the_work_begins_once() -> None:
    trajectory, group = a_group(2)

    def begin() -> None:
        fresh = Trajectory.objects.get(pk=trajectory.pk)
        starting.begin_work(fresh, by=group[0].user, at=now(), because="Er is haast.")

    raised = at_once([begin] * MANY)
    assert one_won(raised)
    assert trajectory.entries.filter(kind=Kind.WORK_BEGUN).count() == 1
    assert Message.objects.filter(kind=Kind.WORK_BEGUN).count() == 2


def test_attack_34_a_task_is_taken_by_one() -> None:
    trajectory, group = a_group(MANY)
    task = Task.objects.create(trajectory=trajectory, text="Zaal huren", added_at=now())

    def take(member: Member) -> Act:
        def act() -> None:
            fresh = Task.objects.select_related("trajectory").get(pk=task.pk)
            tasks.take_task(fresh, member=member, by=member.user, at=now())

        return act

    assert one_won(at_once([take(member) for member in group]))
    assert trajectory.entries.filter(kind=Kind.TASK_TAKEN).count() == 1
