"""The pages of the desk where staff read what people told."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now

from meedenk.accounts.models import User
from meedenk.agenda.models import Concern, PaperLetter
from meedenk.agenda.operations import posting, reading
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import length

from .access import ACCESS
from .factories import BY_POST, UNKNOWN, a_concern, a_listed_theme

pytestmark = pytest.mark.usefixtures("rules")

State = Concern.State
HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_letter_is_posted_once_and_by_staff_only(cast: Cast, client: Client) -> None:
    concern = a_concern(teller=BY_POST)
    reading.set_aside(concern, reason="Zo.", by=cast.support, at=now())
    letter = PaperLetter.objects.get()
    client.force_login(cast.support)
    assert letter.subject in client.get(reverse("agenda:letters")).content.decode()
    page = reverse("agenda:letter", args=[letter.pk])
    assert "Dorpsstraat 1" in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    page = client.get(reverse("agenda:letters"))
    assert (list(page.context["letters"]), list(page.context["lately"])) == ([], [letter])
    for by in (cast.support, cast.member, None):
        with pytest.raises(Refused):
            posting.post_letters([letter], by=by, at=now())


def test_the_pages_do_what_their_buttons_say(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    theme, root = a_listed_theme(), a_concern()
    for page, form, state in (
        ("part", {"theme": theme.pk}, State.THEME),
        ("merge", {"into": root.pk}, State.MERGED),
        ("set-aside", {"reason": "Zo."}, State.ASIDE),
        ("heard", {"heard": "Zo."}, State.NEW),
    ):
        concern = a_concern()
        assert client.post(reverse(f"agenda:{page}", args=[concern.pk]), form).status_code == 302, page
        concern.refresh_from_db()
        assert concern.state == state
    concern = a_concern()
    for act, state in (("doubt", State.DOUBTFUL), ("trust", State.NEW)):
        client.post(reverse("agenda:handle", args=[concern.pk]), {"act": act})
        concern.refresh_from_db()
        assert concern.state == state
    assert client.post(reverse("agenda:handle", args=[concern.pk]), {"act": "anders"}).status_code == 404
    assert client.get(reverse("agenda:handle", args=[concern.pk])).status_code == 405
    assert client.post(reverse("agenda:erase", args=[concern.pk])).status_code == 302


def test_attack_07_only_what_was_offered_can_be_chosen(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    concern, merged = a_concern(), a_concern(state=State.ASIDE, reason="Zo.")
    page = client.post(reverse("agenda:merge", args=[concern.pk]), {"into": merged.pk})
    assert page.status_code == 200
    concern.refresh_from_db()
    assert concern.state == State.NEW


def test_attack_01_what_was_told_is_shown_as_text(cast: Cast, client: Client) -> None:
    concern = a_concern(f"{HOSTILE} dagbesteding werktijd", teller={"name": HOSTILE, "organisation": HOSTILE})
    a_concern(f"{HOSTILE} dagbesteding werktijd")
    theme = a_listed_theme()
    reading.word(concern, heard=HOSTILE, by=cast.steering, at=now())
    client.force_login(cast.steering)
    pages = [reverse(name, args=[concern.pk]) for name in ("agenda:concern", "agenda:merge", "agenda:erase")]
    for address in (*pages, reverse("agenda:concerns")):
        assert HOSTILE not in client.get(address).content.decode(), address
    reading.make_part_of(concern, theme=theme, by=cast.steering, at=now())
    assert HOSTILE not in client.get(theme.get_absolute_url()).content.decode()


def test_attack_06_every_page_opens_for_staff_and_is_not_there_for_others(cast: Cast, client: Client) -> None:
    concern = a_concern(teller=BY_POST)
    letter = PaperLetter.objects.create(teller=concern.teller, about=concern, subject="s", body="b", written_at=now())
    for name, allowed in ACCESS.items():
        if not name.startswith("agenda:") or name.startswith(("agenda:theme", "agenda:new", "agenda:decide")):
            continue
        key = {"agenda:letter": letter.pk}.get(name, concern.pk)
        holes = not name.endswith((":tell", ":told", ":tell-for", ":concerns", ":letters", ":print-letters"))
        address = reverse(name, args=[key] if holes else [])
        for who, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                status = 200 if allowed == "everyone" or who in allowed else 404
                assert client.get(address).status_code == status, (name, who)
                if status == 404:
                    assert client.post(address, {"reason": "x", "heard": "x"}).status_code in {404, 405}
        client.logout()
        assert client.get(address).status_code == (200 if allowed == "everyone" else 302)


def test_the_lists_take_as_many_queries_however_long_they_are(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)
    theme = a_listed_theme()

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def one_more() -> None:
        root = a_concern(state=State.THEME, theme=theme, heard="Zo.")
        a_concern(state=State.MERGED, merged_into=root)
        new = a_concern("dagbesteding werktijd broer", teller=BY_POST)
        reading.set_aside(a_concern(teller=BY_POST), reason="Zo.", by=cast.support, at=now())
        addresses.append(reverse("agenda:concern", args=[new.pk]))

    addresses: list[str] = []
    one_more()
    lists = [
        reverse("agenda:concerns"),
        reverse("agenda:concerns") + "?stapel=bij-een-thema",
        reverse("agenda:concerns") + "?q=dagbesteding",
        reverse("agenda:letters"),
        theme.get_absolute_url(),
        reverse("site:desk"),
        addresses[0],
    ]
    for address in lists:
        asked(address)
    before = [asked(address) for address in lists]
    one_more()
    one_more()
    assert [asked(address) for address in lists] == before


def test_the_desk_says_how_much_waits_and_since_when(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)
    a_concern()
    a_concern(state=State.DOUBTFUL)
    assert "1 mens vertelde ons iets" in client.get(reverse("site:desk")).content.decode()


def test_the_desk_shows_by_when_the_teller_was_promised_an_answer(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)
    reply = length("signal-reply-weeks", localdate())
    told = now() - timedelta(days=3)
    concern = a_concern(told_at=told)
    with translation.override("nl"):
        promise = f"We beloofden antwoord uiterlijk op {day(localdate(told) + reply)}"
    pages = [reverse("agenda:concerns"), reverse("agenda:concern", args=[concern.pk])]
    for page in pages:
        shown = client.get(page).content.decode()
        assert promise in shown
        assert "Die dag is voorbij" not in shown
    Concern.objects.update(told_at=now() - reply - timedelta(days=2))
    for page in pages:
        assert "Die dag is voorbij" in client.get(page).content.decode()
    reading.set_aside(concern, reason="Zo.", by=cast.steering, at=now())
    nobody = a_concern(teller=UNKNOWN)
    for page in (pages[1], reverse("agenda:concern", args=[nobody.pk])):
        assert "We beloofden" not in client.get(page).content.decode()
