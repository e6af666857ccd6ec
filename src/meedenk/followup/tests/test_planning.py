"""The office chooses a day: until then nobody but the office and staff reads the answer, and then everyone does."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from meedenk.accounts.models import User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import moment
from meedenk.followup.models import Letter, Response
from meedenk.followup.operations import planning, responding
from meedenk.followup.queries import answers, fingerprint, given_letter
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.site.waiting.desk import waits_at_desk
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .factories import a_delivered_advice, replies, typed

SECRET = "Omdat het geheim nog even blijft."


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    return a_delivered_advice(trajectory)


def written(advice: Advice, on_behalf_of: str = "", at: datetime | None = None) -> Letter:
    return responding.keep_draft(
        advice, replies=replies(advice, reason=SECRET), reference="", text="", at=at or now(), on_behalf_of=on_behalf_of
    )


def plan(advice: Advice, *, by: Any, days: int = 10, on_behalf_of: str = "") -> Letter:
    letter = written(advice, on_behalf_of)
    on = localdate() + timedelta(days=days)
    return planning.plan_response(advice, on=on, seen=fingerprint(letter), by=by, at=now())


def the_day(letter: Letter) -> datetime:
    assert letter.goes_out_at
    return letter.goes_out_at


def kinds(trajectory: Trajectory) -> list[str]:
    return list(trajectory.entries.values_list("kind", flat=True))


def test_it_waits_for_the_morning_of_that_day_and_the_steering_group_knows(cast: Cast, advice: Advice) -> None:
    letter = plan(advice, by=cast.office)
    chosen = localtime(the_day(letter))
    assert (chosen.date(), chosen.hour) == (localdate() + timedelta(days=10), 9)
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.DELIVERED
    assert kinds(advice.trajectory) == [Kind.RESPONSE_PLANNED]
    told = Message.objects.get()
    assert (told.kind, told.audience, told.digest, told.email) == (
        Kind.RESPONSE_PLANNED,
        "steering",
        True,
        cast.steering.email,
    )
    assert SECRET not in told.body


def test_the_clock_makes_it_public_once_and_then_the_mails_go(cast: Cast, advice: Advice) -> None:
    letter = plan(advice, by=cast.office)
    planning.publish_planned_responses(the_day(letter) - timedelta(seconds=1))
    assert given_letter(advice) is None
    for hours in (0, 1, 200):
        planning.publish_planned_responses(the_day(letter) + timedelta(hours=hours))
    assert answers([advice])[advice.pk] == ["adopted", "partly", "awaiting"]
    assert kinds(advice.trajectory) == [Kind.RESPONSE_PLANNED, Kind.RESPONSE_RECEIVED]
    told = set(Message.objects.filter(kind=Kind.RESPONSE_RECEIVED).values_list("audience", "digest"))
    assert told == {("group", False), ("adviser", False), ("members", True)}


def test_a_clock_that_stood_still_does_it_when_it_runs_again(cast: Cast, advice: Advice) -> None:
    letter = plan(advice, by=cast.office)
    late = the_day(letter) + timedelta(days=9)
    planning.publish_planned_responses(late)
    found = given_letter(advice)
    assert found
    assert found.received_at == late


def test_it_becomes_public_also_when_the_link_of_the_office_has_ended(cast: Cast, advice: Advice) -> None:
    letter = plan(advice, by=cast.office)
    type(cast.office).objects.filter(pk=cast.office.pk).update(expires_at=now())
    planning.publish_planned_responses(the_day(letter))
    assert given_letter(advice)


def test_only_the_office_plans_and_takes_back_and_support_by_name(cast: Cast, advice: Advice) -> None:
    for act in (lambda by: plan(advice, by=by), lambda by: planning.call_back(advice, by=by, at=now())):
        for name, person in cast.items():
            if name not in {"office", "support"}:
                with pytest.raises(Refused):
                    act(person)
    with pytest.raises(Refused, match="behalf"):
        plan(advice, by=cast.support)
    assert not Letter.objects.exclude(goes_out_at=None).exists()
    plan(advice, by=cast.support, on_behalf_of="Het college")
    assert advice.trajectory.entries.get().on_behalf_of == "Het college"
    letter = planning.call_back(advice, by=cast.support, at=now())
    assert letter.goes_out_at is None


@pytest.mark.parametrize("days", [-1, 0, 57, 4000])
def test_a_day_that_has_passed_or_is_very_far_is_refused(cast: Cast, advice: Advice, days: int) -> None:
    with pytest.raises(Refused, match="Choose a day"):
        plan(advice, by=cast.office, days=days)
    assert not Letter.objects.exclude(goes_out_at=None).exists()


def test_what_misses_is_refused_before_it_waits(cast: Cast, advice: Advice) -> None:
    said = replies(advice, ("adopted", "", "later"))
    letter = responding.keep_draft(advice, replies=said, reference="", text="", at=now())
    with pytest.raises(Refused, match="each recommendation"):
        planning.plan_response(
            advice, on=localdate() + timedelta(days=2), seen=fingerprint(letter), by=cast.office, at=now()
        )
    with pytest.raises(Refused, match="Is it right"):
        planning.plan_response(advice, on=localdate() + timedelta(days=2), seen="anders", by=cast.office, at=now())


def test_while_it_waits_nobody_changes_it_by_accident(cast: Cast, advice: Advice) -> None:
    plan(advice, by=cast.office)
    with pytest.raises(Refused, match="Take it back first"):
        written(advice)
    assert set(Response.objects.values_list("reason", flat=True)) == {SECRET}


def test_taken_back_it_is_a_draft_and_no_clock_sends_it(cast: Cast, advice: Advice) -> None:
    letter = plan(advice, by=cast.office)
    planning.call_back(advice, by=cast.office, at=now())
    planning.publish_planned_responses(the_day(letter))
    assert given_letter(advice) is None
    assert kinds(advice.trajectory) == [Kind.RESPONSE_PLANNED, Kind.RESPONSE_CALLED_BACK]
    told = Message.objects.get(kind=Kind.RESPONSE_CALLED_BACK)
    assert (told.audience, told.digest) == ("steering", True)
    written(advice)
    with pytest.raises(Refused, match="does not wait"):
        planning.call_back(advice, by=cast.office, at=now())


def test_another_day_takes_the_place_of_the_first(cast: Cast, advice: Advice) -> None:
    first = plan(advice, by=cast.office, days=3)
    on = localdate() + timedelta(days=8)
    second = planning.plan_response(advice, on=on, seen=fingerprint(first), by=cast.office, at=now())
    planning.publish_planned_responses(the_day(first))
    assert given_letter(advice) is None
    planning.publish_planned_responses(the_day(second))
    assert given_letter(advice)


def test_sent_at_once_after_all_it_is_public_and_not_twice(cast: Cast, advice: Advice) -> None:
    letter = plan(advice, by=cast.office)
    responding.respond(advice, seen=fingerprint(letter), by=cast.office, at=now())
    planning.publish_planned_responses(the_day(letter) + timedelta(days=1))
    assert kinds(advice.trajectory) == [Kind.RESPONSE_PLANNED, Kind.RESPONSE_RECEIVED]


def test_who_is_ready_is_not_reminded_and_not_called_silent(cast: Cast, advice: Advice) -> None:
    Delivery.objects.update(due_on=localdate() - timedelta(days=1))
    plan(advice, by=cast.office)
    advice = Advice.objects.get(pk=advice.pk)
    responding.announce_responses_due(now())
    responding.remind_of_responses(now() + timedelta(days=2))
    assert kinds(advice.trajectory) == [Kind.RESPONSE_PLANNED]
    for act in (responding.remind, responding.conclude_no_response):
        with pytest.raises(Refused, match="becomes public by itself"):
            act(advice, by=cast.steering, at=now())
    assert not [wait for wait in waits_at_desk(at=now()) if "answer" in wait.title]


@pytest.mark.parametrize("on", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29)])
def test_nine_in_the_morning_is_nine_in_summer_in_winter_and_on_the_29th_of_february(
    cast: Cast, advice: Advice, on: date
) -> None:
    at = datetime.combine(on - timedelta(days=3), datetime.min.time(), tzinfo=now().tzinfo)
    seen = fingerprint(written(advice, "Het college", at))
    letter = planning.plan_response(advice, on=on, seen=seen, by=cast.support, at=at)
    assert localtime(the_day(letter)).isoformat()[:16] == f"{on}T09:00"


def test_attack_08_until_that_day_it_is_nowhere(cast: Cast, advice: Advice, client: Client) -> None:
    letter = plan(advice, by=cast.office)
    slug = advice.trajectory.slug
    addresses = [
        advice.get_absolute_url(),
        advice.trajectory.get_absolute_url(),
        "/",
        "/adviezen/feed/",
        "/verantwoording/",
        "/verantwoording/aanbevelingen/",
        reverse("trajectories:workspace", args=[slug]),
        reverse("followup:planned", args=[slug]),
        reverse("followup:letter", args=[advice.number]),
    ]
    for name in ("outsider", "ended", "member", "group_member", "contact"):
        person = getattr(cast, name)
        client.logout()
        if isinstance(person, User):
            client.force_login(person)
        for address in addresses:
            page = client.get(address).content.decode()
            assert SECRET not in page, (name, address)
            assert moment(the_day(letter)) not in page, (name, address)
    assert not advice.trajectory.entries.seen_by(Seen.MEMBERS, at=now()).exists()
    by_link = client.get(reverse("door", args=[mint(cast.adviser)])).content.decode()
    assert SECRET not in by_link


def test_staff_read_it_from_the_overview(cast: Cast, advice: Advice, client: Client) -> None:
    address = reverse("followup:planned", args=[advice.trajectory.slug])
    client.force_login(cast.steering)
    assert client.get(address).status_code == 404
    plan(advice, by=cast.office)
    for name, person in cast.items():
        if isinstance(person, User):
            client.force_login(person)
            found = client.get(address)
            assert found.status_code == (200 if name in {"steering", "support"} else 404), name
            overview = client.get(reverse("trajectories:workspace", args=[advice.trajectory.slug])).content.decode()
            assert (address in overview) is (name in {"steering", "support"}), name
            assert (SECRET in found.content.decode()) is (name in {"steering", "support"})


def test_the_office_chooses_a_day_takes_it_back_and_sends_it_by_its_link(
    cast: Cast, advice: Advice, client: Client
) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    token = mint(cast.office)
    form, look = reverse("door", args=[token]), reverse("door-page", args=[token, "klopt"])
    client.post(form, typed(advice, reason=SECRET) | {"act": "send"})
    seen = {"seen": fingerprint(Letter.objects.get())}
    page = client.post(look, seen | {"when": "day", "on": ""}).content.decode()
    assert 'id="id_on_error"' in page
    page = client.post(look, seen | {"when": "day", "on": "2020-01-01"}).content.decode()
    assert "still to come" in page
    on = localdate() + timedelta(days=5)
    assert client.post(look, seen | {"when": "day", "on": on.isoformat()})["Location"] == form
    page = client.get(form).content.decode()
    assert "The answer is ready" in page
    assert SECRET in page
    page = client.post(form, typed(advice, reason="Iets anders.") | {"act": "keep"}).content.decode()
    assert "Iets anders." in page
    assert "Take it back first" in page
    assert f'value="{on.isoformat()}"' in client.get(look).content.decode()
    assert client.post(form, {"act": "back"})["Location"] == form
    assert 'name="act" value="send"' in client.get(form).content.decode()
    assert client.post(look, seen | {"when": "now"})["Location"] == form
    assert given_letter(advice)


def test_support_chooses_a_day_for_a_letter_on_paper(cast: Cast, advice: Advice, client: Client) -> None:
    written(advice, "Het college")
    client.force_login(cast.support)
    look = reverse("followup:look", args=[advice.trajectory.slug])
    on = localdate() + timedelta(days=5)
    seen = {"seen": fingerprint(Letter.objects.get()), "when": "day", "on": on.isoformat()}
    assert client.post(look, seen).status_code == 302
    assert localdate(the_day(Letter.objects.get())) == on


def test_while_it_waits_the_steering_group_is_not_asked_to_conclude_or_remind(
    cast: Cast, advice: Advice, client: Client
) -> None:
    Delivery.objects.update(due_on=localdate() - timedelta(days=30))
    for days in (0, 30):
        late = Advice.objects.get(pk=advice.pk)
        responding.remind(late, by=cast.steering, at=now() + timedelta(days=days))
    plan(advice, by=cast.office)
    client.force_login(cast.steering)
    page = client.get(reverse("trajectories:workspace", args=[advice.trajectory.slug]))
    buttons = {button.address.rstrip("/").rpartition("/")[2]: button for button in page.context["choices_now"].buttons}
    assert "herinneren" not in buttons
    assert not buttons["geen"].first
    assert [need.name for need in buttons["geen"].missing] == ["no-answer-ready"]
