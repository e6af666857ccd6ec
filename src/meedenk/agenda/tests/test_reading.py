"""What people told is read, laid together, made part of a theme or set aside, and undone."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.agenda.alike import look_alikes
from meedenk.agenda.heard import heard_about
from meedenk.agenda.models import Concern, PaperLetter, Theme
from meedenk.agenda.operations import reading
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told

from .access import ACCESS
from .factories import BY_POST, UNKNOWN, a_concern, a_listed_theme

pytestmark = pytest.mark.usefixtures("rules")

State = Concern.State
HOSTILE = "<img src=x onerror=alert(1)>"


def acts(by: Any) -> dict[str, tuple[str, Callable[[Concern], Any]]]:
    """Every act at the desk: the state in which it may be done, and the act."""
    more: dict[str, Any] = {"by": by, "at": now()}
    return {
        "part": (State.NEW, lambda c: reading.make_part_of(c, theme=a_listed_theme(), **more)),
        "theme": (State.NEW, lambda c: reading.begin_theme(c, title=f"Thema van {c.pk}", summary="Zo.", **more)),
        "merge": (State.NEW, lambda c: reading.merge(c, into=a_concern(), **more)),
        "aside": (State.NEW, lambda c: reading.set_aside(c, reason="Zo.", **more)),
        "doubt": (State.NEW, lambda c: reading.doubt(c, **more)),
        "trust": (State.DOUBTFUL, lambda c: reading.trust(c, **more)),
    }


def test_staff_do_all_of_it_and_nobody_else_does(cast: Cast) -> None:
    for name, person in [*cast.items(), ("clock", None)]:
        for verb, (state, act) in acts(person).items():
            concern = a_concern(state=state)
            if name in {"steering", "support"}:
                act(concern)
                assert concern.entries.exists(), verb
                continue
            with pytest.raises(Refused):
                act(concern)
            concern.refresh_from_db()
            assert (concern.state, concern.entries.exists()) == (state, False), (name, verb)
        done = a_concern(state=State.ASIDE, reason="Zo.")
        for either in (
            lambda c: reading.look_again(c, by=person, at=now()),  # noqa: B023
            lambda c: reading.word(c, heard="Zo.", by=person, at=now()),  # noqa: B023
        ):
            if name in {"steering", "support"}:
                either(done)
            else:
                with pytest.raises(Refused):
                    either(done)


def test_in_another_state_it_is_refused_and_nothing_is_half_done(cast: Cast) -> None:
    for verb, (state, act) in acts(cast.steering).items():
        wrong = State.ASIDE
        concern = a_concern(state=wrong, reason="Zo.")
        themes = Theme.objects.count()
        with pytest.raises(Refused):
            act(concern)
        assert state != wrong
        assert not concern.entries.exists(), verb
        assert not Theme.objects.filter(title=f"Thema van {concern.pk}").exists()
        assert Theme.objects.count() <= themes + 1
    with pytest.raises(Refused):
        reading.look_again(a_concern(), by=cast.steering, at=now())


def test_of_two_at_once_one_wins_and_the_other_reads_what_happened(cast: Cast) -> None:
    concern = a_concern()
    seen_earlier = Concern.objects.get(pk=concern.pk)
    reading.set_aside(concern, reason="Hier niet.", by=cast.steering, at=now())
    with pytest.raises(Refused, match="just decided"):
        reading.make_part_of(seen_earlier, theme=a_listed_theme(), by=cast.support, at=now())
    concern.refresh_from_db()
    assert (concern.state, concern.theme) == (State.ASIDE, None)
    assert told(Kind.CONCERN_READ) == set()


def test_tellers_find_in_their_overview_to_which_theme_it_belongs(cast: Cast) -> None:
    concern, quiet = a_concern(), a_concern(teller=UNKNOWN)
    theme = a_listed_theme("Mantelzorg")
    for each in (concern, quiet):
        reading.make_part_of(each, theme=theme, by=cast.support, at=now())
    assert told(Kind.CONCERN_READ) == {("tellers", True)}
    message = Message.objects.get()
    assert (message.email, "Mantelzorg" in message.body) == (concern.teller.email, True)
    assert concern.text not in message.body


def test_who_told_the_same_keeps_hearing_what_becomes_of_it(cast: Cast) -> None:
    one, other, by_post = a_concern(), a_concern(), a_concern(teller=BY_POST)
    reading.merge(other, into=one, by=cast.support, at=now())
    reading.merge(by_post, into=one, by=cast.support, at=now())
    assert set(Message.objects.values_list("email", flat=True)) == {other.teller.email}
    reading.make_part_of(one, theme=a_listed_theme(), by=cast.steering, at=now())
    told_of_it = Message.objects.filter(kind=Kind.CONCERN_READ)
    assert set(told_of_it.values_list("email", flat=True)) == {one.teller.email, other.teller.email}
    assert {message.link.about for message in told_of_it} == {one.pk, other.pk}
    assert PaperLetter.objects.filter(teller=by_post.teller).count() == 2


def test_what_was_laid_together_can_lie_apart_again(cast: Cast) -> None:
    one, other = a_concern(), a_concern()
    reading.merge(other, into=one, by=cast.support, at=now())
    reading.look_again(other, by=cast.support, at=now())
    assert (other.state, other.merged_into) == (State.NEW, None)
    assert told(Kind.CONCERN_REOPENED) == {("tellers", True)}
    reading.make_part_of(one, theme=a_listed_theme(), by=cast.support, at=now())
    assert set(Message.objects.filter(kind=Kind.CONCERN_READ).values_list("email", flat=True)) == {one.teller.email}
    assert [entry.kind for entry in other.entries.all()] == [Kind.CONCERN_MERGED, Kind.CONCERN_REOPENED]


def test_nothing_is_laid_together_in_a_chain_or_with_what_is_gone(cast: Cast) -> None:
    one, other, third = a_concern(), a_concern(), a_concern()
    reading.merge(other, into=one, by=cast.support, at=now())
    for left, right in ((one, third), (third, other), (third, third), (third, a_concern(state="aside", reason="x"))):
        with pytest.raises(Refused):
            reading.merge(left, into=right, by=cast.support, at=now())


def test_setting_aside_needs_a_reason_that_the_teller_reads(cast: Cast) -> None:
    concern = a_concern()
    with pytest.raises(Refused):
        reading.set_aside(concern, reason=" ", by=cast.steering, at=now())
    reading.set_aside(concern, reason="De gemeente heeft een meldpunt.", by=cast.steering, at=now())
    assert "meldpunt" in Message.objects.get().body


def test_a_theme_begins_with_what_was_told(cast: Cast, client: Client) -> None:
    concern = a_concern()
    client.force_login(cast.steering)
    address = reverse("agenda:begin-theme", args=[concern.pk])
    assert (
        client.post(address, {"title": "Bellen onder werktijd", "summary": "Wie werkt, mist de telefoon."}).status_code
        == 302
    )
    concern.refresh_from_db()
    assert (concern.theme.title, concern.theme.origin) == ("Bellen onder werktijd", Theme.Origin.OWN)
    assert [entry.kind for entry in concern.theme.entries.all()] == [Kind.THEME_ADDED]


def test_what_is_no_spam_gets_its_receipt_after_all(cast: Cast) -> None:
    concern = a_concern(state=State.DOUBTFUL)
    reading.trust(concern, by=cast.support, at=now())
    assert told(Kind.CONCERN_TOLD) == {("tellers", False)}
    assert concern.state == State.NEW


def test_look_alikes_share_words_that_say_something() -> None:
    concern = a_concern("De dagbesteding van mijn broer belt onder werktijd.")
    alike = a_concern("Onder werktijd kan ik de dagbesteding niet bellen.")
    a_concern("De lantaarn in onze straat is al weken stuk.")
    a_concern("Mijn broer is er altijd voor mij geweest en dat is heel veel waard.")
    assert list(look_alikes(concern)) == [alike]


def test_attack_08_nothing_that_was_told_is_public_but_words_of_ours(cast: Cast, client: Client) -> None:
    theme = a_listed_theme("Mantelzorg", chosen=True)
    concern = a_concern("Verborgen verhaal van Jannie")
    reading.make_part_of(concern, theme=theme, by=cast.steering, at=now())
    reading.word(concern, heard="Instellingen bellen onder werktijd.", by=cast.steering, at=now())
    page = client.get(theme.get_absolute_url()).content.decode()
    assert "Instellingen bellen onder werktijd." in page
    for address in (theme.get_absolute_url(), "/agenda/", "/", f"{theme.get_absolute_url()}feed/", "/zoeken/?q=jannie"):
        shown = client.get(address).content.decode()
        assert "Verborgen" not in shown, address
        assert concern.teller.name not in shown
    assert not Entry.objects.filter(dossier=concern).seen_by(Seen.PUBLIC, at=now()).exists()
    client.force_login(cast.member)
    assert client.get(reverse("agenda:concern", args=[concern.pk])).status_code == 404


def test_attack_40_few_tellers_are_not_counted(cast: Cast) -> None:
    theme = a_listed_theme()
    concern = a_concern(state=State.THEME, theme=theme, heard="Dit hoorden we.")
    assert [each.who for each in heard_about(theme, on=now().date())] == ["Fewer than 5 people told us this."]
    for _ in range(4):
        a_concern(state=State.MERGED, merged_into=concern)
    assert [each.who for each in heard_about(theme, on=now().date())] == ["5 people told us this."]


def test_words_for_everyone_are_changed_by_one_at_a_time(cast: Cast) -> None:
    concern = a_concern()
    seen_earlier = Concern.objects.get(pk=concern.pk)
    reading.word(concern, heard="Dit.", by=cast.steering, at=now())
    reading.word(concern, heard="Dit.", by=cast.steering, at=now())
    assert concern.entries.count() == 1
    with pytest.raises(Refused):
        reading.word(seen_earlier, heard="Dat.", by=cast.support, at=now())


def test_a_letter_is_posted_once(cast: Cast, client: Client) -> None:
    concern = a_concern(teller=BY_POST)
    reading.set_aside(concern, reason="Zo.", by=cast.support, at=now())
    letter = PaperLetter.objects.get()
    client.force_login(cast.support)
    assert letter.subject in client.get(reverse("agenda:letters")).content.decode()
    page = reverse("agenda:letter", args=[letter.pk])
    assert "Dorpsstraat 1" in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    assert letter.subject not in client.get(reverse("agenda:letters")).content.decode().partition("</h1>")[2]
    for by in (cast.support, cast.member, None):
        with pytest.raises(Refused):
            reading.post_letter(letter, by=by, at=now())


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
    letter = PaperLetter.objects.create(teller=concern.teller, subject="s", body="b", written_at=now())
    for name, allowed in ACCESS.items():
        if not name.startswith("agenda:") or name.startswith(("agenda:theme", "agenda:new", "agenda:decide")):
            continue
        key = {"agenda:letter": letter.pk}.get(name, concern.pk)
        holes = not name.endswith((":tell", ":told", ":tell-for", ":concerns", ":letters"))
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
