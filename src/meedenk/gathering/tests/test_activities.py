"""Activities: planned, changed, cancelled, and seen by whom they concern."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.common.refusal import Refused
from meedenk.gathering.models import Activity
from meedenk.gathering.operations import activities as acts
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import ABOUT, a_poll, an_activity, queries, told_at_once

GUESTS = [("Mo Gast", "Mo@Voorbeeld.nl")]
EVIL = '<img src=x onerror=alert(1)>"\r\nATTENDEE:mailto:evil@voorbeeld.nl'


def plan(trajectory: Trajectory, by: object, **more: object) -> Activity:
    at = now()
    return acts.plan_activity(trajectory, **(ABOUT | {"starts_at": at + timedelta(days=9)} | more), by=by, at=at)


def test_everyone_invited_gets_the_facts_at_once(trajectory: Trajectory, cast: Cast) -> None:
    activity = plan(trajectory, cast.group_member, guests=GUESTS, with_adviser=True, place="Dorpshuis")
    adviser = trajectory.advisers.get().official.email
    assert told_at_once(Kind.ACTIVITY_PLANNED) == {
        cast.group_member.email,
        cast.contact.email,
        adviser,
        "mo@voorbeeld.nl",
    }
    guest = Message.objects.get(email="mo@voorbeeld.nl")
    assert (guest.button, guest.link, guest.address) == ("", None, "")
    assert Message.objects.get(email=adviser).link is not None
    assert ["Where", "Dorpshuis"] in guest.facts or ["Waar", "Dorpshuis"] in guest.facts
    entry = trajectory.entries.get()
    assert (entry.kind, entry.facts["what"]) == (Kind.ACTIVITY_PLANNED, activity.title)


def test_only_the_group_plans_and_support_for_someone_by_name(trajectory: Trajectory, cast: Cast) -> None:
    for name, person in cast.items():
        if name in {"group_member", "contact"}:
            plan(trajectory, person)
        else:
            with pytest.raises(Refused):
                plan(trajectory, person)
    assert Activity.objects.count() == 2
    plan(trajectory, cast.support, on_behalf_of="Groepslid Hassan")
    assert trajectory.entries.last().on_behalf_of == "Groepslid Hassan"


def test_nothing_is_planned_in_the_past_or_before_the_work_began(trajectory: Trajectory, cast: Cast) -> None:
    at = now()
    with pytest.raises(Refused):
        plan(trajectory, cast.contact, starts_at=at)
    with pytest.raises(Refused):
        plan(trajectory, cast.contact, ends_at=at + timedelta(days=8))
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.STARTING)
    trajectory.refresh_from_db()
    with pytest.raises(Refused):
        plan(trajectory, cast.contact)
    assert not Activity.objects.exists()
    assert not trajectory.entries.exists()


def test_another_date_is_mailed_at_once_with_a_newer_calendar_file(trajectory: Trajectory, cast: Cast) -> None:
    activity = plan(trajectory, cast.contact, guests=GUESTS)
    later = activity.starts_at + timedelta(days=1)
    acts.change_activity(activity, starts_at=later, ends_at=None, place="", by=cast.contact, at=now())
    assert told_at_once(Kind.ACTIVITY_CHANGED) == {cast.group_member.email, cast.contact.email, "mo@voorbeeld.nl"}
    with default_storage.open(Message.objects.filter(kind=Kind.ACTIVITY_CHANGED).first().attachment.name) as file:
        assert b"SEQUENCE:1" in file.read()
    assert trajectory.entries.last().facts["day_on"] == str(localdate(later))


def test_without_another_date_only_who_is_new_is_mailed(trajectory: Trajectory, cast: Cast) -> None:
    activity = plan(trajectory, cast.contact, guests=GUESTS)
    Message.objects.all().delete()
    same = {"starts_at": activity.starts_at, "ends_at": None, "place": ""}
    more = [("Mo Gast", "mo@voorbeeld.nl"), ("Nieuw", "nieuw@voorbeeld.nl")]
    acts.change_activity(activity, **same, guests=more, title="Ander woord", by=cast.contact, at=now())
    assert set(Message.objects.values_list("email", flat=True)) == {"nieuw@voorbeeld.nl"}
    assert Activity.objects.get().title == "Ander woord"


def test_a_cancelled_activity_says_why_to_everyone_invited(trajectory: Trajectory, cast: Cast) -> None:
    activity = plan(trajectory, cast.contact, guests=GUESTS)
    acts.cancel_activity(activity, reason="De zaal is weg.", by=cast.contact, at=now())
    assert told_at_once(Kind.ACTIVITY_CANCELLED) == {cast.group_member.email, cast.contact.email, "mo@voorbeeld.nl"}
    message = Message.objects.filter(kind=Kind.ACTIVITY_CANCELLED).first()
    assert "De zaal is weg." in message.body
    with default_storage.open(message.attachment.name) as file:
        assert b"STATUS:CANCELLED" in file.read()
    with pytest.raises(Refused, match="meanwhile"):
        acts.cancel_activity(activity, reason="Nog eens", by=cast.contact, at=now())


def test_the_group_and_staff_change_and_cancel(trajectory: Trajectory, cast: Cast) -> None:
    for name, person in cast.items():
        activity = an_activity(trajectory)
        if name in {"group_member", "contact", "steering", "support"}:
            acts.cancel_activity(activity, reason="Ziek", by=person, at=now())
        else:
            with pytest.raises(Refused):
                acts.cancel_activity(activity, reason="Ziek", by=person, at=now())
            with pytest.raises(Refused):
                acts.change_activity(
                    activity, starts_at=now() + timedelta(days=3), ends_at=None, place="", by=person, at=now()
                )
        activity.refresh_from_db()
        assert (activity.state == Activity.State.CANCELLED) is (
            name in {"group_member", "contact", "steering", "support"}
        )


def test_who_sees_which_activity(trajectory: Trajectory, cast: Cast) -> None:
    planned, held = an_activity(trajectory), an_activity(trajectory, days=-2)
    cancelled = an_activity(trajectory, state=Activity.State.CANCELLED)
    sought = a_poll(trajectory).activity
    talk = an_activity(trajectory, kind="first-talk")
    every = {planned, held, cancelled, sought, talk}
    seen = {name: set(Activity.objects.visible_to(person, at=now())) for name, person in cast.items()}
    for name in ("group_member", "contact", "steering", "support"):
        assert seen[name] == every, name
    assert seen["member"] == {planned, held, talk}
    for name in ("outsider", "ended", "adviser", "office", "executor"):
        assert seen[name] == {planned, held}, name


def test_attack_08_of_an_activity_of_another_group_a_member_reads_what_all_members_may(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    other = an_activity(a_trajectory(Stage.WORKING))
    client.force_login(cast.contact)
    for page in ("activity", "change", "cancel", "held", "report", "finding", "calendar"):
        here, there = (
            client.get(reverse(f"gathering:{page}", args=[slug, other.pk])).status_code
            for slug in (trajectory.slug, other.trajectory.slug)
        )
        assert (here, there) == (404, 200 if page in {"activity", "calendar"} else 404), page


def test_attack_01_what_people_type_stays_text_on_every_page(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    evil = {"title": EVIL[:160], "why": EVIL, "place": EVIL, "method": EVIL}
    activity = an_activity(trajectory, **evil)
    activity.guests.create(name=EVIL[:100], email="g@voorbeeld.nl")
    client.force_login(cast.contact)
    for page in ("activities", "activity", "change", "cancel"):
        arguments = [trajectory.slug] if page == "activities" else [trajectory.slug, activity.pk]
        html = client.get(reverse(f"gathering:{page}", args=arguments)).content.decode()
        assert "<img src=x" not in html, page
    calendar = client.get(reverse("gathering:calendar", args=[trajectory.slug, activity.pk])).content
    assert b"\r\nATTENDEE" not in calendar
    assert calendar.count(b"BEGIN:VEVENT") == 1


def test_attack_10_nobody_types_a_state_or_a_report_into_the_plan(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    client.force_login(cast.contact)
    day = now() + timedelta(days=9)
    typed = ABOUT | {"starts_at_0": day.date(), "starts_at_1": "19:30", "minutes": 90, "guests": ""}
    more = {"state": "held", "report": "Vals", "trajectory": 999, "revision": 7}
    assert client.post(reverse("gathering:plan", args=[trajectory.slug]), typed | more).status_code == 302
    activity = Activity.objects.get()
    assert (activity.state, activity.report, activity.revision) == ("planned", "", 0)
    assert activity.trajectory == trajectory


def test_attack_30_odd_signs_are_refused_or_kept_as_they_are(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    client.force_login(cast.contact)
    day = now() + timedelta(days=9)
    typed = ABOUT | {"starts_at_0": day.date(), "starts_at_1": "19:30", "minutes": 90}
    address = reverse("gathering:plan", args=[trajectory.slug])
    assert client.post(address, typed | {"title": "a\x00b"}).status_code == 200
    assert client.post(address, typed | {"guests": "Mo mo@voorbeeld.nl\nniets"}).status_code == 200
    assert not Activity.objects.exists()
    assert (
        client.post(address, typed | {"title": "İ 😀 \u202eevil", "guests": "Mo <mo@voorbeeld.nl>"}).status_code == 302
    )
    assert Activity.objects.get().guests.get().name == "Mo"


def test_attack_29_a_huge_list_of_guests_is_refused_quickly(trajectory: Trajectory, cast: Cast, client: Client) -> None:
    client.force_login(cast.contact)
    address = reverse("gathering:plan", args=[trajectory.slug])
    response = client.post(address, ABOUT | {"guests": "a" * 100_000})
    assert response.status_code == 200
    assert not Activity.objects.exists()


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    an_activity(trajectory)
    client.force_login(cast.contact)
    address = reverse("gathering:activities", args=[trajectory.slug])
    one = queries(client, address)
    for _each in range(2):
        an_activity(trajectory)
        an_activity(trajectory, days=-3)
    assert queries(client, address) == one


def test_a_changed_form_shows_what_there_is_and_keeps_it(trajectory: Trajectory, cast: Cast, client: Client) -> None:
    client.force_login(cast.contact)
    activity = an_activity(trajectory, heard=["user"], place="Hier")
    address = reverse("gathering:change", args=[trajectory.slug, activity.pk])
    form = client.get(address).context["form"]
    assert form["place"].value() == "Hier"
    assert form["minutes"].value() == 90
    typed = {"kind": "speaker", "title": "Nieuw", "why": "Daarom", "starts_at_0": "2099-01-01", "starts_at_1": "10:00"}
    assert client.post(address, typed | {"minutes": "60", "place": "Daar"}).status_code == 302
    activity.refresh_from_db()
    assert (activity.place, activity.kind, activity.ends_at - activity.starts_at) == (
        "Daar",
        "speaker",
        timedelta(hours=1),
    )
