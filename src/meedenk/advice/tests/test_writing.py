"""The group writes its advice together, and nobody's text is overwritten."""

from html.parser import HTMLParser
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from meedenk.advice.models import Advice, Perspective
from meedenk.advice.operations import writing
from meedenk.advice.operations.writing import ChangedMeanwhile
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_seat, a_trajectory

from .factories import an_adopted_advice, an_advice

WRITERS = {"group_member", "contact", "support"}


def test_the_contact_begins_the_writing_and_the_group_hears_it(cast: Cast, trajectory: Trajectory) -> None:
    advice = writing.begin_writing(trajectory, by=cast.contact, at=now(), because="Nog niemand gevonden.")
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.ADVISING
    assert advice.title == trajectory.title
    told = Message.objects.filter(kind=Kind.WRITING_BEGUN)
    assert {message.email for message in told} == {cast.contact.email, cast.group_member.email}
    assert trajectory.entries.get(kind=Kind.WRITING_BEGUN).because == "Nog niemand gevonden."


def test_without_critical_view_it_begins_only_with_a_reason(cast: Cast, trajectory: Trajectory) -> None:
    with pytest.raises(Refused, match="critical"):
        writing.begin_writing(trajectory, by=cast.contact, at=now())
    assert not Advice.objects.exists()
    assert not Message.objects.exists()


def test_only_the_contact_begins_and_support_for_the_contact(cast: Cast, trajectory: Trajectory) -> None:
    for name, person in cast.items():
        if name == "contact":
            continue
        with pytest.raises(Refused):
            writing.begin_writing(trajectory, by=person, at=now(), because="x")
    writing.begin_writing(trajectory, by=cast.support, at=now(), because="x", on_behalf_of="Ans")
    assert trajectory.entries.get(kind=Kind.WRITING_BEGUN).on_behalf_of == "Ans"


def test_it_begins_only_from_work(cast: Cast, trajectory: Trajectory) -> None:
    an_advice(trajectory)
    with pytest.raises(Refused):
        writing.begin_writing(trajectory, by=cast.contact, at=now(), because="x")


