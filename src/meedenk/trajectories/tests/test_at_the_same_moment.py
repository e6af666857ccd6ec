"""Many people at the same moment. Each test has a control: the same act without its lock, which must go wrong."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate, now

from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, Act, at_once
from meedenk.handbook import operations as handbook
from meedenk.journal.kinds import Kind
from meedenk.people.models import Member
from meedenk.people.tests.factories import a_member, a_steering_member
from meedenk.trajectories.models import Call, GroupSeat, SignUp, Trajectory
from meedenk.trajectories.operations import asking, calling, forming
from meedenk.trajectories.stages import Stage

from .factories import a_call, a_seat, a_trajectory


@pytest.fixture(autouse=True)
def rules_for_all(many_at_once: None) -> None:
    handbook.begin(at=now())


def answering(call: Call, member: Member, answer: str = "yes") -> Act:
    def act() -> None:
        fresh = Call.objects.select_related("trajectory").get(pk=call.pk)
        calling.answer_call(fresh, member=member, answer=answer, by=member.user, at=now())

    return act


def joining(trajectory: Trajectory, steering: Member) -> Callable[[Member], Act]:
    def joins(member: Member) -> Act:
        def act() -> None:
            fresh = Trajectory.objects.get(pk=trajectory.pk)
            forming.join_group(fresh, member=member, by=steering.user, at=now())

        return act

    return joins


def test_attack_32_fifty_answers_of_one_member_are_one_answer() -> None:
    call, member = a_call(), a_member()
    assert at_once([answering(call, member)] * 50) == [None] * 50
    assert SignUp.objects.count() == 1


def test_attack_32_control_without_a_lock_the_same_member_signs_up_twice() -> None:
    call, member, looked = a_call(), a_member(), Barrier(FEW, timeout=20)

    def naive() -> None:
        given = SignUp.objects.filter(call=call, member=member).first()
        looked.wait()
        if given is None:
            SignUp.objects.create(call=call, member=member, answer="yes", answered_at=now())

    raised = at_once([naive] * FEW)
    assert sum(isinstance(each, IntegrityError) for each in raised) == FEW - 1


def test_attack_33_the_last_place_in_a_group_is_for_one() -> None:
    trajectory, steering = a_trajectory(Stage.WORKING), a_steering_member()
    for _ in range(9):
        a_seat(trajectory)
    raised = at_once([joining(trajectory, steering)(a_member()) for _ in range(20)])
    assert sum(each is None for each in raised) == 1
    assert all(each is None or isinstance(each, Refused) for each in raised)
    assert GroupSeat.objects.filter(trajectory=trajectory).count() == 10


def test_attack_33_control_without_a_lock_the_group_grows_too_large() -> None:
    trajectory, looked = a_trajectory(Stage.WORKING), Barrier(FEW, timeout=20)
    for _ in range(9):
        a_seat(trajectory)

    def naive(member: Member) -> Act:
        def act() -> None:
            full = GroupSeat.objects.filter(trajectory=trajectory, until=None).count() >= 10
            looked.wait()
            if not full:
                GroupSeat.objects.create(trajectory=trajectory, member=member, since=localdate())

        return act

    assert at_once([naive(a_member()) for _ in range(FEW)]) == [None] * FEW
    assert GroupSeat.objects.filter(trajectory=trajectory).count() == 9 + FEW


def test_attack_34_an_answer_is_counted_or_refused_while_the_call_closes() -> None:
    call, steering = a_call(), a_steering_member()

    def close() -> None:
        fresh = Call.objects.select_related("trajectory").get(pk=call.pk)
        calling.close_call(fresh, by=steering.user, at=now())

    acts: list[Act] = [answering(call, a_member()) for _ in range(20)]
    acts.insert(10, close)
    raised = at_once(acts)
    assert raised[10] is None
    assert all(each is None or isinstance(each, Refused) for each in raised)
    counted = call.trajectory.entries.get(kind=Kind.CALL_CLOSED).facts["yes"]
    assert counted == SignUp.objects.count() == sum(each is None for each in raised) - 1


def test_attack_34_control_counting_before_the_lock_loses_an_answer() -> None:
    call, counted, answered = a_call(), Barrier(2, timeout=20), Barrier(2, timeout=20)
    counts = []

    def naive_close() -> None:
        counts.append(SignUp.objects.filter(call=call).count())
        counted.wait()
        answered.wait()
        Trajectory.objects.filter(pk=call.trajectory_id, stage=Stage.CALLING).update(stage=Stage.FORMING)

    def answer() -> None:
        counted.wait()
        answering(call, member)()
        answered.wait()

    member = a_member()
    assert at_once([naive_close, answer]) == [None, None]
    assert counts == [0]
    assert SignUp.objects.count() == 1


def test_attack_34_two_decisions_at_once_are_one_decision() -> None:
    trajectory, steering = a_trajectory(Stage.ASKED), a_steering_member()

    def take_up() -> None:
        asking.take_up(Trajectory.objects.get(pk=trajectory.pk), by=steering.user, at=now())

    def decline() -> None:
        asking.decline(Trajectory.objects.get(pk=trajectory.pk), reason="Te laat.", by=steering.user, at=now())

    raised = at_once([take_up, decline] * 5)
    assert sum(each is None for each in raised) == 1
    assert all(each is None or isinstance(each, Refused) for each in raised)
    assert trajectory.entries.count() == 1


def test_attack_34_one_group_is_formed_when_two_form_it() -> None:
    call, steering = a_call(a_trajectory(Stage.FORMING)), a_steering_member()
    members = [a_member() for _ in range(5)]
    for member in members:
        SignUp.objects.create(call=call, member=member, answer="yes", answered_at=now())

    def form() -> None:
        fresh = Trajectory.objects.get(pk=call.trajectory_id)
        forming.form_group(fresh, members=members, by=steering.user, at=now())

    raised = at_once([form] * 8)
    assert sum(each is None for each in raised) == 1
    assert all(each is None or isinstance(each, Refused) for each in raised)
    assert GroupSeat.objects.count() == 5


def test_one_title_asked_by_ten_at_once_has_ten_addresses() -> None:
    def ask(number: int) -> Act:
        return lambda: asking.ask_question(
            title="Zorg",
            question="Wat nu?",
            name="Eva",
            email=f"eva{number}@gemeente.nl",
            department="Wmo",
            by=None,
            at=now(),
            wished_on=localdate() + timedelta(days=50),
        )

    assert at_once([ask(number) for number in range(10)]) == [None] * 10
    assert len(set(Trajectory.objects.values_list("slug", flat=True))) == 10
