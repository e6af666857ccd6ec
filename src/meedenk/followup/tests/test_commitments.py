"""What was promised, who follows it, and when we ask how it is going."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice
from meedenk.common.refusal import Refused
from meedenk.followup.conditions import has_owner
from meedenk.followup.models import Commitment, Monitoring
from meedenk.followup.moments import days_of_the_rules
from meedenk.followup.operations import checks, monitoring
from meedenk.followup.queries import progress
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.stages import Stage

from .access import ACCESS
from .factories import a_commitment, a_promise, agreed, an_answered_advice

MAY_RECORD = {"group_member", "contact", "steering"}


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    return an_answered_advice(trajectory, by=cast.office)


def test_who_promised_something_hears_what_was_written_down(cast: Cast, advice: Advice) -> None:
    commitment = a_commitment(advice, by=cast.contact)
    assert told(Kind.COMMITMENT_RECORDED) == {("executor", False)}
    mail = Message.objects.get(kind=Kind.COMMITMENT_RECORDED)
    assert mail.email == "executor@voorbeeld.nl"
    assert mail.link.about == advice.trajectory_id
    assert commitment.trajectory.entries.last().sentence(Seen.PUBLIC) == "Afdeling Wmo will: Iedereen bellen"


def test_the_same_promise_is_written_down_once(cast: Cast, advice: Advice) -> None:
    a_commitment(advice, by=cast.contact)
    with pytest.raises(Refused, match="already"):
        a_commitment(advice, by=cast.steering)
    a_commitment(advice, by=cast.contact, recommendation=advice.recommendations.last())
    assert Message.objects.filter(kind=Kind.COMMITMENT_RECORDED).count() == Commitment.objects.count() == 2


def test_only_the_group_and_the_steering_group_write_it_down_and_support_for_someone(
    cast: Cast, advice: Advice
) -> None:
    for name, person in cast.items():
        if name in MAY_RECORD:
            continue
        with pytest.raises(Refused):
            monitoring.record_commitment(advice.trajectory, a_promise(advice), by=person, at=now())
    assert not Commitment.objects.exists()
    monitoring.record_commitment(
        advice.trajectory, a_promise(advice), by=cast.support, at=now(), on_behalf_of="De groep"
    )
    assert Commitment.objects.count() == 1


def test_a_changed_commitment_leaves_the_old_one_to_read(cast: Cast, advice: Advice) -> None:
    old = a_commitment(advice, by=cast.contact)
    later = a_promise(advice, by_on=localdate() + timedelta(days=200))
    monitoring.change_commitment(old, later, reason="Het duurt langer.", by=cast.contact, at=now())
    [found] = progress(advice.trajectory)
    assert [each.pk for each in found.before] == [old.pk]
    assert advice.trajectory.entries.last().because == "Het duurt langer."
    with pytest.raises(Refused, match="meantime"):
        monitoring.change_commitment(old, later, reason="Nog eens.", by=cast.steering, at=now())
    assert Commitment.objects.count() == 2


def test_a_promise_is_of_a_department_or_of_a_party_and_about_this_advice(cast: Cast, advice: Advice) -> None:
    other = an_answered_advice()
    wrong: list[dict[str, Any]] = [
        {"party": "Stichting"},
        {"department": None},
        {"recommendation": other.recommendations.first()},
    ]
    for more in wrong:
        with pytest.raises(Refused):
            monitoring.record_commitment(advice.trajectory, a_promise(advice, **more), by=cast.contact, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(trajectory=advice.trajectory, text="x", name="x", email="x@x.nl", recorded_at=now())
    assert not advice.trajectory.entries.filter(kind=Kind.COMMITMENT_RECORDED).exists()


def test_the_steering_group_agrees_and_the_group_and_the_executor_hear_it(cast: Cast, advice: Advice) -> None:
    a_commitment(advice, by=cast.contact)
    agreed(advice, by=cast.steering, members=[cast.contact.member])
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.MONITORING
    assert told(Kind.MONITORING_AGREED) == {("executor", False), ("group", False)}
    assert "Aanspreekpunt" not in advice.trajectory.entries.last().sentence(Seen.PUBLIC)


def test_only_the_steering_group_agrees_who_follows_it(cast: Cast, advice: Advice) -> None:
    for name, person in cast.items():
        if name == "steering":
            continue
        with pytest.raises(Refused):
            agreed(advice, by=person)
    assert not Monitoring.objects.exists()


def test_a_smaller_group_has_members_who_sit_in_the_group_now(cast: Cast, advice: Advice) -> None:
    with pytest.raises(Refused, match="sit in the project group"):
        agreed(advice, by=cast.steering, members=[cast.member.member])
    with pytest.raises(Refused, match="who follows"):
        agreed(advice, by=cast.steering, owner="group")
    assert not Monitoring.objects.exists()
    assert advice.trajectory.stage == Stage.ANSWERED


def test_in_another_stage_nothing_is_agreed_or_promised(cast: Cast, advice: Advice) -> None:
    Trajectory.objects.update(stage=Stage.DELIVERED)
    advice.trajectory.refresh_from_db()
    with pytest.raises(Refused):
        agreed(advice, by=cast.steering)
    with pytest.raises(Refused):
        a_commitment(advice, by=cast.contact)
    assert not Commitment.objects.exists()
    assert not Message.objects.filter(audience="executor").exists()


def test_the_pages_do_it_and_the_overview_and_the_advice_show_it(cast: Cast, advice: Advice, client: Client) -> None:
    slug = advice.trajectory.slug
    client.force_login(cast.steering)
    page = client.get(reverse("followup:commitment", args=[slug]))
    assert page.status_code == 200
    department = advice.trajectory.department
    assert department
    typed = {
        "text": "Iedereen <b>bellen</b>",
        "department": department.pk,
        "name": "Wim Wmo",
        "email": "wmo@voorbeeld.nl",
        "by_on": "2030-01-01",
    }
    assert client.post(reverse("followup:commitment", args=[slug]), typed).status_code == 302
    commitment = Commitment.objects.get()
    change = reverse("followup:change-commitment", args=[slug, commitment.pk])
    assert client.post(change, typed).status_code == 200
    assert client.post(change, typed | {"reason": "Naam erbij"}).status_code == 302
    form = {"owner": "steering", "what": "Of er gebeld wordt.", "days": []}
    assert client.post(reverse("followup:monitoring", args=[slug]), form).status_code == 302
    overview = client.get(reverse("trajectories:workspace", args=[slug])).content.decode()
    public = Client().get(advice.get_absolute_url()).content.decode()
    for text in (overview, public):
        assert "Iedereen &lt;b&gt;bellen&lt;/b&gt;" in text
        assert "Wim Wmo" not in text
        assert "wmo@voorbeeld.nl" not in text
    assert "zo stond het er" in public


def test_the_form_offers_the_days_of_the_handbook_that_are_still_to_come(
    cast: Cast, advice: Advice, client: Client
) -> None:
    client.force_login(cast.steering)
    form = client.get(reverse("followup:monitoring", args=[advice.trajectory.slug])).context["form"]
    today = localdate()
    assert form.initial["days"] == [day.isoformat() for day in days_of_the_rules(today, today)]


def test_pages_open_for_who_may_and_are_not_there_for_others(cast: Cast, advice: Advice, client: Client) -> None:
    commitment = a_commitment(advice, by=cast.steering, at=now() - timedelta(days=100))
    for name in ("followup:monitoring", "followup:commitment", "followup:change-commitment", "followup:check"):
        if name == "followup:check":
            agreed(advice, by=cast.steering, at=now() - timedelta(days=100))
            checks.ask_checks(now())
        keys = [commitment.pk] if name in {"followup:change-commitment", "followup:check"} else []
        address = reverse(name, args=[advice.trajectory.slug, *keys])
        for kind, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                assert client.get(address).status_code == (200 if kind in ACCESS[name] else 404), (name, kind)
        client.logout()
        assert client.get(address).status_code == 302


def test_attack_15_a_commitment_of_another_subject_is_not_there(cast: Cast, advice: Advice, client: Client) -> None:
    other = a_commitment(an_answered_advice(), by=cast.steering)
    client.force_login(cast.steering)
    address = reverse("followup:change-commitment", args=[advice.trajectory.slug, other.pk])
    assert client.get(address).status_code == 404


def test_the_executor_sees_by_link_what_stands_on_their_own_address_only(
    cast: Cast, advice: Advice, client: Client
) -> None:
    a_commitment(advice, by=cast.contact, text="Van mij")
    a_commitment(advice, by=cast.contact, text="Van een ander", email="ander@voorbeeld.nl")
    page = client.get(reverse("door", args=[mint(cast.executor)])).content.decode()
    assert "Van mij" in page
    assert "Van een ander" not in page


def test_when_nobody_of_the_smaller_group_is_left_the_need_no_longer_holds(cast: Cast, advice: Advice) -> None:
    agreed(advice, by=cast.steering, members=[cast.contact.member])
    assert has_owner(advice.trajectory, now())
    GroupSeat.objects.update(since=localdate() - timedelta(days=5), until=localdate())
    assert not has_owner(advice.trajectory, now())


@pytest.mark.parametrize("commitments", [1, 3])
def test_what_was_promised_is_read_in_as_many_queries_however_much_it_is(
    cast: Cast, advice: Advice, commitments: int, django_assert_num_queries: Any
) -> None:
    for number in range(commitments):
        a_commitment(advice, by=cast.contact, text=f"Belofte {number}")
    with django_assert_num_queries(2):
        assert len(progress(advice.trajectory)) == commitments
