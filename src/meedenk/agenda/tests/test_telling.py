"""Anyone tells what goes wrong or what they worry about, and hears what becomes of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.agenda.mails import telling as mails
from meedenk.agenda.models import Concern, PaperLetter, Teller
from meedenk.agenda.operations import reading, telling
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told

from .factories import BY_POST, a_concern

pytestmark = pytest.mark.usefixtures("rules")

TEXT = "De dagbesteding belt altijd als ik voor de klas sta."
ABOUT: dict[str, Any] = {"kind": "problem", "text": TEXT, "via": "resident"}
REACHED = {"hears": "mail", "name": "Inwoner Ina", "email": "Ina@Voorbeeld.nl"}
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "a\x00b",
    "\u202eabc",
    "\U0001f600" * 50,
    "\u0130" * 30,
]


def typed(**more: Any) -> dict[str, Any]:
    """A form that was open for half a minute."""
    opened = Signer(salt="meedenk.guarding").sign((now() - timedelta(seconds=30)).isoformat())
    form = {"text": TEXT, "kind": "problem", "area": "", "opened": opened, "website": "", "organisation": ""}
    return form | {"name": "Inwoner Ina", "email": "ina@voorbeeld.nl", "postal": "", "hears": "mail"} | more


def test_a_resident_tells_without_an_account_and_has_a_receipt_with_their_own_page(client: Client) -> None:
    answer = client.post(reverse("agenda:tell"), typed())
    assert answer["Location"] == reverse("agenda:told")
    assert client.get(answer["Location"]).status_code == 200
    concern = Concern.objects.get()
    assert (concern.text, concern.state, concern.teller.via) == (TEXT, Concern.State.NEW, Teller.Via.RESIDENT)
    assert TEXT[:10] not in concern.title
    assert told(Kind.CONCERN_TOLD) == {("tellers", False)}
    message = Message.objects.get()
    assert (message.email, message.link.purpose, message.link.about) == ("ina@voorbeeld.nl", Purpose.TELLER, concern.pk)
    assert TEXT not in message.body + message.subject
    assert [entry.kind for entry in concern.entries.all()] == [Kind.CONCERN_TOLD]


def test_of_who_does_not_want_to_hear_nothing_is_kept(client: Client) -> None:
    client.post(reverse("agenda:tell"), typed(hears="nothing", organisation="Praktijk Jansen"))
    teller = Teller.objects.get()
    assert (teller.name, teller.organisation, teller.email, teller.postal, teller.user) == ("", "", "", "", None)
    assert teller.via == Teller.Via.PARTNER
    assert not Message.objects.exists()


def test_who_hears_by_post_gets_a_letter_that_support_can_print() -> None:
    reached = {"hears": "paper", "name": "Opa Ger", "postal": "Dorpsstraat 1", "email": "oude@mail.nl"}
    telling.tell(**ABOUT, **reached, by=None, at=now())
    teller = Teller.objects.get()
    assert (teller.email, teller.postal) == ("", "Dorpsstraat 1")
    assert PaperLetter.objects.get().teller == teller
    assert not Message.objects.exists()


def test_a_letter_on_paper_names_no_page_and_no_button(cast: Cast) -> None:
    concern = a_concern(teller=BY_POST)
    with translation.override("nl"):
        mails.receipt(concern, at=now())
        reading.set_aside(concern, reason="Hier gaan wij niet over.", by=cast.support, at=now())
    said = " ".join(PaperLetter.objects.values_list("body", flat=True))
    assert "Hier gaan wij niet over." in said
    assert "Je hoort van ons" in said
    assert not re.search("pagina|knop", said)


def test_a_member_who_is_signed_in_need_not_say_who_they_are(cast: Cast, client: Client) -> None:
    client.force_login(cast.member)
    assert 'name="email"' not in client.get(reverse("agenda:tell")).content.decode()
    opened = typed()["opened"]
    answer = client.post(reverse("agenda:tell"), {"text": TEXT, "kind": "subject", "opened": opened, "hears": "mail"})
    assert answer.status_code == 302
    teller = Teller.objects.get()
    assert (teller.via, teller.user, teller.email) == (Teller.Via.MEMBER, cast.member, cast.member.email)
    assert teller.concern.entries.get().by is None
    client.force_login(cast.ended)
    assert 'name="email"' in client.get(reverse("agenda:tell")).content.decode()


def test_an_organisation_tells_as_an_organisation(client: Client) -> None:
    client.post(reverse("agenda:tell"), typed(organisation="Voedselbank"))
    teller = Teller.objects.get()
    assert (teller.via, teller.organisation) == (Teller.Via.PARTNER, "Voedselbank")


def test_staff_write_down_what_came_by_phone_and_nobody_else_does(cast: Cast) -> None:
    for name, person in cast.items():
        if name in {"steering", "support"}:
            concern = telling.tell(**ABOUT | {"text": name}, **REACHED, channel="phone", by=person, at=now())
            entry = concern.entries.get()
            assert (entry.by, concern.teller.user, bool(entry.on_behalf_of)) == (person, None, True)
            assert "Ina" not in entry.on_behalf_of
        else:
            with pytest.raises(Refused):
                telling.tell(**ABOUT, **REACHED, channel="phone", by=person, at=now())
    assert Concern.objects.count() == 2


def test_the_page_of_support_keeps_it_and_shows_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    form = typed() | {"channel": "letter"}
    answer = client.post(reverse("agenda:tell-for"), form, follow=True)
    assert TEXT in answer.content.decode()
    assert client.post(reverse("agenda:tell-for"), form | {"channel": "page"}).status_code == 200
    assert Concern.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"text": ""}, {"email": ""}, {"name": ""}, {"hears": ""}, {"hears": "paper"}])
def test_what_is_missing_is_asked_and_what_was_typed_stays(client: Client, wrong: dict[str, str]) -> None:
    page = client.post(reverse("agenda:tell"), typed() | wrong)
    assert page.status_code == 200
    assert not Concern.objects.exists()
    if "text" not in wrong:
        assert TEXT in page.content.decode()


def test_the_page_says_what_happens_how_long_we_keep_it_and_that_one_can_stop(client: Client) -> None:
    page = client.get(reverse("agenda:tell")).content.decode()
    for sentence in ("12 maanden", "3 weken", "stoppen", "medische", "112"):
        assert sentence in page, sentence


@pytest.mark.parametrize("text", ["Koop nu op https://voorbeeld.nl", "www.casino.nl is leuk", "[url=x]y[/url]"])
def test_what_looks_like_advertising_waits_where_staff_can_read_it_and_nobody_gets_mail(text: str) -> None:
    concern = telling.tell(**ABOUT | {"text": text}, **REACHED, by=None, at=now())
    assert concern.state == Concern.State.DOUBTFUL
    assert not Message.objects.exists()


def test_the_same_again_and_too_much_of_one_address_is_doubted() -> None:
    states = [
        telling.tell(**ABOUT | {"text": text}, **REACHED, by=None, at=now()).state
        for text in ("een", "een", "twee", "drie", "vier")
    ]
    assert states == ["new", "doubtful", "new", "doubtful", "doubtful"]


def test_attack_21_after_some_from_one_place_the_rest_is_doubted_and_later_refused(client: Client) -> None:
    for number in range(30):
        answer = client.post(reverse("agenda:tell"), typed(text=f"{number}", email=f"i{number}@voorbeeld.nl"))
        assert answer.status_code == 302
    assert Concern.objects.filter(state="new").count() == 5
    late = client.post(reverse("agenda:tell"), typed(text="nog een"))
    assert late.status_code == 429
    assert "nog een" in late.content.decode()
    assert client.post(reverse("agenda:tell"), typed(text="x"), headers={"X-Forwarded-For": "1.2.3.4"}).status_code in {
        302,
        429,
    }


def test_a_machine_that_is_too_quick_or_fills_in_everything_is_asked_once_more(client: Client) -> None:
    assert client.post(reverse("agenda:tell"), typed(website="x")).status_code == 200
    quick = Signer(salt="meedenk.guarding").sign(now().isoformat())
    page = client.post(reverse("agenda:tell"), typed(opened=quick))
    assert page.status_code == 200
    assert TEXT in page.content.decode()
    assert not Concern.objects.exists()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_attack_30_strange_text_is_kept_or_refused_and_breaks_nothing(client: Client, hostile: str) -> None:
    answer = client.post(reverse("agenda:tell"), typed(text=hostile, name=hostile[:50]))
    assert answer.status_code in {200, 302}


def test_attack_19_a_name_writes_no_header_and_no_link_in_our_mail() -> None:
    name = "Ina\r\nBcc: allen@voorbeeld.nl http://kwaad.nl"
    telling.tell(**ABOUT, **REACHED | {"name": name}, by=None, at=now())
    message = Message.objects.get()
    assert "\n" not in message.subject
    assert "kwaad" not in message.body


def test_attack_10_a_form_sets_nothing_it_does_not_show(client: Client) -> None:
    client.post(reverse("agenda:tell"), typed(state="theme", heard="Stiekem", via="member", user=1, theme=1))
    concern = Concern.objects.get()
    assert (concern.state, concern.heard, concern.theme, concern.teller.via) == ("new", "", None, "resident")


def test_attack_22_nothing_is_told_by_get_or_without_a_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("agenda:tell"), typed()).status_code == 403
    assert strict.get(reverse("agenda:tell"), typed()).status_code == 200
    assert not Concern.objects.exists()


def test_attack_31_one_spelling_of_an_address_is_kept() -> None:
    telling.tell(**ABOUT, **REACHED, by=None, at=now())
    assert Teller.objects.get().email == "ina@voorbeeld.nl"
    assert not User.objects.filter(email="ina@voorbeeld.nl").exists()
    assert PersonalLink.objects.get().user is None
