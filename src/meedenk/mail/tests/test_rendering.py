"""What people read: who writes, what is asked, why they get it, how to stop."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from meedenk.accounts.models import Purpose
from meedenk.accounts.operations import link_for
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader
from meedenk.mail.rendering import message_id, plain_name, render

from .factories import a_message, a_user

pytestmark = pytest.mark.django_db
CALL = Letter(
    "Doe je mee? Mantelzorg",
    "Veel mensen zorgen voor een ander.\n\nWij zoeken <b>jou</b> & je buren.",
    facts=(("Hoeveel tijd", "3 uur per week"),),
    button="Geef je antwoord",
)


def mail_of(message: Message, **tokens: str):
    return render(message, [], {message.link_id: "teken"} if message.link_id else {}, at=now())


def test_a_call_reads_as_a_letter_in_both_parts(settings) -> None:
    at = now()
    reader = a_user("Marit Deelnemer")
    link = link_for(Purpose.CALL, reader, to=reader, at=at, until=at + timedelta(days=3))
    mail = mail_of(a_message(Reader.of(reader), letter=CALL, kind="call-opened", link=link))
    text, html = mail.body, mail.alternatives[0].content
    for part in (text, html):
        assert "Marit Deelnemer" in part
        assert "3 uur per week" in part
        assert "Geef je antwoord" in part
        assert f"{settings.BASE_URL}/p/teken/" in part
        assert f"{settings.BASE_URL}/post/stop/" in part
        assert f"{settings.BASE_URL}/mijn/post/" in part
    assert "<b>jou</b> &" in text
    assert "&lt;b&gt;jou&lt;/b&gt; &amp;" in html
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 72
    assert html.count("<a href") == 3


def test_calls_and_overviews_can_be_stopped_by_the_mail_program_and_nothing_else_can() -> None:
    user = a_user()
    for kind, stops in [("call-opened", True), ("call-reminded", True), ("digest", True), ("group-formed", False)]:
        headers = mail_of(a_message(Reader.of(user), kind=kind)).message()
        assert (headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") is stops
        assert bool(headers["List-Unsubscribe"]) is stops
        assert headers["Auto-Submitted"] == "auto-generated"
        assert headers["List-Id"]


def test_who_writes_is_the_house_and_answers_go_to_it(settings) -> None:
    headers = mail_of(a_message()).message()
    assert headers["From"].startswith(settings.HOUSE.name)
    assert headers["Reply-To"] == settings.HOUSE.email


def test_the_message_id_is_the_same_at_every_attempt() -> None:
    message = a_message()
    assert mail_of(message).message()["Message-ID"] == mail_of(message).message()["Message-ID"] == message_id(message)


def test_a_mail_is_in_the_language_of_its_reader() -> None:
    assert "Kind regards," in mail_of(a_message(Reader("a@voorbeeld.nl", "Ann", "en"))).body


@pytest.mark.parametrize(
    ("name", "inert"),
    [
        ("Anna\r\nBcc: iedereen@voorbeeld.nl", "Anna Bcc iedereen voorbeeld. nl"),
        ("Win! http://evil.example/x?y", "Win http evil. example x y"),
        ("[klik](https://evil.example)", "klik https evil. example"),
        ("<b>Bob</b><script>", "b Bob b script"),
        ("www.evil.nl", "www. evil. nl"),
        ("J.P. de Vries-O’Hara", "J.P. de Vries-O’Hara"),
        ("Zoë Ünal محمد", "Zoë Ünal محمد"),
    ],
)
def test_attack_19_a_name_is_inert_text(name: str, inert: str) -> None:
    assert plain_name(name) == inert
    mail = mail_of(a_message(Reader("lezer@voorbeeld.nl", name[:120])))
    header = mail.message()
    assert header["Bcc"] is None
    assert "evil.example" not in mail.body + mail.alternatives[0].content + header["To"]
    assert "<script" not in mail.alternatives[0].content


def test_attack_19_no_line_break_gets_into_a_header() -> None:
    mail = mail_of(a_message(letter=Letter("Nieuws\r\nBcc: iedereen@voorbeeld.nl", "Tekst")))
    assert mail.message()["Bcc"] is None
    assert mail.message()["Subject"] == "Nieuws Bcc: iedereen@voorbeeld.nl"


def test_attack_18_links_lead_to_our_own_address_whatever_host_was_asked(settings, client) -> None:
    message = a_message(letter=Letter("Nieuws", "Tekst", button="Lees"), address="/werk/onderwerp/")
    client.get("/", headers={"host": "127.0.0.1"})
    assert f"{settings.BASE_URL}/werk/onderwerp/" in mail_of(message).body


def test_attack_1_markup_in_every_field_stays_text_in_the_html_part() -> None:
    evil = "<img src=x onerror=alert(1)>"
    letter = Letter(evil, evil, facts=((evil, evil),), button=evil)
    html = mail_of(a_message(Reader("a@voorbeeld.nl", evil), letter=letter, address="/")).alternatives[0].content
    assert "<img" not in html
