"""Several people at the same moment after the delivery: one wins, the others read what happened.

Each race has a control: the same act without its lock or its condition, which must go wrong.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import invite
from meedenk.advice.models import Advice
from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, Act, at_once
from meedenk.followup.models import Account, Check, Commitment, EarlierAnswer, Letter, Monitoring, Notice, NoticeRound
from meedenk.followup.models import Response as Given
from meedenk.followup.operations import checks, closing, monitoring, noticing, responding, weighing
from meedenk.followup.operations.responding import Reply
from meedenk.followup.queries import draft, fingerprint
from meedenk.handbook import operations as handbook
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.people.models import SteeringSeat
from meedenk.people.tests.factories import a_steering_member, a_supporter
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat, a_trajectory

from .factories import a_commitment, a_delivered_advice, a_promise, agreed, an_answered_advice, replies

LONG_AGO = timedelta(days=100)


@pytest.fixture
def steering(many_at_once: None) -> User:
    handbook.begin(at=now())
    user = a_steering_member().user
    assert user is not None
    SteeringSeat.objects.update(since=localdate() - 2 * LONG_AGO)
    return user


def winners(raised: list[BaseException | None]) -> int:
    """How many were not refused; whoever was, was so in words."""
    assert [each for each in raised if each and not isinstance(each, Refused)] == []
    return raised.count(None)


def an_answered_one() -> Advice:
    """An answered advice of a group of three."""
    trajectory = a_trajectory(Stage.DELIVERED)
    for _ in range(3):
        a_seat(trajectory)
    return an_answered_advice(trajectory)


def a_followed_one(steering: User) -> Advice:
    advice = an_answered_one()
    a_commitment(advice, by=steering, at=now() - LONG_AGO)
    agreed(advice, by=steering, at=now() - LONG_AGO)
    return advice


def an_executor(trajectory: Trajectory) -> PersonalLink:
    until = now() + timedelta(days=9)
    return invite(Purpose.EXECUTOR, trajectory, email="executor@voorbeeld.nl", name="Wim", at=now(), until=until)


def seen(trajectory: Trajectory, act: Callable[[Trajectory], object]) -> Act:
    """`act` with the subject as each of them sees it, read when it begins."""
    return lambda: act(Trajectory.objects.get(pk=trajectory.pk))


def test_attack_34_the_office_and_support_send_the_same_answer_once(steering: User) -> None:
    advice, support = a_delivered_advice(), a_supporter()
    until = now() + timedelta(days=9)
    office = invite(Purpose.OFFICE, advice.trajectory, email="b@voorbeeld.nl", name="B", at=now(), until=until)
    given = {"reference": "", "text": "", "on_behalf_of": "Het college"}
    letter = responding.keep_draft(advice, replies=replies(advice), **given, at=now())
    mark = fingerprint(letter)

    def send(by: User | PersonalLink) -> Act:
        def act() -> None:
            fresh = Advice.objects.select_related("trajectory", "delivery").get(pk=advice.pk)
            responding.respond(fresh, seen=mark, by=by, at=now())

        return act

    assert winners(at_once([send(each) for each in (office, support) * 3])) == 1
    assert Entry.objects.filter(kind=Kind.RESPONSE_RECEIVED).count() == 1
    told = Message.objects.filter(kind=Kind.RESPONSE_RECEIVED).values_list("email", flat=True)
    assert len(told) == len(set(told))


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_an_answer_and_no_answer_are_never_both_concluded(steering: User, _again: int) -> None:
    advice = a_delivered_advice(due_on=localdate() - timedelta(days=60))
    for weeks in (5, 2):
        fresh = Advice.objects.select_related("trajectory", "delivery").get(pk=advice.pk)
        responding.remind(fresh, by=steering, at=now() - timedelta(weeks=weeks))
    until = now() + timedelta(days=9)
    office = invite(Purpose.OFFICE, advice.trajectory, email="b@voorbeeld.nl", name="B", at=now(), until=until)
    mark = fingerprint(responding.keep_draft(advice, replies=replies(advice), reference="", text="", at=now()))

    def send() -> None:
        fresh = Advice.objects.select_related("trajectory", "delivery").get(pk=advice.pk)
        responding.respond(fresh, seen=mark, by=office, at=now())

    def conclude() -> None:
        fresh = Advice.objects.select_related("trajectory", "delivery").get(pk=advice.pk)
        responding.conclude_no_response(fresh, by=steering, at=now())

    assert winners(at_once([send, conclude])) == 1
    letter = Letter.objects.get()
    assert letter.silent is (letter.received_at is None)
    assert Entry.objects.filter(kind__in=[Kind.RESPONSE_RECEIVED, Kind.NO_RESPONSE]).count() == 1


def test_attack_34_control_without_the_lock_everyone_who_looked_sends(steering: User) -> None:
    advice, looked = a_delivered_advice(), Barrier(FEW, timeout=20)
    responding.keep_draft(advice, replies=replies(advice), reference="", text="", at=now())

    def naive() -> None:
        letter = draft(advice)
        looked.wait()
        if letter:
            letter.received_at = now()
            letter.save(update_fields=["received_at"])
            Entry.objects.create(dossier_id=advice.trajectory_id, kind=Kind.RESPONSE_RECEIVED, at=now())

    assert at_once([naive] * FEW) == [None] * FEW
    assert Entry.objects.filter(kind=Kind.RESPONSE_RECEIVED).count() == FEW


def test_attack_32_a_question_that_is_answered_by_many_at_once_has_one_answer(steering: User) -> None:
    advice = a_followed_one(steering)
    checks.ask_checks(now())
    check, link, support = Check.objects.get(), an_executor(advice.trajectory), a_supporter()

    def answer(state: str, by: User | PersonalLink) -> Act:
        def act() -> None:
            asked = Check.objects.select_related("commitment__trajectory").get(pk=check.pk)
            checks.answer_check(asked, checks.Told(state, "Zo staat het."), by=by, at=now(), on_behalf_of="De afdeling")

        return act

    raised = at_once([answer(state, by) for state in ("done", "stuck", "under-way") for by in (link, support)])
    assert winners(raised) == 1
    assert Entry.objects.filter(kind=Kind.CHECK_ANSWERED).count() == 1
    check.refresh_from_db()
    assert check.state == ("done", "stuck", "under-way")[raised.index(None) // 2]


def test_attack_32_control_who_looks_first_and_then_writes_answers_over_another(steering: User) -> None:
    a_followed_one(steering)
    checks.ask_checks(now())
    check, looked = Check.objects.get(), Barrier(FEW, timeout=20)
    written = []

    def naive() -> None:
        asked = Check.objects.get(pk=check.pk)
        looked.wait()
        if not asked.answered_at:
            Check.objects.filter(pk=check.pk).update(state="done", answered_at=now())
            written.append(asked.pk)

    assert at_once([naive] * FEW) == [None] * FEW
    assert len(written) == FEW


def test_attack_34_many_clocks_ask_an_executor_and_residents_once(steering: User) -> None:
    advice = a_followed_one(steering)
    Monitoring.objects.update(asks_residents_since=now() - LONG_AGO)
    duties = [checks.ask_checks, noticing.ask_residents]
    assert at_once([lambda duty=duty: duty(now()) for duty in duties * 3]) == [None] * 6
    assert Check.objects.count() == NoticeRound.objects.count() == 1
    for kind, mails in ((Kind.CHECK_ASKED, 1), (Kind.NOTICE_ASKED, 3)):
        assert advice.trajectory.entries.filter(kind=kind).count() == 1
        assert Message.objects.filter(kind=kind).count() == mails


def test_attack_34_many_clocks_say_once_that_nobody_answered(steering: User) -> None:
    a_followed_one(steering)
    checks.ask_checks(now())
    later = now() + timedelta(days=40)
    assert at_once([lambda: checks.mark_stale_checks(later)] * FEW) == [None] * FEW
    assert Entry.objects.filter(kind=Kind.CHECK_STALE).count() == 1


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_an_answer_and_the_silence_are_both_true_in_one_order(steering: User, _again: int) -> None:
    advice = a_followed_one(steering)
    checks.ask_checks(now())
    check, later = Check.objects.get(), now() + timedelta(days=40)
    link = an_executor(advice.trajectory)
    PersonalLink.objects.update(expires_at=later + timedelta(days=1))
    link.refresh_from_db()

    def answer() -> None:
        asked = Check.objects.select_related("commitment__trajectory").get(pk=check.pk)
        checks.answer_check(asked, checks.Told("done"), by=link, at=later)

    assert at_once([answer, lambda: checks.mark_stale_checks(later)]) == [None, None]
    happened = advice.trajectory.entries.filter(kind__in=[Kind.CHECK_STALE, Kind.CHECK_ANSWERED]).order_by("pk")
    kinds = list(happened.values_list("kind", flat=True))
    assert kinds in ([Kind.CHECK_ANSWERED], [Kind.CHECK_STALE, Kind.CHECK_ANSWERED])


def test_attack_32_one_person_tells_once_what_they_notice(steering: User) -> None:
    a_followed_one(steering)
    Monitoring.objects.update(asks_residents_since=now() - LONG_AGO)
    noticing.ask_residents(now())
    notice_round, link = NoticeRound.objects.get(), PersonalLink.objects.filter(purpose=Purpose.NOTICE).first()
    assert link is not None

    def tell() -> None:
        fresh = NoticeRound.objects.select_related("trajectory").get(pk=notice_round.pk)
        noticing.tell_notice(fresh, answer="yes", by=link, at=now())

    assert winners(at_once([tell] * FEW)) == 1
    assert Notice.objects.count() == Entry.objects.filter(kind=Kind.NOTICE_TOLD).count() == 1


def test_attack_32_control_who_looks_first_and_then_counts_counts_one_person_many_times(steering: User) -> None:
    advice, looked = a_followed_one(steering), Barrier(FEW, timeout=20)
    made = NoticeRound.objects.create(
        trajectory=advice.trajectory, due_on=localdate(), asked_at=now(), closes_on=localdate()
    )
    noticer = made.noticers.create(person="x")

    def naive() -> None:
        told = type(noticer).objects.get(pk=noticer.pk).told
        looked.wait()
        if not told:
            Notice.objects.create(notice_round=made, answer="yes")
            type(noticer).objects.filter(pk=noticer.pk).update(told=True)

    assert at_once([naive] * FEW) == [None] * FEW
    assert Notice.objects.count() == FEW


def test_attack_34_a_commitment_that_is_changed_twice_at_once_is_replaced_once(steering: User) -> None:
    advice = an_answered_one()
    before = a_commitment(advice, by=steering)

    def change(number: int) -> Act:
        def act() -> None:
            old = Commitment.objects.select_related("trajectory").get(pk=before.pk)
            promise = a_promise(advice, text=f"Anders {number}")
            monitoring.change_commitment(old, promise, reason="Beter zo.", by=steering, at=now())

        return act

    assert winners(at_once([change(number) for number in range(FEW)])) == 1
    assert Commitment.objects.current().count() == 1
    assert Commitment.objects.count() == 2


def test_attack_34_control_without_the_condition_the_database_refuses_with_a_mistake(steering: User) -> None:
    advice, looked = an_answered_one(), Barrier(FEW, timeout=20)
    before = a_commitment(advice, by=steering)
    promise = a_promise(advice)

    def naive() -> None:
        old = Commitment.objects.get(pk=before.pk)
        looked.wait()
        if old.replaced_at is None:
            Commitment.objects.create(
                trajectory=advice.trajectory, text="Anders", department=promise.department, name="W",
                email="w@voorbeeld.nl", recorded_at=now(), replaces=old,
            )  # fmt: skip

    raised = at_once([naive] * FEW)
    assert sum(isinstance(each, IntegrityError) for each in raised) == FEW - 1


def test_attack_34_it_is_agreed_once_who_follows_it(steering: User) -> None:
    advice = an_answered_one()

    def agree() -> None:
        agreed(Advice.objects.select_related("trajectory").get(pk=advice.pk), by=steering)

    assert winners(at_once([agree] * FEW)) == 1
    assert Entry.objects.filter(kind=Kind.MONITORING_AGREED).count() == 1
    assert Message.objects.filter(kind=Kind.MONITORING_AGREED, audience="group").count() == 3


def test_attack_34_two_new_answers_at_once_leave_one_earlier_answer(steering: User) -> None:
    an_answered_one()
    response, support = Given.objects.get(answer="later"), a_supporter()

    def answer(said: str) -> Act:
        def act() -> None:
            fresh = Given.objects.select_related("recommendation__advice__trajectory").get(pk=response.pk)
            reply = Reply(said, "Daarom.")
            weighing.answer_anew(fresh, reply, seen=None, by=support, at=now(), on_behalf_of="Het college")

        return act

    assert winners(at_once([answer(said) for said in ("adopted", "partly", "rejected") * 2])) == 1
    assert EarlierAnswer.objects.count() == Entry.objects.filter(kind=Kind.RESPONSE_CHANGED).count() == 1


@pytest.mark.parametrize("_again", range(3))
def test_attack_34_an_account_is_published_once_and_no_text_is_lost(steering: User, _again: int) -> None:
    advice = a_followed_one(steering)
    whole = {name: f"Over {name}." for name in (*Account.STORY, *Account.SHORT)}
    closing.keep_account(advice.trajectory, whole, seen=0)

    def publish(trajectory: Trajectory) -> None:
        closing.publish_account(trajectory, seen=1, by=steering, at=now())

    def keep(trajectory: Trajectory) -> None:
        closing.keep_account(trajectory, whole | {"lessons": "Anders."}, seen=1)

    raised = at_once([seen(advice.trajectory, act) for act in (publish, publish, publish, keep)])
    account = Account.objects.get()
    if raised[3] is None:
        assert (account.lessons, account.published_at) == ("Anders.", None)
        assert winners(raised) == 1
    else:
        assert winners(raised) == 1
        assert account.lessons == "Over lessons."
        assert Entry.objects.filter(kind=Kind.FINAL_ACCOUNT).count() == 1
