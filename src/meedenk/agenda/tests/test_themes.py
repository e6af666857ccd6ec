"""The steering group keeps its list of themes, chooses, leaves, and says why."""

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.agenda.models import Theme
from meedenk.agenda.operations import themes as operations
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_department, a_member
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .access import ACCESS
from .factories import a_listed_theme

ABOUT = {"title": "Mantelzorg", "summary": "Zorgen voor een ander.", "origin": "own"}
DESCRIBED = ABOUT | {"policy_topics": "", "departments": []}
HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_theme_comes_on_the_list_undecided_with_its_departments_and_origin(cast: Cast) -> None:
    wmo = a_department("Wmo")
    theme = operations.add_theme(
        **ABOUT | {"origin": "municipality"}, policy_topics="Wmo", departments=[wmo], by=cast.support, at=now()
    )
    assert (theme.slug, theme.address) == ("mantelzorg", theme.get_absolute_url())
    assert (theme.chosen, theme.decided, theme.origin) == (False, False, Theme.Origin.MUNICIPALITY)
    assert list(theme.departments.all()) == [wmo]
    assert [entry.kind for entry in theme.entries.all()] == [Kind.THEME_ADDED]
    assert not Message.objects.exists()


def test_titles_that_look_alike_and_the_title_of_a_page_get_addresses_of_their_own(cast: Cast) -> None:
    for title, slug in [
        ("Mantelzorg", "mantelzorg"),
        ("Mantelzorg!", "mantelzorg-2"),
        ("Nieuw", "nieuw-2"),
        ("–", "thema"),
    ]:
        assert operations.add_theme(**ABOUT | {"title": title}, by=cast.steering, at=now()).slug == slug


def test_a_title_is_given_once_and_what_was_typed_stays(cast: Cast, client: Client) -> None:
    operations.add_theme(**ABOUT, by=cast.steering, at=now())
    client.force_login(cast.support)
    page = client.post(reverse("agenda:new-theme"), ABOUT | {"title": "MANTELZORG", "summary": "Iets anders."})
    assert page.status_code == 200
    assert "Er is al een thema met deze titel." in page.content.decode()
    assert "Iets anders." in page.content.decode()
    assert Theme.objects.count() == 1


def test_a_chosen_theme_is_on_the_agenda_and_members_find_it_in_their_digest(cast: Cast, client: Client) -> None:
    theme = a_listed_theme("Mantelzorg")
    by_phone = a_member()
    by_phone.user = None
    by_phone.save()
    operations.choose_theme(theme, reason="Het raakt velen.", planned_for="voorjaar 2027", by=cast.steering, at=now())
    assert (theme.chosen, theme.reason, theme.planned_for) == (True, "Het raakt velen.", "voorjaar 2027")
    assert theme.entries.get().sentence(Seen.PUBLIC) == "Het raakt velen."
    page = client.get(reverse("site:agenda")).content.decode()
    assert "Het raakt velen." in page
    assert "voorjaar 2027" in page
    messages = Message.objects.filter(kind=Kind.THEME_CHOSEN)
    members = {person.email for person in (cast.member, cast.group_member, cast.contact, cast.steering)}
    assert set(messages.values_list("email", flat=True)) == members
    assert {(each.audience, each.digest, each.about, each.address) for each in messages} == {
        ("members", True, theme.pk, theme.get_absolute_url())
    }


def test_a_theme_that_is_left_says_why_and_is_planned_no_more(cast: Cast) -> None:
    theme = a_listed_theme(chosen=True, reason="Ooit.", planned_for="zomer")
    operations.leave_theme(theme, reason="De gemeente begint er later mee.", by=cast.steering, at=now())
    theme.refresh_from_db()
    assert (theme.chosen, theme.decided, theme.planned_for) == (False, True, "")
    assert theme.entries.get().kind == Kind.THEME_LEFT
    assert not Message.objects.exists()


def test_the_steering_group_decides_and_support_only_for_someone(cast: Cast) -> None:
    people = [*cast.items(), ("clock", None)]
    for name, person in people:
        theme = a_listed_theme()
        for act in (operations.leave_theme, lambda *a, **k: operations.choose_theme(*a, planned_for="", **k)):
            if name == "steering":
                act(theme, reason="Zo.", by=person, at=now())
                continue
            with pytest.raises(Refused):
                act(theme, reason="Zo.", by=person, at=now())
            if name != "support":
                with pytest.raises(Refused):
                    act(theme, reason="Zo.", by=person, at=now(), on_behalf_of="Siebe")
        theme.refresh_from_db()
        assert theme.decided is (name == "steering"), name
    operations.leave_theme(theme, reason="Zo.", by=cast.support, at=now(), on_behalf_of="Siebe")
    assert theme.entries.get().on_behalf_of == "Siebe"


