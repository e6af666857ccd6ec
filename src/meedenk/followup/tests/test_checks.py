"""We ask how it is going, and everyone reads the answer or the silence."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Cast
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.agenda.tests.factories import a_concern
from meedenk.common.refusal import Refused
from meedenk.followup.models import Check, Commitment
from meedenk.followup.operations import checks, monitoring
from meedenk.followup.operations.checks import Told
from meedenk.followup.queries import progress
from meedenk.gathering.tests.factories import a_pdf
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.models import Term
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .factories import a_commitment, a_promise, agreed, an_answered_advice

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    """Answered, promised and followed since a hundred days ago, so that the first question is due today."""
    at = now() - timedelta(days=100)
    advice = an_answered_advice(trajectory, by=cast.office)
    a_commitment(advice, by=cast.steering, at=at)
    agreed(advice, by=cast.steering, at=at)
    Message.objects.all().delete()
    return advice


def asked(advice: Advice, at: datetime | None = None) -> Check:
    checks.ask_checks(at or now())
    return Check.objects.get(commitment__trajectory=advice.trajectory)


def tell(check: Check, state: str = "under-way", *, by: Any, at: datetime | None = None, **more: Any) -> Check:
    return checks.answer_check(check, Told(state, **more), by=by, at=at or now())


def test_on_the_day_the_executor_is_asked_once(cast: Cast, advice: Advice) -> None:
    for _ in range(3):
        checks.ask_checks(now())
    assert told(Kind.CHECK_ASKED) == {("executor", False)}
    mail = Message.objects.get(kind=Kind.CHECK_ASKED)
    assert "Iedereen bellen" in mail.body
    assert advice.trajectory.entries.filter(kind=Kind.CHECK_ASKED).count() == 1


def test_one_executor_with_three_promises_gets_one_mail(cast: Cast, advice: Advice) -> None:
    for text in ("Een loket openen", "Een brief sturen"):
        a_commitment(advice, by=cast.steering, at=now() - timedelta(days=50), text=text)
    Message.objects.all().delete()
    checks.ask_checks(now())
    assert Check.objects.count() == 3
    assert Message.objects.count() == 1


def test_what_was_promised_after_the_day_is_asked_on_the_next_day(cast: Cast, advice: Advice) -> None:
    a_commitment(advice, by=cast.steering, text="Een loket openen")
    checks.ask_checks(now())
    assert Check.objects.count() == 1
    checks.ask_checks(now() + timedelta(days=90))
    assert Check.objects.count() == 3


def test_what_is_done_or_will_not_be_done_is_not_asked_again(cast: Cast, advice: Advice) -> None:
    tell(asked(advice), "dropped", text="Er is geen geld.", by=cast.executor)
    checks.ask_checks(now() + timedelta(days=90))
    assert Check.objects.count() == 1


def test_everyone_reads_the_answer_and_who_contributed_hears_only_what_is_new(cast: Cast, advice: Advice) -> None:
    advice.trajectory.concerns.add(a_concern())
    tell(asked(advice), "stuck", text="Wij wachten.", by=cast.executor)
    assert told(Kind.CHECK_ANSWERED) == {("owner", True), ("group", True), ("contributors", True), ("tellers", True)}
    owners = Message.objects.filter(kind=Kind.CHECK_ANSWERED, audience="owner").values_list("email", flat=True)
    assert set(owners) == {cast.steering.email}
    entry = advice.trajectory.entries.last()
    assert entry.sentence(Seen.PUBLIC) == "Iedereen bellen: Het zit vast."
    Message.objects.all().delete()
    later = now() + timedelta(days=90)
    checks.ask_checks(later)
    again = Check.objects.latest("due_on")
    executor = cast.executor
    PersonalLink.objects.update(expires_at=later + timedelta(days=9))
    executor.refresh_from_db()
    tell(again, "stuck", text="Nog steeds.", by=executor, at=later)
    assert told(Kind.CHECK_ANSWERED) == {("owner", True)}


def test_attack_08_under_embargo_only_the_group_and_who_follows_it_hear_how_it_is_going(
    cast: Cast, advice: Advice
) -> None:
    advice.trajectory.concerns.add(a_concern())
    check = asked(advice)
    Delivery.objects.update(embargo_until=now() + timedelta(days=3))
    tell(check, "stuck", text="Nog geheim.", by=cast.executor)
    assert told(Kind.CHECK_ANSWERED) == {("owner", True), ("group", True)}
    assert not Message.objects.filter(kind=Kind.CHECK_ANSWERED, user=None).exists()


def test_only_the_executor_answers_and_support_by_name(cast: Cast, advice: Advice) -> None:
    check = asked(advice)
    for name, person in cast.items():
        if name == "executor":
            continue
        with pytest.raises(Refused):
            tell(check, by=person)
    checks.answer_check(check, Told("done"), by=cast.support, at=now(), on_behalf_of="De afdeling")
    with pytest.raises(Refused, match="already"):
        tell(check, "dropped", text="Toch niet.", by=cast.executor)
    check.refresh_from_db()
    assert check.state == "done"


@pytest.mark.parametrize("state", Check.EXPLAINED)
def test_what_goes_wrong_is_told_in_a_sentence(cast: Cast, advice: Advice, state: str) -> None:
    with pytest.raises(Refused, match="one sentence"):
        tell(asked(advice), state, text="  ", by=cast.executor)
    assert not Check.objects.exclude(state="").exists()


def test_after_some_weeks_the_silence_is_public_once(cast: Cast, advice: Advice) -> None:
    asked(advice)
    for day in (27, 28, 29, 60):
        checks.mark_stale_checks(now() + timedelta(days=day))
    assert advice.trajectory.entries.filter(kind=Kind.CHECK_STALE).count() == 1
    assert told(Kind.CHECK_STALE) == {("owner", True)}
    [found] = progress(advice.trajectory)
    assert found.state == "silent"


def test_a_late_answer_is_still_an_answer(cast: Cast, advice: Advice) -> None:
    check = asked(advice)
    checks.mark_stale_checks(now() + timedelta(days=29))
    tell(check, "done", by=cast.executor)
    [found] = progress(advice.trajectory)
    assert found.state == "done"


def test_a_changed_commitment_takes_the_open_question_with_it(cast: Cast, advice: Advice) -> None:
    old = asked(advice).commitment
    monitoring.change_commitment(old, a_promise(advice, text="Anders"), reason="Nieuw", by=cast.steering, at=now())
    assert Check.objects.get().commitment.text == "Anders"
    checks.ask_checks(now())
    assert Check.objects.count() == 1


def test_the_smaller_group_hears_it_and_when_its_terms_end_the_steering_group(
    cast: Cast, trajectory: Trajectory
) -> None:
    at = now() - timedelta(days=100)
    advice = an_answered_advice(trajectory, by=cast.office)
    a_commitment(advice, by=cast.steering, at=at)
    trajectory.seats.update(since=localdate(at))
    agreed(advice, by=cast.steering, at=at, members=[cast.contact.member])
    check = asked(advice)
    tell(check, "under-way", by=cast.executor)
    owner = Message.objects.filter(kind=Kind.CHECK_ANSWERED, audience="owner")
    assert owner.get().email == cast.contact.email
    Message.objects.all().delete()
    Term.objects.filter(member=cast.contact.member).update(until=localdate())
    later = now() + timedelta(days=90)
    checks.ask_checks(later)
    checks.mark_stale_checks(later + timedelta(days=30))
    assert owner.model.objects.get(kind=Kind.CHECK_STALE).email == cast.steering.email


def test_the_page_behind_the_link_takes_the_answer_and_a_file(
    cast: Cast, advice: Advice, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    check, door = asked(advice), reverse("door", args=[mint(cast.executor)])
    assert f'name="check" value="{check.pk}"' in client.get(door).content.decode()
    given = {"check": check.pk, f"check-{check.pk}-state": "stuck"}
    assert client.post(door, given).status_code == 200
    given |= {
        f"check-{check.pk}-text": "<script>alert(1)</script>",
        f"check-{check.pk}-upload": SimpleUploadedFile("foto.pdf", a_pdf()),
    }
    assert client.post(door, given)["Location"] == door
    assert f'name="check" value="{check.pk}"' not in client.get(door).content.decode()
    page = Client().get(advice.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    file = reverse("followup:evidence", args=[advice.number, check.pk])
    assert file in page
    response = Client().get(file)
    assert b"".join(response.streaming_content) == a_pdf()
    assert response["Content-Disposition"].startswith("attachment")


def test_attack_25_what_is_no_document_is_not_kept(
    cast: Cast, advice: Advice, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    check, door = asked(advice), reverse("door", args=[mint(cast.executor)])
    bad = SimpleUploadedFile("bewijs.pdf", b"<script>alert(1)</script>")
    given = {"check": check.pk, f"check-{check.pk}-state": "done", f"check-{check.pk}-upload": bad}
    assert client.post(door, given).status_code == 200
    assert not Check.objects.exclude(state="").exists()
    assert not default_storage.exists("bewijs")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x"])
def test_attack_24_only_web_links_are_kept(cast: Cast, advice: Advice, client: Client, link: str) -> None:
    check, door = asked(advice), reverse("door", args=[mint(cast.executor)])
    given = {"check": check.pk, f"check-{check.pk}-state": "done", f"check-{check.pk}-link": link}
    assert client.post(door, given).status_code == 200
    assert not Check.objects.exclude(state="").exists()


def test_attack_15_the_link_of_another_subject_or_person_answers_nothing(
    cast: Cast, advice: Advice, client: Client
) -> None:
    Commitment.objects.update(email="ander@voorbeeld.nl")
    check = asked(advice)
    with pytest.raises(Refused, match="someone else"):
        tell(check, by=cast.executor)
    door = reverse("door", args=[mint(cast.executor)])
    client.post(door, {"check": check.pk, f"check-{check.pk}-state": "done"})
    check.refresh_from_db()
    assert check.state == ""


def test_support_writes_down_what_came_by_phone(cast: Cast, advice: Advice, client: Client) -> None:
    check = asked(advice)
    address = reverse("followup:check", args=[advice.trajectory.slug, check.commitment_id])
    client.force_login(cast.support)
    assert client.get(address).status_code == 200
    given = {f"check-{check.pk}-state": "under-way", f"check-{check.pk}-on_behalf_of": "Afdeling Wmo"}
    assert client.post(address, given).status_code == 302
    assert advice.trajectory.entries.last().on_behalf_of == "Afdeling Wmo"
    assert client.get(address).status_code == 404


def test_three_years_pass_and_each_question_goes_once_although_the_clock_was_down_for_a_week(
    cast: Cast, trajectory: Trajectory
) -> None:
    begun = datetime(2027, 11, 29, 9, tzinfo=AMSTERDAM)
    advice = an_answered_advice(trajectory, by=cast.office)
    a_commitment(advice, by=cast.steering, at=begun)
    agreed(advice, by=cast.steering, at=begun)
    down = range(90, 97)
    for day in range(3 * 366):
        at = datetime(2027, 11, 29, 2, 30, tzinfo=AMSTERDAM) + timedelta(days=day)
        if day not in down:
            for duty in (checks.ask_checks, checks.mark_stale_checks):
                duty(at)
    assert [str(check.due_on) for check in Check.objects.all()] == ["2028-02-29", "2028-05-29", "2028-11-29"]
    first = Check.objects.earliest("due_on")
    assert str(localdate(first.asked_at)) == "2028-03-05"
    kinds = list(advice.trajectory.entries.values_list("kind", flat=True))
    assert (kinds.count(Kind.CHECK_ASKED), kinds.count(Kind.CHECK_STALE)) == (3, 3)
    assert Message.objects.filter(kind=Kind.CHECK_ASKED).count() == 3


def test_when_the_clock_was_down_for_months_only_the_last_day_is_asked(cast: Cast, advice: Advice) -> None:
    checks.ask_checks(now() + timedelta(days=400))
    assert Check.objects.count() == 1


def test_nothing_is_asked_of_what_is_closed(cast: Cast, advice: Advice) -> None:
    Trajectory.objects.update(stage=Stage.CLOSED, outcome="stopped")
    checks.ask_checks(now())
    assert not Check.objects.exists()
