"""Who tells how it is going left or cannot be reached: the owner sees it and names someone else."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import override

from meedenk.accounts.models import User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import day
from meedenk.followup.models import Check, Commitment
from meedenk.followup.operations import checks, executors
from meedenk.followup.reaching import unreachable
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.entitled import still_entitled
from meedenk.mail.models import Message, State
from meedenk.mail.tests.factories import told
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .access import ACCESS
from .factories import a_commitment, agreed, an_answered_advice

NEW: dict[str, Any] = {"name": "Nieuwe Nel", "email": "Nel@Voorbeeld.nl"}


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    """Followed by the steering group; two promises stand on one address and one on another."""
    at = now() - timedelta(days=100)
    advice = an_answered_advice(trajectory, by=cast.office)
    for text in ("Bellen", "Schrijven"):
        a_commitment(advice, by=cast.steering, at=at, text=text)
    a_commitment(advice, by=cast.steering, at=at, text="Iets anders", email="ander@voorbeeld.nl")
    agreed(advice, by=cast.steering, at=at)
    return advice


def first(advice: Advice) -> Commitment:
    return Commitment.objects.get(trajectory=advice.trajectory, text="Bellen")


def another(advice: Advice, by: Any, **more: Any) -> list[Commitment]:
    return executors.name_another(first(advice), **NEW | more, by=by, at=now())


def test_all_that_stood_on_one_name_here_stands_on_the_other_and_the_promise_stays(cast: Cast, advice: Advice) -> None:
    Message.objects.all().delete()
    assert {each.text for each in another(advice, cast.steering)} == {"Bellen", "Schrijven"}
    assert Commitment.objects.count() == 3
    assert not Commitment.objects.exclude(replaced_at=None).exists()
    emails = dict(Commitment.objects.values_list("text", "email"))
    assert emails == dict.fromkeys(["Bellen", "Schrijven"], "nel@voorbeeld.nl") | {"Iets anders": "ander@voorbeeld.nl"}
    assert told(Kind.EXECUTOR_CHANGED) == {("executor", False)}
    mail = Message.objects.get()
    assert (mail.email, mail.link.about) == ("nel@voorbeeld.nl", advice.trajectory_id)
    assert "Bellen" in mail.body
    assert "Iets anders" not in mail.body
    said = advice.trajectory.entries.last()
    assert "Nel" not in said.sentence(Seen.STAFF) + str(said.facts)


def test_the_old_link_closes_and_the_new_one_answers_the_open_question(
    cast: Cast, advice: Advice, client: Client
) -> None:
    old = reverse("door", args=[mint(cast.executor)])
    checks.ask_checks(now())
    assert client.get(old).status_code == 200
    another(advice, cast.steering)
    assert client.get(old).status_code == 404
    mail = Message.objects.get(kind=Kind.EXECUTOR_CHANGED)
    assert mail.button == "Vertel hoe het gaat"
    with override("nl"):
        assert f"Er wacht sinds {day(localdate())} een vraag" in mail.body
    assert "Je neemt het over van Wim Wmo" in mail.body
    check = Check.objects.get(commitment=first(advice))
    cast.executor.refresh_from_db()
    with pytest.raises(Refused):
        checks.answer_check(check, checks.Told("done"), by=cast.executor, at=now())
    door = reverse("door", args=[mint(mail.link)])
    page = client.get(door).content.decode()
    assert "heb je toegezegd" not in page
    given = {"check": check.pk, f"check-{check.pk}-state": "done"}
    assert client.post(door, given).status_code == 302
    check.refresh_from_db()
    assert check.state == "done"


def test_mail_that_still_waits_no_longer_goes_to_who_was_replaced(cast: Cast, advice: Advice) -> None:
    checks.ask_checks(now())
    waiting = Message.objects.get(kind=Kind.CHECK_ASKED, email="executor@voorbeeld.nl")
    assert still_entitled(waiting, now())
    another(advice, cast.steering)
    assert not still_entitled(waiting, now())


def test_the_group_and_the_steering_group_name_someone_and_support_for_them(cast: Cast, advice: Advice) -> None:
    for name, person in cast.items():
        if name not in {"group_member", "contact", "steering"}:
            with pytest.raises(Refused):
                another(advice, person)
    assert not Commitment.objects.filter(email="nel@voorbeeld.nl").exists()
    another(advice, cast.support, on_behalf_of="De stuurgroep")
    assert advice.trajectory.entries.last().on_behalf_of == "De stuurgroep"


def test_the_same_address_or_a_promise_that_changed_meanwhile_is_refused(cast: Cast, advice: Advice) -> None:
    seen = first(advice)
    with pytest.raises(Refused, match="already ask"):
        another(advice, cast.steering, email=" EXECUTOR@voorbeeld.nl".strip())
    another(advice, cast.steering)
    with pytest.raises(Refused, match="meantime"):
        executors.name_another(seen, name="Piet", email="piet@voorbeeld.nl", by=cast.contact, at=now())
    Trajectory.objects.update(stage=Stage.CLOSED, outcome="stopped")
    with pytest.raises(Refused):
        another(advice, cast.steering, email="nog@voorbeeld.nl")


def test_who_left_or_whose_mail_does_not_arrive_is_out_of_reach(cast: Cast, advice: Advice) -> None:
    every = Commitment.objects.all()
    assert unreachable(every, on=localdate()) == {}
    official = an_official("Wim Wmo", email="Executor@voorbeeld.nl")
    type(official).objects.update(left_on=localdate())
    why = unreachable(every, on=localdate())
    assert {each.text for each in every if each.pk in why} == {"Bellen", "Schrijven"}
    assert unreachable(every, on=localdate() - timedelta(days=1)) == {}
    Message.objects.filter(email="ander@voorbeeld.nl").update(state=State.DEAD)
    assert len(unreachable(every, on=localdate())) == 3
    latest = Message.objects.filter(email="ander@voorbeeld.nl", audience="executor").latest("pk")
    Message.objects.filter(pk=latest.pk).update(state=State.SENT)
    assert len(unreachable(every, on=localdate())) == 2


def test_it_stands_in_the_overview_until_someone_was_named(cast: Cast, advice: Advice, client: Client) -> None:
    Message.objects.filter(email="executor@voorbeeld.nl").update(state=State.DEAD)
    address = reverse("followup:executor", args=[advice.trajectory.slug, first(advice).pk])
    overview = reverse("trajectories:workspace", args=[advice.trajectory.slug])
    client.force_login(cast.steering)
    assert "Onze mail komt niet aan." in client.get(overview).content.decode()
    client.force_login(cast.member)
    assert "Onze mail komt niet aan." not in client.get(overview).content.decode()
    client.force_login(cast.steering)
    assert client.post(address, NEW).status_code == 302
    assert "Onze mail komt niet aan." not in client.get(overview).content.decode()


def test_the_page_opens_for_who_may_and_is_not_there_for_others(cast: Cast, advice: Advice, client: Client) -> None:
    address = reverse("followup:executor", args=[advice.trajectory.slug, first(advice).pk])
    for name, person in cast.items():
        if isinstance(person, User):
            client.force_login(person)
            assert client.get(address).status_code == (200 if name in ACCESS["followup:executor"] else 404), name
    client.logout()
    assert client.get(address).status_code == 302
    other = a_commitment(an_answered_advice(), by=cast.steering)
    client.force_login(cast.steering)
    assert client.get(reverse("followup:executor", args=[advice.trajectory.slug, other.pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_who_is_out_of_reach_is_found_in_two_queries(
    cast: Cast, advice: Advice, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        a_commitment(advice, by=cast.steering, email=f"uitvoerder{number}@voorbeeld.nl")
    every = list(Commitment.objects.all())
    with django_assert_num_queries(2):
        unreachable(every, on=localdate())
