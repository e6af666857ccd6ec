"""A question from the municipality, from the public form to the desk of the steering group."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import invite, mint
from meedenk.common.guarding import _read, _stamp
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.models import Official
from meedenk.people.tests.factories import a_department, a_steering_member, an_official
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations import asking
from meedenk.trajectories.stages import Stage

from .factories import a_trajectory, told_whom

ASKED = {
    "title": "Mantelzorg & werk",
    "question": "Wat helpt mensen die zorgen en werken?",
    "name": "Eva Beleid",
    "email": "eva@gemeente.voorbeeld.nl",
    "department": "Wmo",
}


def a_form(**more: str) -> dict[str, str]:
    """What a person sends who took a minute to write."""
    opened = _stamp(now() - timedelta(minutes=1))
    return ASKED | {"department": "", "other_department": "Wmo", "opened": opened, "website": ""} | more


def test_a_question_waits_and_both_sides_know(cast: Cast) -> None:
    a_department("Wmo")
    at = now()
    wished = localdate(at) + timedelta(days=30)
    asked = asking.ask_question(**ASKED, wished_on=wished, by=None, at=at)
    assert (asked.stage, asked.slug, asked.address) == (
        Stage.ASKED,
        "mantelzorg-en-werk",
        "/trajecten/mantelzorg-en-werk/",
    )
    assert (asked.days_agreed, asked.days_given) == (42, 30)
    assert asked.department is not None
    entry = asked.entries.get()
    assert (entry.kind, entry.facts["department"], entry.on_behalf_of) == (Kind.QUESTION_ASKED, "Wmo", "Eva Beleid")
    assert told_whom(Kind.QUESTION_ASKED) == {
        ("steering", cast.steering.email, False),
        ("adviser", "eva@gemeente.voorbeeld.nl", False),
    }
    link = PersonalLink.objects.get(purpose=Purpose.ADVISER, about=asked.pk)
    assert link.expires_at == at + timedelta(days=60)


def test_the_same_title_twice_gets_its_own_address(rules: None) -> None:
    slugs = [asking.ask_question(**ASKED, by=None, at=now()).slug for _ in range(3)]
    assert slugs == ["mantelzorg-en-werk", "mantelzorg-en-werk-2", "mantelzorg-en-werk-3"]


def test_a_title_without_a_letter_has_an_address_too(rules: None) -> None:
    assert asking.ask_question(**ASKED | {"title": "🚲🚲"}, by=None, at=now()).slug == "vraag"
    long = asking.ask_question(**ASKED | {"title": "zorg " * 24}, by=None, at=now()).slug
    assert len(long) <= 60
    assert long.endswith("zorg")


def test_an_official_we_know_is_not_changed_by_what_a_stranger_fills_in(rules: None) -> None:
    known = an_official("Eva Echt", email="Eva@gemeente.voorbeeld.nl", phone="050 1")
    asked = asking.ask_question(**ASKED | {"name": "Iemand Anders"}, phone="06 666", by=None, at=now())
    known.refresh_from_db()
    assert (known.name, known.phone) == ("Eva Echt", "050 1")
    assert asked.advisers.get().official == known
    assert Official.objects.count() == 1


def test_a_day_in_the_past_cannot_be_wished(rules: None) -> None:
    with pytest.raises(Refused):
        asking.ask_question(**ASKED, wished_on=localdate(), by=None, at=now())
    assert not Trajectory.objects.exists()


def test_a_question_by_phone_names_who_wrote_it_down(cast: Cast) -> None:
    asked = asking.ask_question(**ASKED, by=cast.support, at=now())
    assert (asked.entries.get().by, asked.entries.get().on_behalf_of) == (cast.support, "Eva Beleid")


def test_anyone_asks_without_an_account_and_comes_to_their_own_page(client: Client, rules: None) -> None:
    answer = client.post(reverse("trajectories:ask"), a_form(title="Vervoer"), headers={"accept-language": "en"})
    assert answer.status_code == 302, answer.content.decode()
    assert client.get(answer.url).status_code == 200
    link = PersonalLink.objects.get(purpose=Purpose.ADVISER)
    page = client.get(reverse("door", args=[mint(link)]), headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "You are here" in page.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"website": "http://spam.example"},
        {"opened": ""},
        {"opened": "2026-01-01T00:00:00+00:00:forged"},
        {"email": "no address"},
        {"other_department": ""},
        {"title": "Kijk op www.kwaad.nl"},
    ],
)
def test_what_fails_a_check_keeps_its_text_and_can_be_sent_again(
    client: Client, rules: None, sent: dict[str, str]
) -> None:
    page = client.post(reverse("trajectories:ask"), a_form(question="Een lange vraag die blijft staan.", **sent))
    assert page.status_code == 200
    assert "Een lange vraag die blijft staan." in page.content.decode()
    assert not Trajectory.objects.exists()
    assert page.context["form"]["website"].value() == ""
    opened = page.context["form"]["opened"].value()
    assert _read(opened) is not None
    later = a_form(question="Een lange vraag die blijft staan.")
    assert client.post(reverse("trajectories:ask"), later).status_code == 302


def test_a_machine_is_too_quick(client: Client, rules: None) -> None:
    page = client.post(reverse("trajectories:ask"), a_form(opened=_stamp(now())))
    assert page.status_code == 200
    assert not Trajectory.objects.exists()


def test_attack_21_nobody_floods_the_steering_group_or_a_stranger_with_mail(client: Client, cast: Cast) -> None:
    address = reverse("trajectories:ask")
    statuses = [
        client.post(address, a_form(email=f"a{n}@x.nl"), headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code
        for n in range(7)
    ]
    assert statuses == [302] * 5 + [429] * 2
    assert Trajectory.objects.filter(stage=Stage.ASKED).count() == 5
    at = now()
    for _ in range(5):
        asking.ask_question(**ASKED, by=None, at=at)
    with pytest.raises(Refused):
        asking.ask_question(**ASKED, by=None, at=at)
    asking.ask_question(**ASKED, by=cast.support, at=at)
    asking.ask_question(**ASKED | {"email": "nog@een.nl"}, by=None, at=at)
    assert Message.objects.filter(kind=Kind.QUESTION_ASKED, audience="steering", digest=False).count() == 11
    assert Message.objects.filter(kind=Kind.QUESTION_ASKED, audience="steering", digest=True).count() == 1


def test_attack_19_the_receipt_carries_no_word_of_a_stranger(rules: None) -> None:
    text = "Win nu op www.kwaad.nl"
    asking.ask_question(**ASKED | {"question": text}, context=text, by=None, at=now())
    receipt = Message.objects.get(audience="adviser")
    assert "kwaad" not in receipt.subject + receipt.body + str(receipt.facts)


def test_more_is_asked_and_given_once(cast: Cast, client: Client) -> None:
    trajectory = a_trajectory(Stage.ASKED, adviser=an_official(email="adviseur@gemeente.nl"))
    at = now()
    asking.ask_for_more(trajectory, text="Voor wie is het?", by=cast.steering, at=at)
    assert told_whom(Kind.MORE_ASKED) == {("adviser", "adviseur@gemeente.nl", False)}
    link = PersonalLink.objects.get(purpose=Purpose.ADVISER, about=trajectory.pk)
    token = mint(link)
    assert (
        "Give your answer"
        in client.get(reverse("door", args=[token]), headers={"accept-language": "en"}).content.decode()
    )
    page = reverse("door-page", args=[token, "antwoord"])
    assert "Voor wie is het?" in client.get(page).content.decode()
    assert trajectory.entries.count() == 1
    assert client.post(page, {"text": "Voor iedereen."}).status_code == 302
    assert told_whom(Kind.MORE_GIVEN) == {("steering", cast.steering.email, False)}
    assert client.post(page, {"text": "Nog eens."}).status_code == 200
    assert trajectory.entries.filter(kind=Kind.MORE_GIVEN).count() == 1


@pytest.mark.parametrize(
    ("stage", "step", "coming"), [(Stage.ASKED, 1, 6), (Stage.STARTING, 3, 4), (Stage.DELIVERED, 6, 1)]
)
def test_the_adviser_sees_seven_steps_and_which_is_now(
    rules: None, client: Client, stage: Stage, step: int, coming: int
) -> None:
    trajectory = a_trajectory(stage, adviser=an_official())
    at = now()
    link = invite(Purpose.ADVISER, trajectory, email="e@g.nl", name="Eva", at=at, until=at + timedelta(days=9))
    page = client.get(reverse("door", args=[mint(link)]), headers={"accept-language": "en"}).content.decode()
    assert f"Step {step} of 7" in page
    assert page.count('class="is-now"') == 1
    assert page.count('class="is-next"') == coming
    assert page.count("thread-title") == 7


def test_attack_06_pages_about_a_question_are_for_staff(cast: Cast, client: Client) -> None:
    trajectory = a_trajectory(Stage.ASKED)
    pages = {
        reverse("trajectories:decision", args=[trajectory.slug]): {"steering", "support"},
        reverse("trajectories:more", args=[trajectory.slug]): {"steering", "support"},
        reverse("trajectories:ask-for"): {"support"},
    }
    for page, insiders in pages.items():
        assert client.get(page).status_code == 302
        for name in ("ended", "member", "group_member", "contact", "steering", "support"):
            client.force_login(getattr(cast, name))
            for answer in (client.get(page), client.post(page, {})):
                assert answer.status_code == (200 if name in insiders else 404), (page, name)
        client.logout()


def test_attack_07_a_link_of_one_question_opens_no_other(cast: Cast, client: Client) -> None:
    mine, other = (
        a_trajectory(Stage.ASKED, adviser=an_official()),
        a_trajectory(Stage.ASKED, title="Geheim van een ander"),
    )
    asking.ask_for_more(mine, text="Voor wie?", by=cast.steering, at=now())
    asking.ask_for_more(other, text="Voor wie?", by=cast.steering, at=now())
    link = PersonalLink.objects.get(purpose=Purpose.ADVISER, about=mine.pk)
    with pytest.raises(Refused):
        asking.give_more(other, text="Zomaar", by=link, at=now())
    page = client.post(reverse("door-page", args=[mint(link), "antwoord"]), {"text": "Ja", "trajectory": other.pk})
    assert page.status_code == 302
    assert not other.entries.filter(kind=Kind.MORE_GIVEN).exists()


def test_attack_10_a_form_sets_nothing_it_does_not_show(client: Client, rules: None) -> None:
    a_steering_member()
    form = a_form(stage="taken-up", slug="gekozen", outcome="advised", days_agreed="1", asked_on="2020-01-01")
    assert client.post(reverse("trajectories:ask"), form).status_code == 302
    asked = Trajectory.objects.get()
    assert (asked.stage, asked.outcome, asked.days_agreed, asked.asked_on) == (Stage.ASKED, "", 42, localdate())
    assert asked.slug != "gekozen"


def test_attack_01_what_a_stranger_writes_is_shown_as_text(client: Client, cast: Cast) -> None:
    bad = "<img src=x onerror=alert(1)>"
    trajectory = asking.ask_question(
        **ASKED | {"question": bad, "title": bad}, context=bad, agenda_item=bad, by=None, at=now()
    )
    link = PersonalLink.objects.get(purpose=Purpose.ADVISER, about=trajectory.pk)
    door = client.get(reverse("door", args=[mint(link)])).content.decode()
    client.force_login(cast.steering)
    for page in (door, client.get(reverse("trajectories:decision", args=[trajectory.slug])).content.decode()):
        assert "<img" not in page.replace('<img src="', "")
