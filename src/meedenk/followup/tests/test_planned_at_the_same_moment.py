"""The clock makes an answer public at the moment at which the office takes it back: one of the two, and never both."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate, now

from meedenk.advice.models import Advice
from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, at_once
from meedenk.followup.models import Letter
from meedenk.followup.operations import planning, responding
from meedenk.followup.queries import fingerprint, planned
from meedenk.handbook import operations as handbook
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_supporter
from meedenk.trajectories.tests.factories import a_seat

from .factories import a_delivered_advice, replies


@pytest.fixture
def advice(many_at_once: None) -> Advice:
    """An advice whose answer waits for its day."""
    handbook.begin(at=now())
    advice = a_delivered_advice()
    a_seat(advice.trajectory)
    letter = responding.keep_draft(
        advice, replies=replies(advice), reference="", text="", on_behalf_of="Het college", at=now()
    )
    on = localdate() + timedelta(days=3)
    planning.plan_response(advice, on=on, seen=fingerprint(letter), by=a_supporter(), at=now())
    return advice


def fresh(advice: Advice) -> Advice:
    return Advice.objects.select_related("trajectory", "delivery").get(pk=advice.pk)


def the_day() -> datetime:
    chosen = Letter.objects.get().goes_out_at
    assert chosen
    return chosen


def happened(advice: Advice, kind: Kind) -> int:
    return advice.trajectory.entries.filter(kind=kind).count()


def test_attack_34_public_or_taken_back_and_never_both(advice: Advice) -> None:
    support, day = a_supporter("Ondersteuner Otto"), the_day()

    def publish() -> None:
        planning.publish_planned_responses(day)

    def take_back() -> None:
        planning.call_back(fresh(advice), by=support, at=now())

    raised = at_once([publish, take_back] * (FEW // 2))
    assert all(each is None or isinstance(each, Refused) for each in raised), raised
    received, back = happened(advice, Kind.RESPONSE_RECEIVED), happened(advice, Kind.RESPONSE_CALLED_BACK)
    assert received + back == 1
    assert (Letter.objects.get().received_at is not None) is bool(received)
    assert Message.objects.filter(kind=Kind.RESPONSE_RECEIVED, audience="group").count() == received


def test_attack_34_many_clocks_make_it_public_once(advice: Advice) -> None:
    day = the_day()
    raised = at_once([lambda: planning.publish_planned_responses(day)] * FEW)
    assert all(each is None or isinstance(each, Refused) for each in raised), raised
    assert happened(advice, Kind.RESPONSE_RECEIVED) == 1
    assert Message.objects.filter(kind=Kind.RESPONSE_RECEIVED, audience="group").count() == 1


def test_attack_34_control_who_looked_before_the_lock_makes_public_what_was_taken_back(advice: Advice) -> None:
    looked = planned(fresh(advice))
    assert looked
    planning.call_back(fresh(advice), by=a_supporter("Ondersteuner Otto"), at=now())
    with transaction.atomic():
        responding.give(looked, Kind.RESPONSE_RECEIVED, by=None, at=now())
    assert happened(advice, Kind.RESPONSE_RECEIVED) == happened(advice, Kind.RESPONSE_CALLED_BACK) == 1
