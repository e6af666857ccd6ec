"""Letters to who hears by post: printed in one go, posted, and taken back when that was said by mistake."""

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from meedenk.agenda.mails.telling import letters_to
from meedenk.agenda.models import Concern, PaperLetter
from meedenk.agenda.operations import posting, reading
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier
from meedenk.mail.operations import Letter
from meedenk.people.tests.factories import a_member

from .factories import BY_POST, a_concern

pytestmark = pytest.mark.usefixtures("rules")

LIST, PRINT = "agenda:letters", "agenda:print-letters"


def a_letter(cast: Cast, name: str = "Post Bode") -> PaperLetter:
    concern = a_concern(teller=BY_POST | {"name": name})
    reading.set_aside(concern, reason="Zo.", by=cast.support, at=now())
    return concern.teller.letters.get()


def test_all_that_wait_are_printed_each_on_its_own_sheet(cast: Cast, client: Client) -> None:
    for name in ("Post Bode", "<b>Brief</b>"):
        a_letter(cast, name)
    client.force_login(cast.support)
    page = client.get(reverse(PRINT)).content.decode()
    assert page.count('class="sheet leaf') == 2
    assert page.count("&lt;b&gt;Brief&lt;/b&gt;") == 2
    assert page.count("Dorpsstraat 1") == 2


def test_who_posts_several_says_so_once(cast: Cast, client: Client) -> None:
    first, second, third = (a_letter(cast) for _ in range(3))
    client.force_login(cast.steering)
    assert client.post(reverse(LIST), {"posted": [first.pk, second.pk]}).status_code == 302
    assert list(PaperLetter.objects.filter(posted_at=None)) == [third]
    assert first.about.entries.filter(kind=Kind.LETTER_POSTED).count() == 1
    client.post(reverse(LIST), {"posted": [first.pk, third.pk]})
    assert not PaperLetter.objects.filter(posted_at=None).exists()
    assert first.about.entries.filter(kind=Kind.LETTER_POSTED).count() == 1, "it was posted once"


def test_what_was_not_posted_after_all_waits_again(cast: Cast, client: Client) -> None:
    letter = a_letter(cast)
    posting.post_letters([letter], by=cast.support, at=now())
    client.force_login(cast.support)
    assert letter.subject in client.get(reverse(LIST)).content.decode()
    client.post(reverse(LIST), {"back": letter.pk})
    letter.refresh_from_db()
    assert letter.posted_at is None
    assert letter.about.entries.filter(kind=Kind.LETTER_TAKEN_BACK).count() == 1
    with pytest.raises(Refused):
        posting.take_back(letter, by=cast.support, at=now())


def test_attack_09_only_staff_post_and_take_back(cast: Cast, client: Client) -> None:
    letter = a_letter(cast)
    for name, person in cast.items():
        if name in {"steering", "support"}:
            continue
        with pytest.raises(Refused):
            posting.post_letters([letter], by=person, at=now())
        with pytest.raises(Refused):
            posting.take_back(letter, by=person, at=now())
    client.force_login(cast.group_member)
    for page in (LIST, PRINT):
        assert client.get(reverse(page)).status_code == 404
    assert client.post(reverse(LIST), {"posted": letter.pk}).status_code == 404
    letter.refresh_from_db()
    assert letter.posted_at is None


@pytest.mark.parametrize("typed", [{}, {"posted": "x"}, {"posted": "9" * 40}, {"back": "0"}, {"back": "\x00"}])
def test_what_is_no_letter_changes_nothing(cast: Cast, client: Client, typed: dict[str, str]) -> None:
    a_letter(cast)
    client.force_login(cast.support)
    assert client.post(reverse(LIST), typed).status_code == 302
    assert PaperLetter.objects.filter(posted_at=None).count() == 1


def test_a_member_without_an_address_for_mail_has_a_letter_too(cast: Cast, client: Client) -> None:
    about = Dossier.objects.create(title="Mantelzorg", address="/trajecten/mantelzorg/")
    member = a_member("Papieren Piet")
    with translation.override("nl"):
        letters_to([{"member": member}], lambda: Letter("Klaar", "Het is klaar."), about=about, at=now())
    client.force_login(cast.support)
    page = client.get(reverse(PRINT)).content.decode()
    assert "Papieren Piet" in page
    assert "/trajecten/mantelzorg/" in page
    note = "in onze eigen ledenlijst"
    assert note not in page, "who reads the letter is not told where we look"
    assert note in client.get(reverse(LIST)).content.decode()
    assert note in client.get(reverse("agenda:letter", args=[PaperLetter.objects.get().pk])).content.decode()


@pytest.mark.parametrize("page", [LIST, PRINT])
def test_the_lists_ask_no_more_when_they_grow(cast: Cast, client: Client, page: str) -> None:
    client.force_login(cast.support)
    client.get(reverse(page))
    asked = []
    for _ in range(2):
        a_letter(cast)
        posting.post_letters([a_letter(cast)], by=cast.support, at=now())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(page)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Concern.objects.count() == 4
