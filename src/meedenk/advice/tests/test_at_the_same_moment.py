"""Several people at the same moment. Each test has a control: the same act without its lock, which must go wrong."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError
from django.utils.timezone import now

from meedenk.advice.models import Advice, DraftResponse, DraftRound, Numbering, Recommendation
from meedenk.advice.operations import adopting, rounds, writing
from meedenk.advice.operations.writing import ChangedMeanwhile
from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, Act, at_once
from meedenk.handbook import operations as handbook
from meedenk.mail.models import Message
from meedenk.people.models import Member
from meedenk.trajectories.tests.factories import a_seat

from .factories import a_contact, a_round, an_advice


@pytest.fixture(autouse=True)
def rules_for_all(many_at_once: None) -> None:
    handbook.begin(at=now())


def fresh(advice: Advice) -> Advice:
    return Advice.objects.select_related("trajectory").get(pk=advice.pk)


def saving(advice: Advice, member: Member, text: str) -> Act:
    def act() -> None:
        writing.save_part(fresh(advice), "summary", text=text, version=1, by=member.user, at=now())

    return act


def test_attack_34_of_two_savers_of_one_part_one_is_told_of_the_other() -> None:
    advice = an_advice()
    group = [a_seat(advice.trajectory).member for _ in range(FEW)]
    raised = at_once([saving(advice, member, f"Van {member.name}") for member in group])
    kept = [member for member, each in zip(group, raised, strict=True) if each is None]
    assert len(kept) == 1
    assert all(each is None or isinstance(each, ChangedMeanwhile) for each in raised)
    assert fresh(advice).summary == f"Van {kept[0].name}"


def test_attack_34_control_without_a_version_texts_are_lost() -> None:
    advice, looked = an_advice(), Barrier(FEW, timeout=20)

    def naive(text: str) -> Act:
        def act() -> None:
            mine = fresh(advice)
            looked.wait()
            mine.summary = text
            mine.save(update_fields=["summary"])

        return act

    assert at_once([naive(f"Tekst {number}") for number in range(FEW)]) == [None] * FEW


def test_attack_34_savers_of_different_parts_all_keep_their_text() -> None:
    advice = an_advice()
    members = [a_seat(advice.trajectory).member for _ in Advice.PARTS]

    def act(part: str, member: Member) -> Act:
        return lambda: writing.save_part(fresh(advice), part, text=part, version=1, by=member.user, at=now())

    raised = at_once([act(part, member) for part, member in zip(Advice.PARTS, members, strict=True)])
    assert raised == [None] * len(Advice.PARTS)
    now_there = fresh(advice)
    assert [getattr(now_there, part) for part in Advice.PARTS] == list(Advice.PARTS)
    assert set(now_there.versions.values()) == {2}


def test_attack_34_savers_of_one_recommendation_lose_nothing() -> None:
    advice = an_advice()
    one = advice.recommendations.get(order=1)
    group = [a_seat(advice.trajectory).member for _ in range(FEW)]

    def act(member: Member) -> Act:
        def save() -> None:
            found = Recommendation.objects.select_related("advice__trajectory").get(pk=one.pk)
            said = {"title": member.name, "text": "t", "reason": "r", "sources": "s"}
            writing.save_recommendation(found, **said, version=1, by=member.user, at=now())

        return save

    raised = at_once([act(member) for member in group])
    assert sum(each is None for each in raised) == 1
    assert all(each is None or isinstance(each, ChangedMeanwhile) for each in raised)


def test_recommendations_added_at_once_each_get_their_own_number() -> None:
    advice = an_advice(recommendations=0)
    group = [a_seat(advice.trajectory).member for _ in range(FEW)]

    def act(member: Member) -> Act:
        return lambda: writing.add_recommendation(fresh(advice), title=member.name, by=member.user, at=now())

    assert at_once([act(member) for member in group]) == [None] * FEW
    assert list(advice.recommendations.values_list("order", flat=True)) == list(range(1, FEW + 1))


def test_a_text_saved_while_it_is_adopted_is_in_it_or_refused() -> None:
    for _time in range(3):
        advice = an_advice()
        contact = a_contact(advice).member
        a_round(advice)
        raised = at_once([saving(advice, contact, "Op het laatst"), adopting_it(advice, contact)])
        assert raised[1] is None
        adopted = fresh(advice).adopted
        assert adopted is not None
        if raised[0] is None:
            assert adopted["summary"] == "Op het laatst"
        else:
            assert isinstance(raised[0], Refused)
            assert adopted["summary"] == fresh(advice).summary == "Kijk wat iemand nodig heeft."


def adopting_it(advice: Advice, contact: Member) -> Act:
    return lambda: adopting.adopt(fresh(advice), by=contact.user, at=now(), because="Haast")


def test_attack_34_adoptions_at_once_each_get_their_own_number() -> None:
    advices = [an_advice() for _ in range(FEW)]
    contacts = [a_contact(advice).member for advice in advices]
    for advice in advices:
        a_round(advice)
    raised = at_once([adopting_it(advice, contact) for advice, contact in zip(advices, contacts, strict=True)])
    assert raised == [None] * FEW
    numbers = sorted(str(number) for number in Advice.objects.values_list("number", flat=True))
    assert numbers == [f"ASDG-{now().year}-{number:02d}" for number in range(1, FEW + 1)]


def test_attack_34_control_without_the_row_of_the_year_a_number_is_given_twice() -> None:
    advices, looked = [an_advice() for _ in range(FEW)], Barrier(FEW, timeout=20)

    def naive(advice: Advice) -> Act:
        def act() -> None:
            last = Numbering.objects.count()
            looked.wait()
            Advice.objects.filter(pk=advice.pk).update(number=f"ASDG-{last + 1:02d}")

        return act

    raised = at_once([naive(advice) for advice in advices])
    assert sum(isinstance(each, IntegrityError) for each in raised) == FEW - 1


def test_one_advice_adopted_twice_at_once_is_adopted_once() -> None:
    advice = an_advice()
    contact = a_contact(advice).member
    a_round(advice)
    raised = at_once([adopting_it(advice, contact)] * FEW)
    assert sum(each is None for each in raised) == 1
    assert all(each is None or isinstance(each, Refused) for each in raised)
    assert Numbering.objects.get().last == 1


def test_attack_32_fifty_responses_of_one_member_are_one_response() -> None:
    advice = an_advice()
    contact = a_contact(advice).member
    found = a_round(advice)

    def act() -> None:
        mine = DraftRound.objects.select_related("advice__trajectory").get(pk=found.pk)
        rounds.respond(
            mine, member=contact, stance="own-perspective", view="Zo", text="Want.", by=contact.user, at=now()
        )

    assert at_once([act] * 50) == [None] * 50
    assert DraftResponse.objects.count() == 1
    assert advice.perspectives.get().held_by.count() == 1


def test_a_reminder_goes_once_from_two_clocks() -> None:
    advice = an_advice()
    found = a_round(advice, days=3)
    moment = found.closes_at - timedelta(minutes=5)
    assert at_once([lambda: rounds.remind_of_rounds(moment)] * 2) == [None] * 2
    assert Message.objects.filter(audience="unanswered").count() == 1
