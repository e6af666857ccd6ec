"""The executive answers each recommendation."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, make_aware, now
from pytest_django import DjangoAssertNumQueries

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.common.refusal import Refused
from meedenk.followup.models import Letter, Response
from meedenk.followup.operations import responding as operations
from meedenk.followup.queries import answers, fingerprint
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .access import ACCESS
from .factories import GIVEN, a_delivered_advice, replies


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    return a_delivered_advice(trajectory)


@pytest.fixture
def late(cast: Cast, trajectory: Trajectory) -> Advice:
    return a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=1))


def answer(advice: Advice, given: tuple[str, ...] = GIVEN, *, by: Any, on_behalf_of: str = "") -> Letter:
    """The answers are kept and sent as they were seen."""
    at = now()
    letter = operations.keep_draft(
        advice, replies=replies(advice, given), reference="", text="", at=at, on_behalf_of=on_behalf_of
    )
    return operations.respond(advice, seen=fingerprint(letter), by=by, at=at)


def test_every_recommendation_is_answered_and_everyone_who_worked_on_it_hears(cast: Cast, advice: Advice) -> None:
    answer(advice, by=cast.office)
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.ANSWERED
    assert answers([advice])[advice.pk] == ["adopted", "partly", "awaiting"]
    assert told(Kind.RESPONSE_RECEIVED) == {("group", False), ("adviser", False), ("members", True)}
    entry = advice.trajectory.entries.get()
    assert (entry.link, entry.facts["adopted"], entry.facts["later"]) == (cast.office, 1, 1)
    told_group = Message.objects.filter(kind=Kind.RESPONSE_RECEIVED, audience="group").first()
    assert told_group
    assert "Overgenomen." in told_group.body
    assert "We nemen" not in told_group.body
    told_adviser = Message.objects.get(kind=Kind.RESPONSE_RECEIVED, audience="adviser")
    assert told_adviser.body == told_group.body
    assert told_adviser.address == advice.get_absolute_url()


def test_only_the_office_answers_and_support_by_name(cast: Cast, advice: Advice) -> None:
    for name, person in cast.items():
        if name in {"office", "support"}:
            continue
        with pytest.raises(Refused):
            answer(advice, by=person)
    with pytest.raises(Refused, match="behalf"):
        answer(advice, by=cast.support)
    assert not Letter.objects.exclude(received_at=None).exists()
    answer(advice, by=cast.support, on_behalf_of="Het college")
    assert advice.trajectory.entries.get().on_behalf_of.startswith("Het college")


def test_one_recommendation_without_an_answer_stops_all(cast: Cast, advice: Advice) -> None:
    with pytest.raises(Refused, match="each recommendation"):
        answer(advice, ("adopted", "", "later"), by=cast.office)
    assert not Response.objects.given().exists()
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.DELIVERED


def test_a_draft_is_kept_and_nobody_sees_it(cast: Cast, advice: Advice) -> None:
    operations.keep_draft(advice, replies=replies(advice, ("adopted", "", "")), reference="", text="", at=now())
    assert answers([advice])[advice.pk] == ["awaiting"] * 3
    assert not advice.trajectory.entries.exists()


def test_a_second_answer_finds_the_first(cast: Cast, advice: Advice) -> None:
    mine = Advice.objects.select_related("trajectory").get(pk=advice.pk)
    answer(advice, by=cast.office)
    with pytest.raises(Refused, match="meanwhile"):
        answer(mine, ("rejected",) * 3, by=cast.office)
    assert set(Response.objects.values_list("answer", flat=True)) == set(GIVEN)


def test_the_link_in_the_mail_shows_the_page_and_keeps_a_draft(client: Client, cast: Cast, advice: Advice) -> None:
    address = reverse("door", args=[mint(cast.office)])
    first = advice.recommendations.all()[0]
    assert client.get(address).status_code == 200
    assert not Letter.objects.exists()
    client.post(address, {"act": "keep", f"answer-{first.pk}": "adopted", f"reason-{first.pk}": "Goed idee"})
    assert b"Goed idee" in client.get(address).content
    page = client.post(address, {"act": "send", f"answer-{first.pk}": "adopted"})
    assert page.status_code == 200
    assert not Letter.objects.get().received_at


def test_attack_15_the_office_link_of_another_trajectory_answers_nothing_here(cast: Cast, advice: Advice) -> None:
    other = a_delivered_advice()
    with pytest.raises(Refused):
        answer(other, by=cast.office)


def test_the_office_is_told_once_that_the_day_comes_near(cast: Cast, trajectory: Trajectory) -> None:
    advice = a_delivered_advice(trajectory, due_on=localdate() + timedelta(days=20))
    for day in (0, 5):
        operations.announce_responses_due(now() + timedelta(days=day))
    assert not Message.objects.exists()
    for day in (7, 8, 15):
        operations.announce_responses_due(now() + timedelta(days=day))
    assert Message.objects.get().email == "bureau@voorbeeld.nl"
    assert advice.trajectory.entries.get().kind == Kind.RESPONSE_EXPECTED


def test_a_late_answer_is_asked_for_as_often_as_the_handbook_says_also_when_tick_was_down(
    cast: Cast, trajectory: Trajectory
) -> None:
    advice = a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=1))
    at = now()
    for day in (0, 0, 1, 20, 21, 22, 60, 61):
        operations.remind_of_responses(at + timedelta(days=day))
    days = [(entry.at - at).days for entry in advice.trajectory.entries.all()]
    assert days == [0, 21]
    assert told(Kind.RESPONSE_REMINDED) == {("office", False), ("adviser", False), ("steering", True)}
    assert PersonalLink.objects.filter(email="bureau@voorbeeld.nl").count() == 2


def test_an_hour_less_in_the_night_puts_no_reminder_off(cast: Cast, trajectory: Trajectory) -> None:
    days = (date(2027, 3, 15), date(2027, 4, 5))
    before, after = (make_aware(datetime.combine(day, time(6, 5))) for day in days)
    advice = a_delivered_advice(trajectory, due_on=date(2027, 3, 14))
    for at in (before, after):
        operations.remind_of_responses(at)
    assert [entry.at for entry in advice.trajectory.entries.all()] == [before, after]


def test_no_reminder_on_the_last_day_itself(cast: Cast, trajectory: Trajectory) -> None:
    a_delivered_advice(trajectory, due_on=localdate())
    operations.remind_of_responses(now())
    assert not Message.objects.filter(kind=Kind.RESPONSE_REMINDED).exists()


def test_nobody_is_reminded_of_what_is_not_due_yet(cast: Cast, advice: Advice, client: Client) -> None:
    with pytest.raises(Refused, match="has not passed"):
        operations.remind(advice, by=cast.steering, at=now())
    client.force_login(cast.steering)
    where = reverse("followup:remind", args=[advice.trajectory.slug])
    assert "vanaf de dag erna" in client.get(where).content.decode()
    assert client.post(where).status_code == 200
    assert not advice.trajectory.entries.filter(kind=Kind.RESPONSE_REMINDED).exists()
    assert not Message.objects.filter(kind=Kind.RESPONSE_REMINDED).exists()


def test_no_response_is_concluded_only_late_and_after_reminding(cast: Cast, trajectory: Trajectory) -> None:
    at = now()
    advice = a_delivered_advice(trajectory, due_on=localdate())
    with pytest.raises(Refused, match="has not passed"):
        operations.conclude_no_response(advice, by=cast.steering, at=at)
    later = at + timedelta(days=1)
    with pytest.raises(Refused, match="reminded"):
        operations.conclude_no_response(advice, by=cast.steering, at=later)
    operations.remind(advice, by=cast.steering, at=later)
    with pytest.raises(Refused, match="today already"):
        operations.remind(advice, by=cast.support, at=later, on_behalf_of="Siebe")
    assert Message.objects.filter(kind=Kind.RESPONSE_REMINDED, audience="office").count() == 1
    later += timedelta(days=1)
    operations.remind(advice, by=cast.steering, at=later)
    with pytest.raises(Refused, match="reminded"):
        operations.conclude_no_response(advice, by=cast.steering, at=later)
    later += length("response-reminder-every", localdate(later))
    operations.remind(advice, by=cast.steering, at=later)
    with pytest.raises(Refused):
        operations.conclude_no_response(advice, by=cast.contact, at=later)
    operations.conclude_no_response(advice, by=cast.steering, at=later)
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.ANSWERED
    assert Letter.objects.get().silent
    assert told(Kind.NO_RESPONSE) == {("group", False), ("adviser", False), ("members", True)}


def test_pages_open_for_who_may_and_are_not_there_for_others(cast: Cast, advice: Advice, client: Client) -> None:
    operations.keep_draft(advice, replies=replies(advice), reference="", text="", at=now())
    for name in ("followup:respond", "followup:look", "followup:remind", "followup:no-response"):
        address = reverse(name, args=[advice.trajectory.slug])
        for kind, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                assert client.get(address).status_code == (200 if kind in ACCESS[name] else 404), (name, kind)
        client.logout()
        assert client.get(address).status_code == 302


def test_an_advice_that_was_not_delivered_has_no_page_to_answer(cast: Cast, client: Client) -> None:
    assert client.get(reverse("door", args=[mint(cast.office)])).status_code == 404


def test_steering_reminds_with_own_words(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=9))
    client.force_login(cast.steering)
    address = reverse("followup:remind", args=[advice.trajectory.slug])
    assert client.post(address, {"text": "Bel gerust. <b>Groet</b>"}).status_code == 302
    assert "Bel gerust" in Message.objects.get(audience="office").body


@pytest.mark.parametrize("advices", [1, 3])
def test_the_blocks_of_a_list_take_one_query(
    rules: None, advices: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    listed = [a_delivered_advice() for _ in range(advices)]
    with django_assert_num_queries(1):
        assert len(answers(listed)) == advices


def test_attack_08_under_embargo_nobody_outside_reads_of_a_reminder_or_an_answer(cast: Cast, late: Advice) -> None:
    Delivery.objects.update(embargo_until=now() + timedelta(days=3))
    late.delivery.refresh_from_db()
    operations.remind(late, by=cast.steering, at=now())
    answer(late, by=cast.office)
    assert not late.trajectory.entries.seen_by(Seen.PUBLIC, at=now()).exists()
    assert late.trajectory.entries.seen_by(Seen.PUBLIC, at=now() + timedelta(days=3)).count() == 2


def test_the_public_time_line_names_no_official(cast: Cast, late: Advice) -> None:
    operations.remind(late, by=cast.steering, at=now())
    assert "Bureau Wethouder" not in late.trajectory.entries.get().sentence(Seen.PUBLIC)


def test_the_adviser_comes_by_their_own_link_to_what_is_not_public_yet(cast: Cast, late: Advice) -> None:
    operations.remind(late, by=cast.steering, at=now())
    assert Message.objects.get(audience="adviser").link.purpose == Purpose.ADVISER


def test_support_concludes_and_reminds_by_name(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=29))
    client.force_login(cast.support)
    remind, conclude = (reverse(f"followup:{name}", args=[trajectory.slug]) for name in ("remind", "no-response"))
    assert client.post(remind).status_code == 200
    operations.remind(advice, by=None, at=now() - timedelta(days=25))
    assert client.post(remind, {"on_behalf_of": cast.steering.name}).status_code == 302
    assert client.post(conclude).status_code == 200
    assert client.post(conclude, {"on_behalf_of": cast.steering.name}).status_code == 302
    assert advice.trajectory.entries.last().on_behalf_of == cast.steering.name
    assert Letter.objects.get().silent


def test_pages_about_an_answer_are_not_there_before_there_is_an_advice(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    slug = a_trajectory(Stage.WORKING).slug
    for name in ("respond", "look", "remind", "no-response"):
        assert client.get(reverse(f"followup:{name}", args=[slug])).status_code == 404