def test_no_theme_takes_over_the_title_of_another(cast: Cast) -> None:
    operations.add_theme(**ABOUT, by=cast.steering, at=now())
    other = operations.add_theme(**ABOUT | {"title": "Vervoer"}, by=cast.steering, at=now())
    described = {"policy_topics": "", "departments": [], "by": cast.steering, "at": now()}
    with pytest.raises(Refused, match="this title already"):
        operations.change_theme(other, **ABOUT | {"title": "mantelzorg"}, **described)
    operations.change_theme(other, **ABOUT | {"title": "VERVOER"}, **described)
    assert Theme.objects.get(pk=other.pk).title == "VERVOER"


def test_staff_describe_themes_and_nobody_else(cast: Cast) -> None:
    for name, person in [*cast.items(), ("clock", None)]:
        theme = a_listed_theme("Oud")
        if name in {"steering", "support"}:
            operations.change_theme(theme, **DESCRIBED | {"title": f"Door {name}"}, by=person, at=now())
            operations.add_theme(**ABOUT | {"title": f"Van {name}"}, by=person, at=now())
            assert theme.title == f"Door {name}"
            continue
        for act in (
            lambda: operations.change_theme(theme, **DESCRIBED, by=person, at=now()),  # noqa: B023  # called before the loop goes on
            lambda: operations.add_theme(**ABOUT, by=person, at=now()),  # noqa: B023  # called before the loop goes on
        ):
            with pytest.raises(Refused, match="Only the steering group"):
                act()
        theme.refresh_from_db()
        assert theme.title == "Oud", name


def test_the_journal_keeps_what_a_theme_said_before_and_is_silent_when_nothing_changed(cast: Cast) -> None:
    theme = a_listed_theme("Oud")
    operations.change_theme(theme, **DESCRIBED, by=cast.steering, at=now())
    operations.change_theme(theme, **DESCRIBED, by=cast.steering, at=now())
    assert theme.entries.get().facts == {"title": "Mantelzorg", "was": {"title": "Oud"}}


def test_a_decision_needs_a_reason(cast: Cast, client: Client) -> None:
    theme = a_listed_theme()
    with pytest.raises(Refused):
        operations.choose_theme(theme, reason="", planned_for="", by=cast.steering, at=now())
    client.force_login(cast.steering)
    assert client.post(reverse("agenda:decide", args=[theme.slug]), {"decision": "leave"}).status_code == 200
    assert not theme.entries.exists()


def test_of_two_who_decide_at_once_one_wins_and_the_other_hears_it(cast: Cast) -> None:
    theme = a_listed_theme()
    seen_earlier = Theme.objects.get(pk=theme.pk)
    operations.leave_theme(theme, reason="Nu niet.", by=cast.steering, at=now())
    with pytest.raises(Refused, match="just decided"):
        operations.choose_theme(seen_earlier, reason="Wel.", planned_for="", by=cast.steering, at=now())
    theme.refresh_from_db()
    assert (theme.chosen, theme.entries.count()) == (False, 1)
    assert not Message.objects.exists()


def test_a_page_that_was_left_open_overwrites_no_later_decision(cast: Cast, client: Client) -> None:
    theme = a_listed_theme()
    client.force_login(cast.steering)
    page = reverse("agenda:decide", args=[theme.slug])
    typed = {"decision": "choose", "reason": "Het speelt nu.", "seen": client.get(page).context["form"]["seen"].value()}
    operations.leave_theme(theme, reason="Eerst het beleid lezen.", by=cast.steering, at=now())
    told = client.post(page, typed)
    assert "Eerst het beleid lezen." in told.content.decode()
    assert "Het speelt nu." in told.content.decode()
    theme.refresh_from_db()
    assert not theme.chosen
    client.post(page, typed | {"seen": told.context["form"]["seen"].value()})
    theme.refresh_from_db()
    assert theme.chosen


def test_a_description_that_was_open_too_long_overwrites_no_later_one(cast: Cast, client: Client) -> None:
    theme = a_listed_theme("Oud")
    client.force_login(cast.steering)
    page = reverse("agenda:theme", args=[theme.slug])
    seen = client.get(page).context["form"]["seen"].value()
    operations.change_theme(theme, **DESCRIBED, by=cast.support, at=now())
    client.post(page, ABOUT | {"title": "Ouder", "seen": seen})
    theme.refresh_from_db()
    assert theme.title == "Mantelzorg"