def test_a_part_is_saved_and_its_version_goes_up(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    assert save(advice, cast, text="Nieuw", version=1) == 2
    assert save(advice, cast, text="Nieuwer", version=2) == 3
    advice.refresh_from_db()
    assert (advice.summary, advice.version_of("summary"), advice.version_of("attention")) == ("Nieuwer", 3, 1)


def save(advice: Advice, cast: Cast, **said: Any) -> int:
    return writing.save_part(advice, "summary", by=cast.group_member, at=now(), **said)


def test_attack_34_the_second_saver_is_refused_and_the_first_text_stands(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    save(advice, cast, text="Van Ans", version=1)
    with pytest.raises(ChangedMeanwhile):
        save(advice, cast, text="Van Hassan", version=1)
    assert Advice.objects.get().summary == "Van Ans"
    assert save(advice, cast, text="Van Ans", version=1) == 2, "the same text twice is no conflict"


def test_only_the_group_writes(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    for version, (name, person) in enumerate(cast.items(), start=1):
        if name in WRITERS:
            writing.save_part(advice, "summary", text=name, version=_version(advice), by=person, at=now())
        else:
            with pytest.raises(Refused):
                writing.save_part(
                    advice, "summary", text=f"{name} {version}", version=_version(advice), by=person, at=now()
                )
        advice.refresh_from_db()
        assert (advice.summary == name) is (name in WRITERS), name


def _version(advice: Advice) -> int:
    return Advice.objects.get(pk=advice.pk).version_of("summary")


def test_after_adoption_nobody_writes(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_adopted_advice(trajectory)
    with pytest.raises(Refused):
        save(advice, cast, text="Toch anders", version=1)
    assert Advice.objects.get().summary == "Kijk wat iemand nodig heeft."


def test_a_part_that_does_not_exist_cannot_be_saved(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    for part in ("number", "published_at", "adopted", "trajectory_id"):
        with pytest.raises(LookupError):
            writing.save_part(advice, part, text="x", version=1, by=cast.contact, at=now())


def test_numbers_follow_the_order_and_keys_stay(cast: Cast, trajectory: Trajectory) -> None:
    advice, acts = an_advice(trajectory, recommendations=3), {"by": cast.contact, "at": now()}
    first, second, third = advice.recommendations.all()
    writing.place_recommendation(third, earlier=True, **acts)
    assert standing(advice) == [(1, first.pk), (2, third.pk), (3, second.pk)]
    writing.place_recommendation(first, earlier=True, **acts)
    writing.remove_recommendation(first, **acts)
    assert standing(advice) == [(1, third.pk), (2, second.pk)]
    new = writing.add_recommendation(advice, title="Nog een", **acts)
    writing.put_back_recommendation(first, **acts)
    assert standing(advice) == [(1, third.pk), (2, second.pk), (3, new.pk), (4, first.pk)]
    writing.put_back_recommendation(first, **acts)
    writing.remove_recommendation(third, **acts)
    writing.remove_recommendation(third, **acts)
    assert standing(advice) == [(1, second.pk), (2, new.pk), (3, first.pk)]
    writing.place_recommendation(third, earlier=True, **acts)
    assert standing(advice) == [(1, second.pk), (2, new.pk), (3, first.pk)]


def standing(advice: Advice) -> list[tuple[int, int]]:
    return list(advice.recommendations.filter(removed_at=None).values_list("order", "pk"))


def test_attack_34_two_savers_of_one_recommendation_lose_nothing(cast: Cast, trajectory: Trajectory) -> None:
    one = an_advice(trajectory).recommendations.first()
    said = {"text": "t", "reason": "r", "sources": "s", "at": now()}
    assert one
    assert writing.save_recommendation(one, title="Van Ans", version=1, by=cast.contact, **said) == 2
    with pytest.raises(ChangedMeanwhile):
        writing.save_recommendation(one, title="Van Hassan", version=1, by=cast.group_member, **said)
    one.refresh_from_db()
    assert one.title == "Van Ans"


def test_a_view_is_counted_and_goes_with_its_last_holder(cast: Cast, trajectory: Trajectory) -> None:
    advice, at = an_advice(trajectory), now()
    ans, hassan = cast.contact.member, cast.group_member.member
    view = writing.write_perspective(advice, member=ans, title="Anders", text="Zo.", by=cast.contact, at=at)
    for _twice in range(2):
        writing.join_perspective(view, member=hassan, by=cast.group_member, at=at)
    assert view.held_by.count() == 2
    writing.leave_perspective(view, member=ans, by=cast.contact, at=at)
    writing.leave_perspective(view, member=hassan, by=cast.group_member, at=at)
    assert not Perspective.objects.exists()
    with pytest.raises(Refused):
        writing.join_perspective(view, member=ans, by=cast.contact, at=at)


def test_the_page_saves_a_part_with_and_without_script(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = an_advice(trajectory)
    client.force_login(cast.group_member)
    page = client.get(reverse("advice:write", args=[trajectory.slug]))
    assert page.status_code == 200
    assert b"data-autosave" in page.content
    address = reverse("advice:part", args=[trajectory.slug, "samenvatting"])
    assert client.post(address, {"text": "Met knop", "version": 1}).status_code == 302
    quiet = client.post(address, {"text": "Vanzelf", "version": 2}, headers={"X-Requested-With": "autosave"})
    assert (quiet.status_code, quiet.json()["version"]) == (200, 3)
    advice.refresh_from_db()
    assert advice.summary == "Vanzelf"


class TypedIn(HTMLParser):
    """The fields of a page in which someone types, outside what is hidden until scripts run."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = False
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self.hidden = "hidden" in has
        typed = tag == "textarea" or (tag == "input" and has.get("type", "text") in {"text", "search", "email"})
        if typed and not self.hidden:
            self.found.append(str(has.get("name")))


def test_without_script_no_button_loses_what_was_typed_elsewhere(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    an_advice(trajectory, recommendations=2, summary="Kijk wat iemand nodig heeft.")
    client.force_login(cast.group_member)
    page = client.get(reverse("advice:write", args=[trajectory.slug])).content.decode()
    reader = TypedIn()
    reader.feed(page)
    assert not reader.found, "what is typed on this page stands alone on a page of its own"
    for address in ("titel", "samenvatting", "wat-goed-gaat", "aandachtspunten", "totstandkoming"):
        link = reverse("advice:part", args=[trajectory.slug, address])
        assert f'href="{link}"' in page
        alone = client.get(link).content.decode().partition("<main")[2].partition("</main>")[0]
        assert alone.count("<button") == 1, address
    assert page.count("Kijk wat iemand nodig heeft.") == 2, "to read, and in the form that scripts show"


def test_a_recommendation_is_added_on_a_page_of_its_own(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = an_advice(trajectory, recommendations=0)
    client.force_login(cast.group_member)
    address = reverse("advice:add-recommendation", args=[trajectory.slug])
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"title": ""})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors["title"]
    added = client.post(address, {"title": "Begin bij de persoon"})
    one = advice.recommendations.get()
    assert added.headers["Location"] == reverse("advice:recommendation", args=[trajectory.slug, one.pk])


def test_attack_34_the_page_shows_both_texts_and_the_writer_decides(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    an_advice(trajectory)
    client.force_login(cast.group_member)
    address = reverse("advice:part", args=[trajectory.slug, "samenvatting"])
    client.post(address, {"text": "De tekst van Ans", "version": 1})
    quiet = client.post(address, {"text": "x", "version": 1}, headers={"X-Requested-With": "autosave"})
    assert quiet.status_code == 409
    both = client.post(address, {"text": "De tekst van Hassan", "version": 1})
    assert both.status_code == 409
    assert both.content.count(b"De tekst van Ans") == 1
    assert both.content.count(b"De tekst van Hassan") == 1
    form = both.context["form"]
    client.post(address, {"text": "De tekst van Hassan", "version": form["version"].value()})
    assert Advice.objects.get().summary == "De tekst van Hassan"


def test_attack_10_a_form_changes_only_its_own_text(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = an_advice(trajectory)
    client.force_login(cast.group_member)
    address = reverse("advice:part", args=[trajectory.slug, "samenvatting"])
    client.post(
        address, {"text": "x", "version": 1, "number": "ASDG-2020-01", "published_at": "2020-01-01", "title": "y"}
    )
    advice.refresh_from_db()
    assert (advice.number, advice.published_at, advice.title) == (None, None, "Begin bij de persoon")


def test_attack_07_a_recommendation_of_another_group_is_not_there(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    an_advice(trajectory)
    foreign = an_advice(a_trajectory(Stage.ADVISING))
    one, view = foreign.recommendations.first(), foreign.perspectives.create(title="t", text="t")
    assert one
    client.force_login(cast.contact)
    for name, key in (("recommendation", one.pk), ("place", one.pk), ("remove", one.pk), ("join", view.pk)):
        address = reverse(f"advice:{name}", args=[trajectory.slug, key])
        assert client.post(address, {"title": "x", "version": 1}).status_code == 404, name
    one.refresh_from_db()
    assert (one.title, one.removed_at) == ("Aanbeveling 1", None)


def test_attack_01_no_text_becomes_markup_on_the_page(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1))"
    advice = an_advice(trajectory, title=evil, summary=evil, attention=evil)
    advice.recommendations.update(title=evil, text=evil, reason=evil, sources=evil)
    advice.perspectives.create(title=evil, text=evil).held_by.add(cast.contact.member)
    client.force_login(cast.contact)
    for name in ("write", "adopt", "round"):
        page = client.get(reverse(f"advice:{name}", args=[trajectory.slug])).content.decode()
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


def test_the_list_of_recommendations_costs_a_fixed_number_of_queries(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_advice(trajectory, recommendations=1)
    client.force_login(cast.contact)
    address = reverse("advice:write", args=[trajectory.slug])
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for order in (2, 3):
        advice.recommendations.create(order=order, title="Meer")
        advice.perspectives.create(title="t", text="t").held_by.add(a_seat(trajectory).member)
    with CaptureQueriesContext(connection) as with_three:
        client.get(address)
    assert len(with_three) <= len(with_one) + 1, "the holders of views are one query more"
