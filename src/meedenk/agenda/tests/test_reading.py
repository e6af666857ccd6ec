"""What people told is read, laid together, made part of a theme or set aside, and undone."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.agenda.alike import look_alikes
from meedenk.agenda.heard import heard_about
from meedenk.agenda.models import Concern, PaperLetter, Theme
from meedenk.agenda.operations import reading
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told

from .factories import BY_POST, UNKNOWN, a_concern, a_listed_theme

pytestmark = pytest.mark.usefixtures("rules")

State = Concern.State


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
        for either in (reading.look_again, partial(reading.word, heard="Zo.")):
            if name in {"steering", "support"}:
                either(done, by=person, at=now())
            else:
                with pytest.raises(Refused):
                    either(done, by=person, at=now())


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
    reading.doubt(concern, by=cast.support, at=now())
    reading.trust(concern, by=cast.steering, at=now())
    assert Message.objects.filter(kind=Kind.CONCERN_TOLD).count() == 1


def test_who_had_a_receipt_gets_no_second_one_when_staff_thought_it_was_spam(cast: Cast) -> None:
    concern = a_concern()
    reading.doubt(concern, by=cast.support, at=now())
    reading.trust(concern, by=cast.support, at=now())
    assert not told(Kind.CONCERN_TOLD)


def test_what_others_lie_with_is_not_spam(cast: Cast) -> None:
    concern, other = a_concern(), a_concern()
    reading.merge(other, into=concern, by=cast.support, at=now())
    with pytest.raises(Refused, match="Others lie together"):
        reading.doubt(concern, by=cast.support, at=now())
    assert Concern.objects.get(pk=concern.pk).state == State.NEW


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
    assert [each.who for each in heard_about(theme, on=now().date())] == ["We heard this fewer than 5 times."]
    for _ in range(4):
        a_concern(state=State.MERGED, merged_into=concern)
    assert [each.who for each in heard_about(theme, on=now().date())] == ["We heard this 5 times."]


def test_words_for_everyone_are_changed_by_one_at_a_time(cast: Cast) -> None:
    concern = a_concern()
    seen_earlier = Concern.objects.get(pk=concern.pk)
    reading.word(concern, heard="Dit.", by=cast.steering, at=now())
    reading.word(concern, heard="Dit.", by=cast.steering, at=now())
    assert concern.entries.count() == 1
    with pytest.raises(Refused):
        reading.word(seen_earlier, heard="Dat.", by=cast.support, at=now())
