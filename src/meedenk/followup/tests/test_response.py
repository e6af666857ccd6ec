"""The executive answers each recommendation."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import DjangoAssertNumQueries

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.common.refusal import Refused
from meedenk.followup import operations
from meedenk.followup.models import Letter, Response
from meedenk.followup.operations import Reply
from meedenk.followup.queries import answers
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .access import ACCESS
from .factories import a_delivered_advice

GIVEN = ("adopted", "partly", "later")


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    return a_delivered_advice(trajectory)


def replies(advice: Advice, given: tuple[str, ...] = GIVEN) -> dict[int, Reply]:
    return {
        each.pk: Reply(answer, "Omdat het kan.")
        for each, answer in zip(advice.recommendations.all(), given, strict=True)
    }


def test_every_recommendation_is_answered_and_everyone_who_worked_on_it_hears(cast: Cast, advice: Advice) -> None:
    operations.respond(advice, replies=replies(advice), reference="CB-1", text="", by=cast.office, at=now())
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.ANSWERED
    assert answers([advice])[advice.pk] == ["adopted", "partly", "awaiting"]
    assert told(Kind.RESPONSE_RECEIVED) == {("group", False), ("members", True)}
    entry = advice.trajectory.entries.get()
    assert (entry.link, entry.facts["adopted"], entry.facts["later"]) == (cast.office, 1, 1)
    told_group = Message.objects.filter(kind=Kind.RESPONSE_RECEIVED, audience="group").first()
    assert told_group
    assert "Overgenomen." in told_group.body
    assert "We nemen" not in told_group.body


def test_only_the_office_answers_and_support_by_name(cast: Cast, advice: Advice) -> None:
    for name, person in cast.items():
        if name in {"office", "support"}:
            continue
        with pytest.raises(Refused):
            operations.respond(advice, replies=replies(advice), reference="", text="", by=person, at=now())
    said = {"replies": replies(advice), "reference": "", "text": "", "by": cast.support, "at": now()}
    with pytest.raises(Refused, match="behalf"):
        operations.respond(advice, **said)
    assert not Letter.objects.exists()
    operations.respond(advice, **said, on_behalf_of="Het college, brief van 3 november")
    assert advice.trajectory.entries.get().on_behalf_of.startswith("Het college")


def test_one_recommendation_without_an_answer_stops_all(cast: Cast, advice: Advice) -> None:
    with pytest.raises(Refused, match="each recommendation"):
        operations.respond(
            advice, replies=replies(advice, ("adopted", "", "later")), reference="", text="", by=cast.office, at=now()
        )
    assert not Response.objects.exists()
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.DELIVERED


def test_a_draft_is_kept_and_nobody_sees_it(cast: Cast, advice: Advice) -> None:
    operations.keep_draft(advice, replies=replies(advice, ("adopted", "", "")), reference="", text="", at=now())
    assert answers([advice])[advice.pk] == ["awaiting"] * 3
    assert not advice.trajectory.entries.exists()


def test_a_second_answer_finds_the_first(cast: Cast, advice: Advice) -> None:
    mine = Advice.objects.select_related("trajectory").get(pk=advice.pk)
    operations.respond(advice, replies=replies(advice), reference="", text="", by=cast.office, at=now())
    with pytest.raises(Refused, match="meanwhile"):
        operations.respond(
            mine, replies=replies(advice, ("rejected",) * 3), reference="", text="", by=cast.office, at=now()
        )
    assert set(Response.objects.values_list("answer", flat=True)) == set(GIVEN)


def test_the_link_in_the_mail_shows_the_page_keeps_a_draft_and_sends(
    client: Client, cast: Cast, advice: Advice
) -> None:
    address = reverse("door", args=[mint(cast.office)])
    keys = [each.pk for each in advice.recommendations.all()]
    assert client.get(address).status_code == 200
    assert not Letter.objects.exists()
    client.post(address, {"act": "keep", f"answer-{keys[0]}": "adopted", f"reason-{keys[0]}": "Goed idee"})
    assert b"Goed idee" in client.get(address).content
    page = client.post(address, {"act": "send", f"answer-{keys[0]}": "adopted"})
    assert page.status_code == 200
    assert not Letter.objects.get().received_at
    assert client.post(address, {"act": "send"} | {f"answer-{key}": "rejected" for key in keys}).status_code == 302
    assert answers([advice])[advice.pk] == ["rejected"] * 3
    assert client.get(address).status_code == 200
    assert Letter.objects.get().received_at


def test_attack_15_the_office_link_of_another_trajectory_answers_nothing_here(cast: Cast, advice: Advice) -> None:
    other = a_delivered_advice()
    with pytest.raises(Refused):
        operations.respond(other, replies=replies(other), reference="", text="", by=cast.office, at=now())


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


def test_no_reminder_on_the_last_day_itself(cast: Cast, trajectory: Trajectory) -> None:
    a_delivered_advice(trajectory, due_on=localdate())
    operations.remind_of_responses(now())
    assert not Message.objects.filter(kind=Kind.RESPONSE_REMINDED).exists()


def test_no_response_is_concluded_only_late_and_after_reminding(cast: Cast, trajectory: Trajectory) -> None:
    at = now()
    advice = a_delivered_advice(trajectory, due_on=localdate())
    with pytest.raises(Refused, match="has not passed"):
        operations.conclude_no_response(advice, by=cast.steering, at=at)
    later = at + timedelta(days=1)
    with pytest.raises(Refused, match="reminded"):
        operations.conclude_no_response(advice, by=cast.steering, at=later)
    for _ in range(2):
        operations.remind(advice, by=cast.steering, at=later)
    with pytest.raises(Refused):
        operations.conclude_no_response(advice, by=cast.contact, at=later)
    operations.conclude_no_response(advice, by=cast.steering, at=later)
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.ANSWERED
    assert Letter.objects.get().silent
    assert told(Kind.NO_RESPONSE) == {("group", False), ("members", True)}


def test_pages_open_for_who_may_and_are_not_there_for_others(cast: Cast, advice: Advice, client: Client) -> None:
    for name in ("followup:respond", "followup:remind", "followup:no-response"):
        address = reverse(name, args=[advice.trajectory.slug])
        for kind, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                assert client.get(address).status_code == (200 if kind in ACCESS[name] else 404), (name, kind)
        client.logout()
        assert client.get(address).status_code == 302


def test_an_advice_that_was_not_delivered_has_no_page_to_answer(cast: Cast, client: Client) -> None:
    assert client.get(reverse("door", args=[mint(cast.office)])).status_code == 404


def test_support_enters_a_letter(cast: Cast, advice: Advice, client: Client) -> None:
    client.force_login(cast.support)
    address = reverse("followup:respond", args=[advice.trajectory.slug])
    said = {f"answer-{each.pk}": "partly" for each in advice.recommendations.all()}
    assert client.post(address, said | {"act": "send"}).status_code == 200
    assert client.post(address, said | {"act": "send", "on_behalf_of": "Het college"}).status_code == 302
    assert answers([advice])[advice.pk] == ["partly"] * 3


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


def test_attack_08_under_embargo_nobody_outside_reads_of_a_reminder_or_an_answer(cast: Cast, advice: Advice) -> None:
    Delivery.objects.update(embargo_until=now() + timedelta(days=3))
    advice.delivery.refresh_from_db()
    operations.remind(advice, by=cast.steering, at=now())
    operations.respond(advice, replies=replies(advice), reference="", text="", by=cast.office, at=now())
    assert not advice.trajectory.entries.seen_by(Seen.PUBLIC, at=now()).exists()
    assert advice.trajectory.entries.seen_by(Seen.PUBLIC, at=now() + timedelta(days=3)).count() == 2


def test_the_public_time_line_names_no_official(cast: Cast, advice: Advice) -> None:
    operations.remind(advice, by=cast.steering, at=now())
    assert "Bureau Wethouder" not in advice.trajectory.entries.get().sentence(Seen.PUBLIC)


def test_the_adviser_comes_by_their_own_link_to_what_is_not_public_yet(cast: Cast, advice: Advice) -> None:
    operations.remind(advice, by=cast.steering, at=now())
    assert Message.objects.get(audience="adviser").link.purpose == Purpose.ADVISER


def test_support_concludes_and_reminds_by_name(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=9))
    client.force_login(cast.support)
    remind, conclude = (reverse(f"followup:{name}", args=[trajectory.slug]) for name in ("remind", "no-response"))
    assert client.post(remind).status_code == 200
    for _ in range(2):
        assert client.post(remind, {"on_behalf_of": cast.steering.name}).status_code == 302
    assert client.post(conclude).status_code == 200
    assert client.post(conclude, {"on_behalf_of": cast.steering.name}).status_code == 302
    assert advice.trajectory.entries.last().on_behalf_of == cast.steering.name
    assert Letter.objects.get().silent


def test_pages_about_an_answer_are_not_there_before_there_is_an_advice(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    slug = a_trajectory(Stage.WORKING).slug
    for name in ("respond", "remind", "no-response"):
        assert client.get(reverse(f"followup:{name}", args=[slug])).status_code == 404
