"""Two people of the steering group decide about the same concern at the same moment: one wins, the other reads it.

Each race has a control: the same act without its lock or its condition, which must go wrong.
"""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.agenda.models import Concern, Theme
from meedenk.agenda.operations import reading
from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, Act, at_once
from meedenk.handbook import operations as handbook
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_steering_member

from .factories import a_concern, a_listed_theme

State = Concern.State
DECISIONS = [Kind.CONCERN_READ, Kind.CONCERN_MERGED, Kind.CONCERN_SET_ASIDE, Kind.CONCERN_DOUBTED]


@pytest.fixture
def steering(many_at_once: None) -> User:
    handbook.begin(at=now())
    user = a_steering_member().user
    assert user is not None
    return user


def about(concern: Concern, act: Callable[[Concern], object]) -> Act:
    """`act` with the concern as each of them sees it, read when it begins."""
    return lambda: act(Concern.objects.get(pk=concern.pk))


def winners(raised: list[BaseException | None]) -> int:
    """How many were not refused; whoever was, was so in words."""
    assert [each for each in raised if each and not isinstance(each, Refused)] == []
    return raised.count(None)


def setting_aside(concern: Concern, by: User) -> Act:
    return about(concern, lambda seen: reading.set_aside(seen, reason="Nu niet.", by=by, at=now()))


def merging(concern: Concern, into: Concern, by: User) -> Act:
    def merge(seen: Concern) -> None:
        reading.merge(seen, into=Concern.objects.get(pk=into.pk), by=by, at=now())

    return about(concern, merge)


def making_part(concern: Concern, theme: Theme, by: User) -> Act:
    return about(concern, lambda seen: reading.make_part_of(seen, theme=theme, by=by, at=now()))


def doubting(concern: Concern, by: User) -> Act:
    return about(concern, lambda seen: reading.doubt(seen, by=by, at=now()))


def test_attack_34_many_who_set_aside_one_concern_set_it_aside_once(steering: User) -> None:
    concern = a_concern()
    assert winners(at_once([setting_aside(concern, steering)] * FEW)) == 1
    assert concern.entries.filter(kind=Kind.CONCERN_SET_ASIDE).count() == 1
    assert Message.objects.filter(kind=Kind.CONCERN_SET_ASIDE).count() == 1


def test_attack_34_control_without_the_condition_each_of_them_decides(steering: User) -> None:
    concern, looked = a_concern(), Barrier(FEW, timeout=20)

    def naive() -> None:
        seen = Concern.objects.get(pk=concern.pk)
        looked.wait()
        if seen.state == State.NEW:
            Concern.objects.filter(pk=concern.pk).update(state=State.ASIDE, reason="Nu niet.")
            Entry.objects.create(dossier_id=concern.pk, kind=Kind.CONCERN_SET_ASIDE, at=now())

    assert at_once([naive] * FEW) == [None] * FEW
    assert Entry.objects.filter(kind=Kind.CONCERN_SET_ASIDE).count() == FEW


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_whatever_is_decided_at_once_one_decision_stands(steering: User, _again: int) -> None:
    concern, other, theme = a_concern(), a_concern(), a_listed_theme()
    acts = [
        setting_aside(concern, steering),
        merging(concern, other, steering),
        making_part(concern, theme, steering),
        doubting(concern, steering),
    ]
    assert winners(at_once(acts)) == 1
    [entry] = concern.entries.filter(kind__in=DECISIONS)
    concern.refresh_from_db()
    assert (
        concern.state
        == {
            Kind.CONCERN_READ: State.THEME,
            Kind.CONCERN_MERGED: State.MERGED,
            Kind.CONCERN_SET_ASIDE: State.ASIDE,
            Kind.CONCERN_DOUBTED: State.DOUBTFUL,
        }[Kind(entry.kind)]
    )


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_two_that_are_laid_into_each_other_never_both_vanish(steering: User, _again: int) -> None:
    one, other = a_concern(), a_concern()
    assert winners(at_once([merging(one, other, steering), merging(other, one, steering)])) == 1
    assert Concern.objects.filter(state=State.MERGED).count() == 1


def test_attack_34_control_without_the_lock_both_lie_in_each_other_and_nobody_reads_them(steering: User) -> None:
    one, other, looked = a_concern(), a_concern(), Barrier(2, timeout=20)

    def naive(concern: Concern, into: Concern) -> Act:
        def act() -> None:
            free = Concern.objects.get(pk=into.pk).state == State.NEW
            looked.wait()
            if free:
                Concern.objects.filter(pk=concern.pk, state=State.NEW).update(state=State.MERGED, merged_into=into)

        return act

    assert at_once([naive(one, other), naive(other, one)]) == [None, None]
    assert Concern.objects.filter(state=State.MERGED).count() == 2


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_no_chain_grows_when_three_are_laid_together_at_once(steering: User, _again: int) -> None:
    first, second, third = (a_concern() for _ in range(3))
    winners(at_once([merging(first, second, steering), merging(second, third, steering)]))
    assert not Concern.objects.filter(merged_into__state=State.MERGED).exists()


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_nothing_lies_with_what_is_thought_to_be_spam(steering: User, _again: int) -> None:
    concern, root = a_concern(), a_concern()
    assert winners(at_once([merging(concern, root, steering), doubting(root, steering)])) == 1
    assert not Concern.objects.filter(merged_into__state=State.DOUBTFUL).exists()
