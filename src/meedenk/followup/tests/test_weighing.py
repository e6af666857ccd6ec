"""The group weighs the response, and answers come later or change."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice
from meedenk.common.refusal import Refused
from meedenk.followup.models import EarlierAnswer, Letter, Response, Weighing
from meedenk.followup.operations import weighing
from meedenk.followup.operations.responding import Reply
from meedenk.followup.queries import answers
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .access import ACCESS
from .factories import an_answered_advice

PAGES = ("followup:weigh", "followup:answer-anew")


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    """The third recommendation is answered later."""
    return an_answered_advice(trajectory, by=cast.office)


def weigh(advice: Advice, verdict: str = "satisfied", *, by: Any, public: bool = False, **more: Any) -> Weighing:
    said = "Over de kosten vragen wij door."
    return weighing.weigh(advice.trajectory, verdict=verdict, text=said, public=public, by=by, at=now(), **more)


def later(advice: Advice) -> Response:
    return Response.objects.get(recommendation__advice=advice, answer="later")


def anew(response: Response, answer: str = "adopted", *, by: Any, reason: str = "Er is geld.", **more: Any) -> Response:
    given: dict[str, Any] = {"seen": response.changed_at, "at": now()} | more
    return weighing.answer_anew(response, Reply(answer, reason), by=by, **given)


def test_attack_32_a_button_that_is_pressed_twice_asks_on_once(cast: Cast, advice: Advice) -> None:
    said: dict[str, Any] = {"verdict": "ask-on", "text": "Waarom niet?", "public": False, "by": cast.contact}
    weighing.weigh(advice.trajectory, **said, at=now())
    with pytest.raises(Refused, match="a moment ago"):
        weighing.weigh(advice.trajectory, **said, at=now())
    assert Weighing.objects.count() == Message.objects.filter(kind=Kind.RESPONSE_WEIGHED).count() == 1
    weighing.weigh(advice.trajectory, **said, at=now() + timedelta(days=1))
    assert Weighing.objects.count() == 2


def test_who_asks_on_sends_the_office_a_link_to_answer(cast: Cast, advice: Advice, client: Client) -> None:
    weigh(advice, "ask-on", by=cast.group_member)
    assert told(Kind.RESPONSE_WEIGHED) == {("office", False)}
    mail = Message.objects.get(kind=Kind.RESPONSE_WEIGHED)
    assert "Over de kosten" in mail.body
    assert mail.address == "opnieuw"
    assert client.get(reverse("door-page", args=[mint(mail.link), mail.address])).status_code == 200


def test_of_who_did_not_answer_nothing_is_asked_on(cast: Cast, advice: Advice) -> None:
    Letter.objects.update(received_at=None, silent=True)
    said: dict[str, Any] = {"text": "Jammer.", "public": False, "by": cast.contact, "at": now()}
    with pytest.raises(Refused, match="No answer came"):
        weighing.weigh(advice.trajectory, verdict="ask-on", **said)
    assert not Weighing.objects.exists()
    assert not Message.objects.filter(kind=Kind.RESPONSE_WEIGHED).exists()
    weighing.weigh(advice.trajectory, verdict="partly", **said)
    assert Weighing.objects.exists()


def test_who_is_satisfied_sends_nobody_a_mail(cast: Cast, advice: Advice) -> None:
    weigh(advice, by=cast.contact)
    assert not Message.objects.filter(kind=Kind.RESPONSE_WEIGHED).exists()
    assert not advice.trajectory.entries.seen_by(Seen.PUBLIC, at=now()).filter(kind=Kind.RESPONSE_WEIGHED).exists()


def test_only_the_group_weighs_and_support_by_name(cast: Cast, advice: Advice) -> None:
    for name, person in cast.items():
        if name in {"group_member", "contact"}:
            continue
        with pytest.raises(Refused):
            weigh(advice, by=person)
    weigh(advice, by=cast.support, on_behalf_of="De groep")
    assert Weighing.objects.count() == 1


@pytest.mark.parametrize("public", [True, False])
def test_everyone_reads_it_only_when_the_group_wants_that(
    cast: Cast, advice: Advice, client: Client, *, public: bool
) -> None:
    weigh(advice, by=cast.contact, public=public)
    assert ("Over de kosten" in client.get(advice.get_absolute_url()).content.decode()) is public


def test_a_later_answer_comes_and_what_stood_there_stays_to_read(cast: Cast, advice: Advice, client: Client) -> None:
    anew(later(advice), by=cast.office)
    assert answers([advice])[advice.pk] == ["adopted", "partly", "adopted"]
    assert told(Kind.RESPONSE_CHANGED) == {("group", False), ("adviser", False), ("members", True)}
    old = EarlierAnswer.objects.get()
    assert old.answer == "later"
    page = client.get(advice.get_absolute_url()).content.decode()
    assert "Dit was het antwoord van" in page
    assert "Nieuw antwoord van het college" in page
    entry = advice.trajectory.entries.get(kind=Kind.RESPONSE_CHANGED)
    assert "recommendation 3" in entry.sentence(Seen.PUBLIC)


def test_an_answer_changes_twice_and_both_stay_to_read(cast: Cast, advice: Advice) -> None:
    response = anew(later(advice), by=cast.office)
    anew(response, "rejected", by=cast.office)
    assert list(EarlierAnswer.objects.values_list("answer", flat=True)) == ["adopted", "later"]


def test_only_the_office_answers_anew_and_support_by_name(cast: Cast, advice: Advice) -> None:
    response = later(advice)
    for name, person in cast.items():
        if name == "office":
            continue
        with pytest.raises(Refused):
            anew(response, by=person)
    anew(response, by=cast.support, on_behalf_of="Het college")
    assert EarlierAnswer.objects.count() == 1


def test_two_at_once_do_not_overwrite_each_other(cast: Cast, advice: Advice) -> None:
    mine, theirs = later(advice), later(advice)
    anew(mine, by=cast.office)
    with pytest.raises(Refused, match="while you wrote"):
        anew(theirs, "rejected", by=cast.office)
    assert Response.objects.get(pk=mine.pk).answer == "adopted"


@pytest.mark.parametrize(("answer", "reason"), [("later", "x"), ("", "x"), ("rejected", " "), ("partly", "")])
def test_what_says_nothing_new_is_refused(cast: Cast, advice: Advice, answer: str, reason: str) -> None:
    with pytest.raises(Refused):
        anew(later(advice), answer, by=cast.office, reason=reason)
    assert not EarlierAnswer.objects.exists()


def test_in_another_stage_nothing_is_answered_or_weighed(cast: Cast, advice: Advice) -> None:
    Trajectory.objects.update(stage=Stage.DELIVERED)
    advice.trajectory.refresh_from_db()
    with pytest.raises(Refused):
        weigh(advice, by=cast.contact)
    with pytest.raises(Refused):
        anew(later(advice), by=cast.office)
    assert not Weighing.objects.exists()


def test_what_would_come_later_is_asked_for_as_often_as_the_handbook_says(cast: Cast, advice: Advice) -> None:
    for day in (0, 55, 56, 57, 70, 112, 113, 300):
        weighing.ask_later_answers(now() + timedelta(days=day))
    assert advice.trajectory.entries.filter(kind=Kind.LATER_ASKED).count() == 2
    assert told(Kind.LATER_ASKED) == {("office", False)}
    assert Message.objects.filter(kind=Kind.LATER_ASKED).first().address == "opnieuw"


def test_what_was_answered_is_not_asked_for_any_more(cast: Cast, advice: Advice) -> None:
    anew(later(advice), by=cast.office)
    weighing.ask_later_answers(now() + timedelta(days=60))
    assert not Message.objects.filter(kind=Kind.LATER_ASKED).exists()


def test_the_page_behind_the_link_takes_one_answer(cast: Cast, advice: Advice, client: Client) -> None:
    page = reverse("door-page", args=[mint(cast.office), "opnieuw"])
    first = reverse("door", args=[page.split("/")[2]])
    assert page in client.get(first).content.decode()
    assert client.get(page).status_code == 200
    one = f"{page}?aanbeveling=3"
    assert client.post(one, {"answer": "rejected", "reason": ""}).status_code == 200
    assert client.post(one, {"answer": "rejected", "reason": "<i>Nee</i>", "seen": "onzin"})["Location"] == page
    assert "&lt;i&gt;Nee&lt;/i&gt;" in client.get(page).content.decode()
    again = client.post(one, {"answer": "adopted", "seen": ""})
    assert "terwijl je schreef" in again.content.decode()
    assert client.get(f"{page}?aanbeveling=99").status_code == 404


def test_attack_15_the_link_of_another_advice_answers_nothing_here(cast: Cast, advice: Advice) -> None:
    other = an_answered_advice()
    with pytest.raises(Refused):
        anew(later(other), by=cast.office)
    PersonalLink.objects.filter(pk=cast.office.pk).update(revoked_at=now())
    cast.office.refresh_from_db()
    with pytest.raises(Refused):
        anew(later(advice), by=cast.office)


def test_pages_open_for_who_may_and_are_not_there_for_others(cast: Cast, advice: Advice, client: Client) -> None:
    for name in PAGES:
        address = reverse(name, args=[advice.trajectory.slug])
        for kind, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                assert client.get(address).status_code == (200 if kind in ACCESS[name] else 404), (name, kind)
        client.logout()
        assert client.get(address).status_code == 302


def test_support_and_the_group_use_their_pages(cast: Cast, advice: Advice, client: Client) -> None:
    weighs, answers_anew = (reverse(name, args=[advice.trajectory.slug]) for name in PAGES)
    client.force_login(cast.contact)
    assert client.post(weighs, {"verdict": "partly", "text": "Het kan beter."}).status_code == 302
    client.force_login(cast.support)
    given = {"answer": "adopted", "on_behalf_of": "Het college"}
    assert client.post(f"{answers_anew}?aanbeveling=3", given).status_code == 302
    assert advice.trajectory.entries.last().on_behalf_of == "Het college"
