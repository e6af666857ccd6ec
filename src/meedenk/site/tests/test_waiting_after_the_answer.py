"""After the answer: what the group weighs, what the steering group agrees, where it stays silent, and the account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import Purpose, User
from meedenk.accounts.operations import invite
from meedenk.advice.models import Advice, Delivery
from meedenk.followup.models import Check, Response
from meedenk.followup.operations import checks, executors, reporting, responding, weighing
from meedenk.followup.operations.checks import Told
from meedenk.followup.queries import fingerprint
from meedenk.followup.tests.factories import a_commitment, a_delivered_advice, agreed, an_answered_advice, replies
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import record
from meedenk.mail.models import Message, State
from meedenk.people.models import Member
from meedenk.people.tests.factories import a_member, a_steering_member, a_supporter
from meedenk.site.waiting.desk import waits_at_desk
from meedenk.site.waiting.mine import waits_of
from meedenk.site.waiting.wait import Wait
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat, a_trajectory

LONG_AGO = timedelta(days=400)


@pytest.fixture
def steering(rules: None) -> User:
    member = a_steering_member()
    member.steering_seats.update(since=localdate() - timedelta(days=300))
    assert member.user
    return member.user


def answered(member: Member | None = None, *, contact: bool = True) -> Advice:
    """An advice that was answered, of a group in which `member` has sat for long."""
    trajectory = a_trajectory(Stage.DELIVERED)
    a_seat(trajectory, member or a_member(), contact=contact)
    trajectory.seats.update(since=localdate() - LONG_AGO)
    advice = an_answered_advice(trajectory)
    record(advice.trajectory, Kind.REPORTED_BACK, by=None, at=now(), text="Er is veel veranderd.")
    return advice


def followed(steering: User, member: Member | None = None, *, contact: bool = True, days: int = 100) -> Advice:
    """One promise, followed since so many `days`; by `member` when one is given, else by the steering group."""
    at = now() - timedelta(days=days)
    advice = answered(member, contact=contact)
    a_commitment(advice, by=steering, at=at)
    agreed(advice, by=steering, at=at, members=[member] if member else [])
    return advice


def silent(steering: User, member: Member | None = None, *, contact: bool = True) -> Advice:
    advice = followed(steering, member, contact=contact, days=140)
    checks.ask_checks(now() - timedelta(days=40))
    checks.mark_stale_checks(now())
    assert Check.objects.filter(commitment__trajectory=advice.trajectory).exclude(stale_at=None).exists()
    return advice


def done(steering: User, member: Member | None = None, *, contact: bool = True) -> Advice:
    advice = followed(steering, member, contact=contact)
    checks.ask_checks(now() - timedelta(days=5))
    check = Check.objects.get(commitment__trajectory=advice.trajectory)
    at = now() - timedelta(days=3)
    checks.answer_check(check, Told("done"), by=a_supporter(), at=at, on_behalf_of="De afdeling")
    return advice


def of(advice: Advice, waits: list[Wait]) -> list[Wait]:
    return [wait for wait in waits if f"/{advice.trajectory.slug}/" in wait.url]


def test_an_answered_advice_waits_for_an_agreement_on_who_follows_it(steering: User) -> None:
    advice = answered()
    [wait] = waits_at_desk(at=now())
    assert wait.url == reverse("followup:monitoring", args=[advice.trajectory.slug])
    assert not wait.late
    [later] = waits_at_desk(at=now() + timedelta(days=100))
    assert later.late
    agreed(advice, by=steering)
    assert waits_at_desk(at=now()) == []


def test_an_answer_that_comes_later_as_a_whole_waits_with_the_day_of_the_next_reminder(steering: User) -> None:
    advice = answered()
    agreed(advice, by=steering)
    address = reverse("trajectories:workspace", args=[advice.trajectory.slug])
    assert waits_at_desk(at=now()) == []
    Response.objects.update(answer="later")
    [wait] = waits_at_desk(at=now())
    weeks = timedelta(weeks=8)
    assert (wait.url, wait.by, wait.late) == (address, localdate() + weeks, False)
    weighing.ask_later_answers(now() + weeks)
    [wait] = [each for each in waits_at_desk(at=now() + weeks) if each.url == address]
    assert wait.by == localdate() + 2 * weeks
    weighing.ask_later_answers(now() + 2 * weeks)
    [wait] = [each for each in waits_at_desk(at=now() + 2 * weeks) if each.url == address]
    assert wait.late
    assert "no reminder" in wait.meta


def test_an_answer_after_all_is_weighed_also_when_the_silence_was(steering: User) -> None:
    member = a_member()
    trajectory = a_trajectory(Stage.DELIVERED)
    a_seat(trajectory, member, contact=False)
    advice = a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=60))
    for weeks in (5, 2):
        responding.remind(advice, by=None, at=now() - timedelta(weeks=weeks))
    responding.conclude_no_response(advice, by=steering, at=now() - timedelta(days=3))
    silent_at = now() - timedelta(days=2)
    weighing.weigh(advice.trajectory, verdict="partly", text="Jammer.", public=False, by=member.user, at=silent_at)
    letter = responding.keep_draft(advice, replies=replies(advice), reference="", text="", at=now())
    assert waits_of(member, at=now()) == []
    until = now() + timedelta(days=9)
    office = invite(Purpose.OFFICE, advice.trajectory, email="b@voorbeeld.nl", name="B", at=now(), until=until)
    responding.respond(advice, seen=fingerprint(letter), by=office, at=now())
    [wait] = waits_of(member, at=now())
    assert wait.url == reverse("followup:weigh", args=[advice.trajectory.slug])


def test_until_everyone_who_contributed_was_told_what_changed_that_waits(steering: User) -> None:
    advice = an_answered_advice(a_trajectory(Stage.DELIVERED))
    address = reverse("followup:report-back", args=[advice.trajectory.slug])
    assert address in [wait.url for wait in waits_at_desk(at=now())]
    Delivery.objects.update(embargo_until=now() + timedelta(days=1))
    assert address not in [wait.url for wait in waits_at_desk(at=now())]
    Delivery.objects.update(embargo_until=None)
    reporting.report_back(advice.trajectory, text="Er is veel veranderd.", by=steering, at=now())
    assert address not in [wait.url for wait in waits_at_desk(at=now())]


def test_the_group_is_asked_what_it_thinks_of_the_answer_until_it_said_so(rules: None) -> None:
    member, other = a_member(), a_member()
    advice = answered(member, contact=False)
    [wait] = waits_of(member, at=now())
    assert wait.url == reverse("followup:weigh", args=[advice.trajectory.slug])
    assert waits_of(other, at=now()) == []
    weighing.weigh(advice.trajectory, verdict="satisfied", text="Goed.", public=False, by=member.user, at=now())
    assert waits_of(member, at=now()) == []


def test_silence_waits_at_the_desk_and_for_who_follows_it(steering: User) -> None:
    member = a_member()
    advice = silent(steering, member, contact=False)
    a_seat(advice.trajectory, other := a_member())
    [at_desk], [mine] = waits_at_desk(at=now()), waits_of(member, at=now())
    assert at_desk == mine
    assert at_desk.late
    assert waits_of(other, at=now()) == []


def test_who_tells_how_it_is_going_and_cannot_be_reached_waits_until_another_is_named(steering: User) -> None:
    member = a_member()
    advice = followed(steering, member, contact=False)
    a_commitment(advice, by=steering, at=now() - timedelta(days=90), text="Schrijven")
    Message.objects.filter(audience="executor").update(state=State.DEAD)
    first = advice.trajectory.commitments.earliest("pk")
    address = reverse("followup:executor", args=[advice.trajectory.slug, first.pk])
    assert [wait.url for wait in waits_at_desk(at=now())].count(address) == 1
    assert [wait.url for wait in waits_of(member, at=now())] == [address]
    executors.name_another(first, name="Nel", email="nel@voorbeeld.nl", by=steering, at=now())
    assert address not in [wait.url for wait in waits_at_desk(at=now())]
    assert waits_of(member, at=now()) == []


def test_a_question_that_is_still_open_waits_for_nobody_here(steering: User) -> None:
    followed(steering)
    checks.ask_checks(now())
    assert waits_at_desk(at=now()) == []


@pytest.mark.parametrize("given", [done, silent])
def test_when_nothing_more_is_asked_the_account_waits(steering: User, given: Callable[..., Advice]) -> None:
    member = a_member()
    advice = given(steering, member)
    if given is silent:
        advice.trajectory.monitoring.days = advice.trajectory.monitoring.days[:1]
        advice.trajectory.monitoring.save()
    address = reverse("followup:account", args=[advice.trajectory.slug])
    assert [wait.url for wait in waits_at_desk(at=now())].count(address) == 1
    assert [wait.url for wait in waits_of(member, at=now())].count(address) == 1
    Trajectory.objects.update(stage=Stage.CLOSED, outcome="advised")
    assert waits_at_desk(at=now()) == []


def test_who_is_not_the_contact_need_not_write_the_account(steering: User) -> None:
    member = a_member()
    done(steering, member, contact=False)
    assert waits_of(member, at=now()) == []


def test_as_long_as_a_day_to_ask_is_still_to_come_there_is_no_account_to_write(steering: User) -> None:
    advice = followed(steering, days=100)
    checks.ask_checks(now() - timedelta(days=5))
    check = Check.objects.get()
    checks.answer_check(check, Told("under-way"), by=a_supporter(), at=now(), on_behalf_of="De afdeling")
    assert of(advice, waits_at_desk(at=now())) == []


def test_a_subject_of_which_nothing_is_asked_waits_for_its_account_at_once(steering: User) -> None:
    advice = answered()
    agreed(advice, by=steering)
    advice.trajectory.monitoring.days = []
    advice.trajectory.monitoring.save()
    [wait] = waits_at_desk(at=now())
    assert wait.url == reverse("followup:account", args=[advice.trajectory.slug])


def test_it_is_read_in_a_fixed_number_of_queries(steering: User) -> None:
    member = a_member()

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            waits_at_desk(at=now())
        with CaptureQueriesContext(connection) as more:
            waits_of(member, at=now())
        return len(queries), len(more)

    def all_of_it() -> None:
        answered(member)
        silent(steering, member)
        done(steering, member)

    all_of_it()
    before = asked()
    for _ in range(2):
        all_of_it()
    assert len(waits_at_desk(at=now())) == 9
    assert len(waits_of(member, at=now())) == 9
    assert asked() == before
