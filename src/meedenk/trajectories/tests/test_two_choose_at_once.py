"""The steering group chooses twice at the same moment how a subject of our own goes on: one choice stands.

Each race has a control: the same act without its lock or its condition, which must go wrong.
"""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.utils.timezone import localdate, now

from meedenk.accounts.models import User
from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, Act, at_once
from meedenk.handbook import operations as handbook
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_member, a_steering_member, an_official
from meedenk.trajectories.models import Exploration, ThinkingPower, Trajectory
from meedenk.trajectories.operations import ending, exploring, polling
from meedenk.trajectories.stages import Flow, Outcome, Stage

from .factories import LATER, OWN_PLAN, a_trajectory, explored
from .test_two_at_once import one_won

CHOICES = [Kind.OWN_TRAJECTORY_CHOSEN, Kind.COLLABORATION_AGREED, Kind.MERGED, Kind.NOT_NOW, Kind.STOPPED]


@pytest.fixture
def steering(many_at_once: None) -> User:
    handbook.begin(at=now())
    user = a_steering_member().user
    assert user is not None
    return user


def about(trajectory: Trajectory, act: Callable[[Trajectory], object]) -> Act:
    """`act` with the subject as each of them sees it, read when it begins."""
    return lambda: act(Trajectory.objects.get(pk=trajectory.pk))


def own_way(trajectory: Trajectory, by: User) -> Act:
    return about(trajectory, lambda seen: exploring.go_own_way(seen, **OWN_PLAN, by=by, at=now()))


def joining(trajectory: Trajectory, into: Trajectory, by: User) -> Act:
    def join(seen: Trajectory) -> None:
        exploring.join_other(seen, into=Trajectory.objects.get(pk=into.pk), by=by, at=now())

    return about(trajectory, join)


def leaving(trajectory: Trajectory, by: User) -> Act:
    return about(trajectory, lambda seen: exploring.leave_for_now(seen, **LATER, by=by, at=now()))


def agreeing(trajectory: Trajectory, by: User) -> Act:
    return about(trajectory, lambda seen: exploring.agree(seen, question="Zo vragen we het.", by=by, at=now()))


def stopping(trajectory: Trajectory, by: User) -> Act:
    return about(trajectory, lambda seen: ending.stop(seen, reason="Het hoeft niet meer.", by=by, at=now()))


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_of_all_ways_that_are_chosen_at_once_one_is_gone(steering: User, _again: int) -> None:
    trajectory, other = explored(official=an_official()), a_trajectory(Stage.WORKING)
    exploring.word_question(trajectory, question="Zo vragen we het.", by=steering, at=now())
    acts = [
        own_way(trajectory, steering),
        joining(trajectory, other, steering),
        leaving(trajectory, steering),
        agreeing(trajectory, steering),
    ]
    assert one_won(at_once(acts))
    [entry] = trajectory.entries.filter(kind__in=CHOICES)
    trajectory.refresh_from_db()
    assert (trajectory.flow, trajectory.stage, trajectory.outcome) == {
        Kind.OWN_TRAJECTORY_CHOSEN: (Flow.UNREQUESTED, Stage.TAKEN_UP, ""),
        Kind.COLLABORATION_AGREED: (Flow.REQUESTED, Stage.TAKEN_UP, ""),
        Kind.MERGED: (Flow.UNREQUESTED, Stage.CLOSED, Outcome.MERGED),
        Kind.NOT_NOW: (Flow.UNREQUESTED, Stage.CLOSED, Outcome.STOPPED),
    }[Kind(entry.kind)]
    assert set(Message.objects.filter(kind__in=CHOICES).values_list("kind", flat=True)) <= {entry.kind}


def test_attack_34_control_without_the_condition_each_of_them_chooses(steering: User) -> None:
    trajectory, looked = explored(), Barrier(FEW, timeout=20)
    chosen = []

    def naive() -> None:
        seen = Trajectory.objects.get(pk=trajectory.pk)
        looked.wait()
        if seen.stage == Stage.EXPLORING:
            Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.TAKEN_UP)
            chosen.append(seen.pk)

    assert at_once([naive] * FEW) == [None] * FEW
    assert len(chosen) == FEW


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_two_subjects_that_are_joined_to_each_other_never_both_vanish(steering: User, _again: int) -> None:
    one, other = explored(), explored()
    assert one_won(at_once([joining(one, other, steering), joining(other, one, steering)]))
    assert Trajectory.objects.filter(stage=Stage.CLOSED).count() == 1
    [left] = Trajectory.objects.filter(stage=Stage.EXPLORING)
    assert left.concerns.count() == 2


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_nothing_is_joined_to_what_stops_at_that_moment(steering: User, _again: int) -> None:
    joined, running = explored(), a_trajectory(Stage.WORKING)
    raised = at_once([joining(joined, running, steering), stopping(running, steering)])
    assert raised[1] is None
    joined.refresh_from_db()
    if raised[0] is None:
        assert joined.stage == Stage.CLOSED
        assert joined.entries.get(kind=Kind.MERGED).pk < running.entries.get(kind=Kind.STOPPED).pk
        assert list(running.concerns.all()) == list(joined.concerns.all())
    else:
        assert isinstance(raised[0], Refused)
        assert joined.stage == Stage.EXPLORING


def test_attack_34_control_who_looks_before_the_lock_joins_two_subjects_to_each_other(steering: User) -> None:
    one, other, looked = explored(), explored(), Barrier(2, timeout=20)

    def naive(trajectory: Trajectory, into: Trajectory) -> Act:
        def act() -> None:
            runs = Trajectory.objects.running().filter(pk=into.pk).exists()
            looked.wait()
            if runs:
                Trajectory.objects.filter(pk=trajectory.pk, stage=Stage.EXPLORING).update(
                    stage=Stage.CLOSED, outcome=Outcome.MERGED
                )

        return act

    assert at_once([naive(one, other), naive(other, one)]) == [None, None]
    assert Trajectory.objects.filter(stage=Stage.CLOSED).count() == 2


def test_attack_32_many_answers_of_one_member_about_joining_are_one(steering: User) -> None:
    trajectory, member = explored(), a_member()
    later = LATER["look_on"]
    polling.ask_power(trajectory, text="Doe je mee?", closes_on=later, by=steering, at=now())

    def answer() -> None:
        seen = Trajectory.objects.get(pk=trajectory.pk)
        polling.answer_power(seen, member=member, answer="yes", by=member.user, at=now())

    assert at_once([answer] * FEW) == [None] * FEW
    assert ThinkingPower.objects.count() == 1


def test_attack_34_members_are_asked_once_when_two_ask_at_once(steering: User) -> None:
    trajectory = explored()
    a_member()

    def ask() -> None:
        seen = Trajectory.objects.get(pk=trajectory.pk)
        polling.ask_power(seen, text="Doe je mee?", closes_on=LATER["look_on"], by=steering, at=now())

    assert one_won(at_once([ask] * FEW))
    assert Message.objects.filter(kind=Kind.THINKING_POWER_ASKED).count() == 2
    assert Exploration.objects.get().asks_power(localdate())
