"""Who told something sees what became of it, adds to it, stops, or erases it."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink
from meedenk.accounts.operations import mint
from meedenk.agenda.models import Concern, Teller, Theme
from meedenk.agenda.operations import reading, telling
from meedenk.agenda.queries import concerns_list
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.mail.models import Message, State
from meedenk.mail.unsubscribing import stop_address

from .factories import BY_POST, a_concern, a_listed_theme, the_link_of

pytestmark = pytest.mark.usefixtures("rules")


def the_door(concern: Concern, page: str = "") -> str:
    token = mint(the_link_of(concern))
    return reverse("door-page", args=[token, page]) if page else reverse("door", args=[token])


def test_the_page_tells_so_far_and_nothing_of_the_other_tellers(cast: Cast, client: Client) -> None:
    root = a_concern("Iemand anders zei dit.")
    concern = a_concern("Dit zei ik.")
    theme = a_listed_theme("Mantelzorg")
    reading.merge(concern, into=root, by=cast.steering, at=now())
    reading.make_part_of(root, theme=theme, by=cast.steering, at=now())
    page = client.get(the_door(concern)).content.decode()
    assert "Dit zei ik." in page
    assert "Mantelzorg" in page
    assert theme.get_absolute_url() in page
    assert "Iemand anders" not in page
    assert root.teller.name not in page


def test_fetching_a_page_changes_nothing(client: Client) -> None:
    concern = a_concern()
    for page in ("", "erbij", "stoppen", "wissen"):
        assert client.get(the_door(concern, page)).status_code == 200
    assert not concern.entries.exists()
    assert Teller.objects.get().email


def test_a_few_words_more_wait_to_be_read(cast: Cast, client: Client) -> None:
    concern = a_concern()
    assert client.post(the_door(concern, "erbij"), {"text": "Nu belt niemand meer."}).status_code == 302
    client.force_login(cast.steering)
    assert "Er is iets toegevoegd" in client.get(reverse("agenda:concerns")).content.decode()
    page = reverse("agenda:concern", args=[concern.pk])
    assert "Nu belt niemand meer." in client.get(page).content.decode()
    addition = concern.additions.get()
    act = reverse("agenda:handle", args=[concern.pk])
    assert client.post(act, {"act": f"more-{addition.pk}"}).status_code == 302
    addition.refresh_from_db()
    assert addition.read_at
    assert (
        client.post(reverse("agenda:handle", args=[a_concern().pk]), {"act": f"more-{addition.pk}"}).status_code == 404
    )


def test_attack_40_who_stops_is_not_known_any_more_and_their_text_stays(client: Client) -> None:
    concern = telling.tell(
        kind="concern",
        text="Dit zei ik.",
        via="resident",
        hears="mail",
        name="Ina",
        email="ina@voorbeeld.nl",
        by=None,
        at=now(),
    )
    door = the_door(concern, "stoppen")
    assert client.post(door).status_code == 200
    assert client.get(door).status_code == 404
    teller = Teller.objects.get()
    assert (teller.hears, teller.name, teller.email) == (Teller.Hears.NOTHING, "", "")
    concern.refresh_from_db()
    assert concern.text == "Dit zei ik."
    assert set(PersonalLink.objects.values_list("email", "name", "user")) == {("", "", None)}
    assert set(Message.objects.values_list("email", "name", "body", "state")) == {("", "", "", State.DROPPED)}
    written = [str(value) for entry in Entry.objects.all() for value in (entry.facts, entry.on_behalf_of, entry.actor)]
    assert not [each for each in written if "Ina" in each or "ina@" in each]


def test_attack_40_what_is_erased_is_gone_everywhere(cast: Cast, client: Client) -> None:
    concern = a_concern("Mijn geheime verhaal over de schuldhulp.")
    telling.tell_more(concern, text="En nog een geheim.", by=the_link_of(concern), at=now())
    assert client.post(the_door(concern, "wissen")).status_code == 200
    concern.refresh_from_db()
    assert (concern.text, concern.stems, concern.area, concern.state) == ("", "", None, Concern.State.ASIDE)
    assert not concern.additions.exists()
    client.force_login(cast.steering)
    for query in ({"q": "schuldhulp"}, {"stapel": "terzijde"}):
        page = client.get(reverse("agenda:concerns"), query).content.decode()
        assert "geheime" not in page


def test_erasing_leaves_what_we_wrote_ourselves_and_the_others(cast: Cast) -> None:
    concern, other = a_concern(), a_concern()
    theme = a_listed_theme()
    reading.merge(other, into=concern, by=cast.steering, at=now())
    reading.make_part_of(concern, theme=theme, by=cast.steering, at=now())
    reading.word(concern, heard="Instellingen bellen onder werktijd.", by=cast.steering, at=now())
    telling.erase(concern, by=the_link_of(concern), at=now())
    concern.refresh_from_db()
    assert (concern.theme, concern.heard) == (theme, "Instellingen bellen onder werktijd.")
    assert Teller.objects.get(concern=other).email


def test_what_others_told_still_waits_when_what_it_lies_with_is_erased(cast: Cast, client: Client) -> None:
    concern, other = a_concern("Mijn eigen verhaal"), a_concern("De dagbesteding belt mij ook")
    reading.merge(other, into=concern, by=cast.steering, at=now())
    telling.erase(concern, by=the_link_of(concern), at=now())
    assert list(concerns_list("te-lezen")) == [concern]
    client.force_login(cast.steering)
    page = client.get(reverse("agenda:concern", args=[concern.pk])).content.decode()
    assert "De dagbesteding belt mij ook" in page
    assert "Mijn eigen verhaal" not in page
    reading.set_aside(concern, reason="Hier gaan wij niet over.", by=cast.steering, at=now())
    assert Message.objects.get(kind=Kind.CONCERN_SET_ASIDE).email == other.teller.email


def test_attack_40_a_word_that_was_on_its_way_while_all_was_erased_does_not_stay() -> None:
    concern = a_concern()
    read_before = the_link_of(concern)
    telling.erase(concern, by=the_link_of(concern), at=now())
    with pytest.raises(Refused, match="erased a moment ago"):
        telling.tell_more(Concern.objects.get(pk=concern.pk), text="Nog iets", by=read_before, at=now())
    assert not concern.additions.exists()


def test_attack_40_what_a_mail_server_said_about_an_address_goes_with_it() -> None:
    concern = telling.tell(
        kind="concern",
        text="De bus komt niet.",
        via=Teller.Via.PARTNER,
        hears=Teller.Hears.MAIL,
        name="Jan",
        email="jan@voorbeeld.nl",
        organisation="Praktijk Jansen",
        by=None,
        at=now(),
    )
    Message.objects.update(state=State.DEAD, mistake="550 <jan@voorbeeld.nl>: unknown")
    telling.stop_hearing(concern, by=None, at=now())
    assert Message.objects.get().mistake == ""
    assert Teller.objects.get().organisation == ""


def test_staff_erase_when_someone_phones_and_nobody_else(cast: Cast) -> None:
    for name, person in cast.items():
        concern = a_concern()
        if name in {"steering", "support"}:
            telling.erase(concern, by=person, at=now())
        else:
            with pytest.raises(Refused):
                telling.erase(concern, by=person, at=now())
            with pytest.raises(Refused):
                telling.stop_hearing(concern, by=person, at=now()) if person.pk else telling.erase(
                    concern, by=None, at=now()
                )
            with pytest.raises(Refused):
                telling.tell_more(concern, text="x", by=person, at=now())


def test_attack_17_the_link_of_one_teller_opens_nothing_of_another(client: Client) -> None:
    mine, other = a_concern("Mijn verhaal"), a_concern("Ander verhaal")
    link = the_link_of(mine)
    for act in (
        lambda: telling.tell_more(other, text="x", by=link, at=now()),
        lambda: telling.stop_hearing(other, by=link, at=now()),
        lambda: telling.erase(other, by=link, at=now()),
    ):
        with pytest.raises(Refused):
            act()
    assert "Ander verhaal" not in client.get(the_door(mine)).content.decode()


def test_attack_15_the_link_at_the_foot_of_a_mail_asks_first_and_stops_with_one_press() -> None:
    concern = a_concern()
    link = the_link_of(concern)
    message = Message(link=link, kind=Kind.CONCERN_TOLD, audience="tellers", email=concern.teller.email)
    address = stop_address(message).removeprefix("http://localhost:8000")
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(address).status_code == 200
    assert Teller.objects.get().email
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Teller.objects.get().email
    for again in (strict.get(address), strict.post(address)):
        assert again.status_code == 200
        assert "Je hoort hier niets meer over" in again.content.decode()
        assert "Log in" not in again.content.decode()
    assert Entry.objects.filter(kind=Kind.TELLER_FORGOTTEN).count() == 1


def test_the_old_link_of_who_stopped_says_so_and_offers_nothing(client: Client) -> None:
    stopped, forgotten = a_concern(), a_concern()
    doors = the_door(stopped), the_door(forgotten)
    PersonalLink.objects.filter(about=forgotten.pk).update(
        expires_at=now() - timedelta(days=1), created_at=now() - timedelta(days=9)
    )
    for concern in (stopped, forgotten):
        telling.stop_hearing(concern, by=None, at=now())
    pages = [client.get(each) for each in doors]
    assert [page.status_code for page in pages] == [404, 404]
    said, silent = (page.content.decode() for page in pages)
    assert "Je hebt dit gestopt. We hebben je naam en adres gewist." in said
    assert "We hebben je naam en adres gewist." in silent
    assert "Je hebt dit gestopt" not in silent
    for page in (said, silent):
        assert "nieuwe link" not in page
        assert "link-anew" not in page


def test_who_told_twice_about_the_same_stops_both_and_not_what_is_about_something_else(cast: Cast) -> None:
    known = {"email": "inwoner@voorbeeld.nl", "name": "Ina Inwoner"}
    concern = a_concern(teller=known)
    same = a_concern(state=Concern.State.MERGED, merged_into=concern, teller=known)
    other, stranger = a_concern(teller=known), a_concern()
    telling.stop_hearing(concern, by=the_link_of(concern), at=now())
    hears = {each.pk: Concern.objects.get(pk=each.pk).teller.hears for each in (concern, same, other, stranger)}
    assert hears == {concern.pk: "nothing", same.pk: "nothing", other.pk: "mail", stranger.pk: "mail"}


def test_attack_16_an_old_link_opens_nothing_and_a_new_one_comes_by_mail(client: Client) -> None:
    concern = a_concern()
    old = mint(the_link_of(concern, at=now() - timedelta(days=90)))
    assert client.get(reverse("door", args=[old])).status_code == 404
    client.post(reverse("trajectories:link-anew", args=[old]))
    fresh = Message.objects.get(kind=Kind.LINK_RENEWED)
    assert (fresh.email, fresh.link.about) == (concern.teller.email, concern.pk)
    assert client.get(reverse("door", args=[mint(fresh.link)])).status_code == 200


def test_who_stopped_gets_no_new_link(client: Client) -> None:
    concern = a_concern()
    old = mint(the_link_of(concern, at=now() - timedelta(days=90)))
    telling.stop_hearing(concern, by=None, at=now())
    client.post(reverse("trajectories:link-anew", args=[old]))
    assert not Message.objects.filter(kind=Kind.LINK_RENEWED).exists()


def test_who_hears_by_post_is_forgotten_with_their_letters(cast: Cast) -> None:
    concern = a_concern(teller=BY_POST)
    reading.set_aside(concern, reason="Hier gaan wij niet over.", by=cast.support, at=now())
    assert concern.teller.letters.exists()
    telling.erase(concern, by=cast.support, at=now())
    assert not concern.teller.letters.exists()
    assert Teller.objects.get().postal == ""


def test_nobody_adds_without_end() -> None:
    concern = a_concern()
    link = the_link_of(concern)
    for number in range(20):
        telling.tell_more(concern, text=f"{number}", by=link, at=now())
    with pytest.raises(Refused):
        telling.tell_more(concern, text="nog een", by=link, at=now())


def test_what_you_added_stands_on_your_own_page(client: Client) -> None:
    concern = a_concern()
    telling.tell_more(concern, text="Nu belt <b>niemand</b> meer.", by=the_link_of(concern), at=now())
    page = client.get(the_door(concern)).content.decode()
    assert "Dit voegde je toe" in page
    assert "Nu belt &lt;b&gt;niemand&lt;/b&gt; meer." in page
    assert "Wie het vertelde" not in page


def test_the_page_says_what_happens_now_once_it_is_part_of_a_theme(cast: Cast, client: Client) -> None:
    theme = a_listed_theme("Mantelzorg")
    concern = a_concern()
    reading.make_part_of(concern, theme=theme, by=cast.steering, at=now())
    door = the_door(concern)
    soon = "Zodra we beginnen, hoor je het van ons."
    page = client.get(door).content.decode()
    assert "De stuurgroep beslist of we ermee beginnen." in page
    assert soon in page
    for chosen, words in ((True, "Dat staat op onze agenda."), (False, "Daar beginnen we nu niet mee.")):
        Theme.objects.filter(pk=theme.pk).update(chosen=chosen, reason="Zo.")
        page = client.get(door).content.decode()
        assert words in page
        assert soon in page
