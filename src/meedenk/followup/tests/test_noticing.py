"""Everyone who contributed is asked what they notice; everyone reads numbers, and nobody who said what."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.agenda.models import Teller
from meedenk.agenda.operations.telling import stop_hearing
from meedenk.agenda.tests.factories import BY_POST, UNKNOWN, a_concern
from meedenk.common.refusal import Refused
from meedenk.followup.models import Check, Notice, Noticer, NoticeRound
from meedenk.followup.noticed import Noticed, noticed
from meedenk.followup.operations import checks, closing, noticing
from meedenk.gathering.models import Activity, Guest
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.tests.factories import a_member
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat

from .access import ACCESS
from .factories import a_commitment, agreed, an_answered_advice

AFTER = timedelta(days=40)


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    """Followed since a hundred days by the steering group, which has residents asked too; the first day is past."""
    at = now() - timedelta(days=100)
    advice = an_answered_advice(trajectory, by=cast.office)
    a_commitment(advice, by=cast.steering, at=at)
    agreed(advice, by=cast.steering, at=at)
    advice.trajectory.monitoring.asks_residents_since = at
    advice.trajectory.monitoring.save()
    Message.objects.all().delete()
    return advice


def asked(advice: Advice) -> NoticeRound:
    noticing.ask_residents(now())
    return NoticeRound.objects.get(trajectory=advice.trajectory)


def links(notice_round: NoticeRound) -> list[PersonalLink]:
    """The links of who was asked, each minted as when the mail goes."""
    mails = Message.objects.filter(kind=Kind.NOTICE_ASKED, about=notice_round.trajectory_id).order_by("pk")
    return [each.link for each in mails.select_related("link") if each.link]


def all_answer(advice: Advice, people: int, *answers: str, **more: Any) -> NoticeRound:
    """So many `people` were in the group and answer, in turn, with `answers`."""
    for _ in range(people - 2):
        a_seat(advice.trajectory, a_member())
    notice_round = asked(advice)
    found = links(notice_round)
    assert len(found) == people
    for number, link in enumerate(found):
        said = {"text": f"Zin {number}", "may_quote": True} | more
        noticing.tell_notice(notice_round, answer=answers[number % len(answers)], by=link, at=now(), **said)
    return notice_round


def test_everyone_who_contributed_is_asked_once_on_the_day(cast: Cast, advice: Advice) -> None:
    held = Activity.objects.create(trajectory=advice.trajectory, kind="meeting", title="Gesprek")
    Guest.objects.create(activity=held, name="Ervaringsdeskundige", email="gast@voorbeeld.nl")
    Guest.objects.create(activity=held, name="Zonder adres")
    root = a_concern()
    advice.trajectory.concerns.add(root)
    a_concern(state="merged", merged_into=root)
    for unheard in (UNKNOWN, BY_POST):
        advice.trajectory.concerns.add(a_concern(teller=unheard))
    for _ in range(2):
        noticing.ask_residents(now())
    assert told(Kind.NOTICE_ASKED) == {("contributors", False), ("tellers", False)}
    readers = Message.objects.values_list("email", flat=True)
    tellers = set(Teller.objects.exclude(email="").values_list("email", flat=True))
    expected = {cast.group_member.email, cast.contact.email, "gast@voorbeeld.nl"}
    assert sorted(readers) == sorted(expected | tellers)
    assert Noticer.objects.count() == 5
    assert advice.trajectory.entries.filter(kind=Kind.NOTICE_ASKED).count() == 1


def test_nobody_is_asked_when_nobody_turned_it_on_or_the_day_lies_before_it(cast: Cast, advice: Advice) -> None:
    monitoring = advice.trajectory.monitoring
    for since in (None, now()):
        monitoring.asks_residents_since = since
        monitoring.save()
        noticing.ask_residents(now())
    assert not NoticeRound.objects.exists()
    noticing.ask_residents(now() + timedelta(days=95))
    assert NoticeRound.objects.count() == 1


def test_nobody_is_asked_under_embargo_or_after_the_end(cast: Cast, advice: Advice) -> None:
    Delivery.objects.update(embargo_until=now() + timedelta(days=1))
    noticing.ask_residents(now())
    Delivery.objects.update(embargo_until=None)
    Trajectory.objects.update(stage=Stage.CLOSED, outcome="stopped")
    noticing.ask_residents(now())
    assert not NoticeRound.objects.exists()


def test_a_clock_that_was_down_asks_once(cast: Cast, advice: Advice) -> None:
    for day in (200, 201, 208):
        noticing.ask_residents(now() + timedelta(days=day))
    assert NoticeRound.objects.count() == 1


def test_one_person_answers_once_and_nothing_says_what_it_was(cast: Cast, advice: Advice) -> None:
    notice_round = asked(advice)
    link = links(notice_round)[0]
    noticing.tell_notice(notice_round, answer="yes", text=" Ja hoor. ", by=link, at=now())
    with pytest.raises(Refused, match="already"):
        noticing.tell_notice(notice_round, answer="no", by=link, at=now())
    notice = Notice.objects.get()
    assert (notice.answer, notice.text, notice.may_quote) == ("yes", "Ja hoor.", False)
    assert {field.name for field in Notice._meta.fields} == {
        "id", "notice_round", "answer", "text", "may_quote", "quoted",
    }  # fmt: skip
    entry = Entry.objects.filter(kind=Kind.NOTICE_TOLD).get()
    assert "Ja hoor" not in str(entry.facts)
    assert link.name not in entry.sentence(Seen.STAFF)
    assert link.email not in str(Noticer.objects.values())


def test_only_who_was_asked_answers_and_in_time(cast: Cast, advice: Advice) -> None:
    notice_round = asked(advice)
    for name, person in cast.items():
        if isinstance(person, PersonalLink):
            with pytest.raises(Refused):
                noticing.tell_notice(notice_round, answer="yes", by=person, at=now())
            assert not Notice.objects.exists(), name
    link = links(notice_round)[0]
    with pytest.raises(Refused, match="over"):
        noticing.tell_notice(notice_round, answer="yes", by=link, at=now() + AFTER)
    assert not Noticer.objects.filter(told=True).exists()


def test_numbers_are_public_from_five_answers_on_and_only_when_nobody_can_answer_any_more(
    cast: Cast, advice: Advice
) -> None:
    all_answer(advice, 5, "yes", "little", "no")
    assert noticed(advice.trajectory, on=localdate()) == []
    [found] = noticed(advice.trajectory, on=localdate() + AFTER)
    assert found.people == 5
    assert [many for _words, many in found.shares] == [2, 2, 1]
    page = Client().get(advice.trajectory.get_absolute_url())
    assert page.context["noticed"] == []


def test_attack_36_fewer_than_five_answers_are_not_shown_nor_their_number(cast: Cast, advice: Advice) -> None:
    notice_round = all_answer(advice, 4, "no")
    noticing.choose_quote(notice_round, Notice.objects.first(), by=cast.steering, at=now())
    [found] = noticed(advice.trajectory, on=localdate() + AFTER)
    assert found == Noticed(notice_round.due_on, 0, [])


def test_once_the_days_are_over_nothing_says_who_was_asked(cast: Cast, advice: Advice) -> None:
    all_answer(advice, 5, "yes")
    noticing.forget_who_was_asked(now())
    assert Noticer.objects.count() == 5
    noticing.forget_who_was_asked(now() + AFTER)
    assert not Noticer.objects.exists()
    assert Notice.objects.count() == 5


def test_everyone_reads_the_numbers_and_one_sentence_whose_writer_said_yes(cast: Cast, advice: Advice) -> None:
    notice_round = all_answer(advice, 6, "yes", text="Mijn <b>buurt</b> is veranderd")
    NoticeRound.objects.update(closes_on=localdate() - timedelta(days=1))
    first, second = Notice.objects.all()[:2]
    for each in (first, second):
        noticing.choose_quote(notice_round, each, by=cast.steering, at=now())
    assert Notice.objects.get(quoted=True) == second
    page = Client().get(advice.trajectory.get_absolute_url()).content.decode()
    assert page.count("Mijn &lt;b&gt;buurt&lt;/b&gt; is veranderd") == 1
    assert "buurt" not in str(list(Entry.objects.values_list("facts", flat=True)))
    noticing.choose_quote(notice_round, None, by=cast.steering, at=now())
    assert "buurt" not in Client().get(advice.trajectory.get_absolute_url()).content.decode()


def test_what_someone_keeps_to_who_follows_it_is_never_shown(cast: Cast, advice: Advice) -> None:
    notice_round = all_answer(advice, 5, "yes", may_quote=False)
    with pytest.raises(Refused, match="did not say"):
        noticing.choose_quote(notice_round, Notice.objects.first(), by=cast.steering, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(quoted=True)


def test_who_follows_it_arranges_it_and_nobody_else(cast: Cast, advice: Advice) -> None:
    trajectory = advice.trajectory
    notice_round = asked(advice)
    for name, person in cast.items():
        if name == "steering":
            continue
        with pytest.raises(Refused):
            noticing.arrange_notice(trajectory, asks=False, by=person, at=now())
        with pytest.raises(Refused):
            noticing.choose_quote(notice_round, None, by=person, at=now())
    trajectory.monitoring.refresh_from_db()
    assert trajectory.monitoring.asks_residents_since
    noticing.arrange_notice(trajectory, asks=False, by=cast.steering, at=now())
    noticing.arrange_notice(trajectory, asks=True, by=cast.support, at=now(), on_behalf_of="De stuurgroep")
    with pytest.raises(Refused, match="already"):
        noticing.arrange_notice(trajectory, asks=True, by=cast.steering, at=now())


def test_a_smaller_group_decides_about_it_itself(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_answered_advice(trajectory, by=cast.office)
    agreed(advice, by=cast.steering, members=[cast.contact.member])
    for person in (cast.group_member, cast.steering):
        for whose in ("", "Iemand"):
            with pytest.raises(Refused, match="follows"):
                noticing.arrange_notice(trajectory, asks=True, by=person, at=now(), on_behalf_of=whose)
    noticing.arrange_notice(trajectory, asks=True, by=cast.contact, at=now())


def test_the_page_behind_the_link_takes_one_answer(cast: Cast, advice: Advice, client: Client) -> None:
    notice_round = asked(advice)
    door = reverse("door", args=[mint(links(notice_round)[0])])
    assert "Iedereen bellen" in client.get(door).content.decode()
    assert client.post(door, {"answer": "yes", "may_quote": "on"}).status_code == 200
    assert not Notice.objects.exists()
    assert client.post(door, {"answer": "little", "text": "<script>x</script>"})["Location"] == door
    page = client.get(door).content.decode()
    assert 'name="answer"' not in page
    client.post(door, {"answer": "yes"})
    assert Notice.objects.get().answer == "little"


def test_a_teller_answers_behind_their_own_link_until_they_stop(cast: Cast, advice: Advice, client: Client) -> None:
    concern = a_concern()
    advice.trajectory.concerns.add(concern)
    asked(advice)
    mail = Message.objects.get(audience="tellers")
    assert (mail.link.purpose, mail.link.about, mail.address) == ("teller", concern.pk, "merken")
    door = reverse("door-page", args=[mint(mail.link), "merken"])
    assert client.post(door, {"answer": "no"}).status_code == 302
    assert Notice.objects.get().answer == "no"
    stop_hearing(concern, by=None, at=now())
    assert not Message.objects.filter(email=mail.email).exists()
    assert client.get(door).status_code == 404


def test_attack_07_a_teller_of_something_else_is_asked_nothing(cast: Cast, advice: Advice, client: Client) -> None:
    concern = a_concern()
    advice.trajectory.concerns.add(concern)
    other = a_concern()
    notice_round = asked(advice)
    stranger = PersonalLink.objects.get(pk=Message.objects.get(audience="tellers").link_id)
    PersonalLink.objects.filter(pk=stranger.pk).update(about=other.pk)
    stranger.refresh_from_db()
    with pytest.raises(Refused):
        noticing.tell_notice(notice_round, answer="yes", by=stranger, at=now())
    page = client.get(reverse("door-page", args=[mint(stranger), "merken"])).content.decode()
    assert advice.trajectory.title not in page


def test_the_page_of_who_follows_it(cast: Cast, advice: Advice, client: Client) -> None:
    all_answer(advice, 5, "yes")
    NoticeRound.objects.update(closes_on=localdate() - timedelta(days=1))
    address = reverse("followup:noticed", args=[advice.trajectory.slug])
    shown = Notice.objects.first()
    for name, person in cast.items():
        if isinstance(person, User):
            client.force_login(person)
            page = client.get(address)
            assert page.status_code == (200 if name in ACCESS["followup:noticed"] else 404), name
            if page.status_code == 200:
                assert len(page.context["said"]) == (5 if name == "steering" else 0), name
            quoted = client.post(reverse("followup:quote", args=[advice.trajectory.slug]), {"notice": shown.pk})
            assert quoted.status_code == (302 if name == "steering" else 404), name
    client.force_login(cast.steering)
    for wrong in ("", "x", "00000000-0000-0000-0000-000000000000"):
        quoted = client.post(reverse("followup:quote", args=[advice.trajectory.slug]), {"notice": wrong})
        assert quoted.status_code == 404
    assert client.post(address, {"act": "stop"}).status_code == 302
    advice.trajectory.monitoring.refresh_from_db()
    assert advice.trajectory.monitoring.asks_residents_since is None
    assert shown.text in Client().get(advice.trajectory.get_absolute_url()).content.decode()


def test_it_is_turned_on_where_is_agreed_who_follows_it(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = an_answered_advice(trajectory, by=cast.office)
    client.force_login(cast.steering)
    form = {"owner": "steering", "what": "Of er gebeld wordt.", "days": [], "residents": "on"}
    assert client.post(reverse("followup:monitoring", args=[advice.trajectory.slug]), form).status_code == 302
    assert trajectory.monitoring.asks_residents_since


def test_the_final_account_begins_with_what_residents_notice(cast: Cast, advice: Advice) -> None:
    all_answer(advice, 5, "yes")
    begun = closing.from_the_log(advice.trajectory, on=localdate() + AFTER)
    assert "Ja, ik merk het: 5" in begun["residents_notice"]


def test_asking_residents_asks_the_executor_no_less(cast: Cast, advice: Advice) -> None:
    asked(advice)
    checks.ask_checks(now())
    assert Check.objects.count() == 1


@pytest.mark.parametrize("rounds", [1, 3])
def test_it_is_read_in_as_many_queries_however_often_was_asked(cast: Cast, advice: Advice, rounds: int) -> None:
    for number in range(rounds):
        day = localdate() - timedelta(days=50 + number)
        made = NoticeRound.objects.create(trajectory=advice.trajectory, due_on=day, asked_at=now(), closes_on=day)
        Notice.objects.bulk_create(Notice(notice_round=made, answer="yes") for _ in range(6))
    with CaptureQueriesContext(connection) as queries:
        assert len(noticed(advice.trajectory, on=localdate())) == rounds
    assert len(queries) == 3