def test_the_pages_lead_from_the_list_to_a_decision(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    wmo = a_department("Wmo")
    answer = client.post(reverse("agenda:new-theme"), ABOUT | {"departments": [wmo.pk]})
    theme = Theme.objects.get()
    assert answer["Location"] == reverse("agenda:decide", args=[theme.slug])
    assert client.post(answer["Location"], {"decision": "choose", "reason": "Nodig."}).status_code == 200
    decided = {"decision": "choose", "reason": "Nodig.", "planned_for": "2027", "on_behalf_of": "Siebe"}
    decided["seen"] = client.get(answer["Location"]).context["form"]["seen"].value()
    assert client.post(answer["Location"], decided).status_code == 302
    page = client.get(reverse("agenda:themes")).content.decode()
    assert "Nodig." in page
    assert "Wmo" in page
    edit = reverse("agenda:theme", args=[theme.slug])
    form = client.get(edit)
    assert "Zorgen voor een ander." in form.content.decode()
    described = ABOUT | {"title": "Zorg voor elkaar", "seen": form.context["form"]["seen"].value()}
    assert client.post(edit, described).status_code == 302
    theme.refresh_from_db()
    assert (theme.title, theme.slug, theme.departments.count()) == ("Zorg voor elkaar", "mantelzorg", 0)


def test_attack_10_a_form_sets_nothing_it_does_not_show(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    client.post(reverse("agenda:new-theme"), ABOUT | {"chosen": "on", "reason": "Stiekem", "slug": "gekozen"})
    theme = Theme.objects.get()
    assert (theme.chosen, theme.reason, theme.slug) == (False, "", "mantelzorg")


def test_attack_01_what_is_written_about_a_theme_is_shown_as_text(cast: Cast, client: Client) -> None:
    theme = operations.add_theme(**ABOUT | {"title": HOSTILE, "summary": HOSTILE}, by=cast.steering, at=now())
    operations.choose_theme(theme, reason=HOSTILE, planned_for=HOSTILE, by=cast.steering, at=now())
    client.force_login(cast.steering)
    for address in (
        reverse("agenda:themes"),
        reverse("agenda:theme", args=[theme.slug]),
        reverse("agenda:decide", args=[theme.slug]),
        reverse("site:agenda"),
        theme.get_absolute_url(),
    ):
        assert HOSTILE not in client.get(address).content.decode(), address


def test_attack_06_every_page_opens_for_staff_and_is_not_there_for_others(cast: Cast, client: Client) -> None:
    theme = a_listed_theme()
    for name in ("agenda:themes", "agenda:new-theme", "agenda:theme", "agenda:decide"):
        allowed = ACCESS[name]
        address = reverse(name, args=[theme.slug] if name in {"agenda:theme", "agenda:decide"} else [])
        for who, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                assert client.get(address).status_code == (200 if who in allowed else 404), (name, who)
        client.logout()
        assert client.get(address).status_code == 302


def test_the_list_takes_as_many_queries_however_long_it_is(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("agenda:themes")).status_code == 200
        return len(queries)

    def one_more() -> None:
        theme = a_listed_theme(chosen=True)
        theme.departments.add(a_department(f"Afdeling {theme.pk}"))
        a_trajectory(Stage.WORKING, theme=theme, title="Loopt nu")
        a_trajectory(Stage.ASKED, theme=theme, title="Alleen gevraagd")

    one_more()
    asked()
    before = asked()
    one_more()
    one_more()
    assert asked() == before
    page = client.get(reverse("agenda:themes")).content.decode()
    assert "Loopt nu" in page
    assert "Alleen gevraagd" not in page


def test_who_decides_sees_what_runs_and_how_much_is_chosen(cast: Cast, client: Client) -> None:
    theme = a_listed_theme(chosen=True, reason="Nodig.")
    a_listed_theme(chosen=True, reason="Ook.")
    a_listed_theme()
    a_trajectory(Stage.WORKING, theme=theme, title="Loopt onder dit thema")
    a_trajectory(Stage.WORKING, theme=a_listed_theme(), title="Loopt elders")
    client.force_login(cast.steering)
    answer = client.get(reverse("agenda:decide", args=[theme.slug]))
    assert answer.context["chosen"] == 2
    assert "Loopt onder dit thema" in answer.content.decode()
    assert "Loopt elders" not in answer.content.decode()
