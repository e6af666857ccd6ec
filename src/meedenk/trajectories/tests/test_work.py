"""Choices, tasks, messages, support, and a word to all members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.common.refusal import Refused
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import record
from meedenk.mail.models import Message
from meedenk.mail.rendering import render
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import Choice, GroupMessage, GroupSeat, SupportRequest, Task, Trajectory
from meedenk.trajectories.operations import tasks, working
from meedenk.trajectories.stages import OPEN, RUNNING_GROUP, WITH_GROUP, Stage

from .factories import a_seat, a_trajectory

CHOICE = {"what": "Alleen de dorpen", "why": "Daar speelt het.", "left": "De stad"}
HELP = {"kind": "secretarial", "text": "Een zaal in Haren"}
GROUP, CONTACT = {"group_member", "contact"}, {"contact"}


@dataclass(frozen=True)
class Case:
    """An act: its words, who may do it, and in which stages."""

    act: Callable[..., object]
    words: dict[str, str]
    who: set[str]
    when: tuple[Stage, ...]


CASES = {
    "choice": Case(working.make_choice, CHOICE, GROUP, (Stage.WORKING, Stage.ADVISING)),
    "message": Case(working.write_to_group, {"text": "Hoi"}, GROUP | {"steering", "support"}, WITH_GROUP),
    "support": Case(working.ask_support, HELP, CONTACT, RUNNING_GROUP),
    "report": Case(working.report, {"text": "Het gaat goed."}, CONTACT | {"steering"}, OPEN),
    "task": Case(tasks.add_task, {"text": "Zaal huren"}, GROUP, WITH_GROUP),
}
every_act = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
BY_PAGE = {
    "choice": CHOICE,
    "support": HELP,
    "report": {"text": "Het gaat goed."},
    "messages": {"text": "Hoi"},
    "tasks": {"text": "Zaal huren"},
}


def a_task(trajectory: Trajectory, **more: Any) -> Task:
    return Task.objects.create(trajectory=trajectory, text="Zaal huren", added_at=now(), **more)


@every_act
def test_who_may_do_it_and_nobody_else(cast: Cast, trajectory: Trajectory, case: Case) -> None:
    for name, person in cast.items():
        before = trajectory.entries.count()
        if name in case.who:
            case.act(trajectory, **case.words, by=person, at=now())
        else:
            with pytest.raises(Refused):
                case.act(trajectory, **case.words, by=person, at=now())
        assert trajectory.entries.count() == before + (name in case.who), name


@every_act
def test_in_another_stage_it_is_refused_and_nothing_is_half_done(cast: Cast, case: Case) -> None:
    for stage in set(Stage) - set(case.when):
        trajectory = a_trajectory(stage)
        a_seat(trajectory, cast.contact.member, contact=True)
        with pytest.raises(Refused):
            case.act(trajectory, **case.words, by=cast.contact, at=now())
        assert not trajectory.entries.exists(), stage
    for model in (Choice, Task, GroupMessage, SupportRequest, Message):
        assert not model.objects.exists()


@pytest.mark.parametrize("name", ["choice", "support", "report", "task"])
def test_support_does_it_for_someone_by_name(cast: Cast, trajectory: Trajectory, name: str) -> None:
    case = CASES[name]
    case.act(trajectory, **case.words, by=cast.support, at=now(), on_behalf_of="Aanspreekpunt Ans")
    assert trajectory.entries.get().on_behalf_of == "Aanspreekpunt Ans"


def test_a_choice_goes_to_the_group_in_its_digest(cast: Cast, trajectory: Trajectory) -> None:
    working.make_choice(trajectory, **CHOICE, by=cast.contact, at=now())
    assert told(Kind.CHOICE_MADE) == {("group", True)}
    assert Message.objects.count() == 2
    assert Choice.objects.get().left == "De stad"


def test_a_message_goes_to_the_others_of_the_group_in_their_digest(cast: Cast, trajectory: Trajectory) -> None:
    working.write_to_group(trajectory, text="Wie komt er morgen?", by=cast.contact, at=now())
    message = Message.objects.get()
    assert (message.email, message.digest, message.body) == (cast.group_member.email, True, "Wie komt er morgen?")


def test_attack_21_nobody_buries_the_group_in_messages(trajectory: Trajectory, cast: Cast) -> None:
    at = now()
    for _ in range(60):
        working.write_to_group(trajectory, text="Hoi", by=cast.contact, at=at)
    with pytest.raises(Refused, match="very many messages"):
        working.write_to_group(trajectory, text="Hoi", by=cast.contact, at=at)
    assert GroupMessage.objects.count() == 60
    working.write_to_group(trajectory, text="Hoi", by=cast.group_member, at=at)


def test_attack_01_hostile_words_are_only_text_in_the_mails_of_the_group(cast: Cast, trajectory: Trajectory) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    working.make_choice(trajectory, what=hostile, why=hostile, left=hostile, by=cast.contact, at=now())
    working.write_to_group(trajectory, text=hostile, by=cast.contact, at=now())
    working.ask_support(trajectory, kind="secretarial", text=hostile, by=cast.contact, at=now())
    working.report(trajectory, text=hostile, by=cast.contact, at=now())
    for message in Message.objects.all():
        assert hostile not in render(message, [message], {}, at=now()).alternatives[0].content


def test_support_hears_at_once_what_is_asked_and_the_contact_what_was_done(cast: Cast, trajectory: Trajectory) -> None:
    asked = working.ask_support(trajectory, **HELP, by=cast.contact, at=now())
    assert told(Kind.SUPPORT_ASKED) == {("support", False)}
    working.give_support(asked, answer="Zaal geboekt", by=cast.support, at=now())
    assert Message.objects.get(kind=Kind.SUPPORT_GIVEN).email == cast.contact.email
    with pytest.raises(Refused):
        working.give_support(asked, answer="Nog een zaal", by=cast.support, at=now())
    asked.refresh_from_db()
    assert (asked.answer, asked.given_by) == ("Zaal geboekt", cast.support)


def test_only_support_gives_support(cast: Cast, trajectory: Trajectory) -> None:
    for name, person in cast.items():
        asked = SupportRequest.objects.create(trajectory=trajectory, **HELP, asked_at=now())
        if name == "support":
            working.give_support(asked, answer="Klaar", by=person, at=now())
        else:
            with pytest.raises(Refused):
                working.give_support(asked, answer="Klaar", by=person, at=now())
        asked.refresh_from_db()
        assert (asked.given_at is not None) is (name == "support"), name


def test_a_report_goes_to_all_members_in_their_digest(cast: Cast, trajectory: Trajectory) -> None:
    working.report(trajectory, text="We spraken met tien mensen.", by=cast.contact, at=now())
    assert told(Kind.REPORTED_TO_MEMBERS) == {("members", True)}
    assert Message.objects.count() == 4


def test_a_silent_group_is_asked_for_a_word_once_per_silence(cast: Cast, trajectory: Trajectory) -> None:
    silence = length("weeks-silent-before-report", localdate())
    begun = now() + timedelta(minutes=1)
    record(trajectory, Kind.WORK_BEGUN, by=cast.contact, at=begun)
    working.ask_for_reports(begun + silence - timedelta(seconds=1))
    assert not Message.objects.exists()
    for late in (silence, silence, silence + timedelta(days=30)):
        working.ask_for_reports(begun + late)
    assert [message.email for message in Message.objects.all()] == [cast.contact.email]
    working.report(trajectory, text="Het gaat goed.", by=cast.contact, at=begun + silence + timedelta(days=31))
    working.ask_for_reports(begun + silence * 2 + timedelta(days=30))
    assert Message.objects.filter(kind=Kind.REPORT_ASKED).count() == 1
    working.ask_for_reports(begun + silence * 2 + timedelta(days=31))
    assert Message.objects.filter(kind=Kind.REPORT_ASKED).count() == 2


def test_without_a_contact_the_steering_group_hears_of_the_silence(cast: Cast, trajectory: Trajectory) -> None:
    GroupSeat.objects.update(is_contact=False)
    record(trajectory, Kind.WORK_BEGUN, by=cast.contact, at=now() - timedelta(days=365))
    working.ask_for_reports(now())
    assert Message.objects.get().email == cast.steering.email


def test_a_task_is_not_due_in_the_past(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    yesterday, today = localdate() - timedelta(days=1), localdate()
    with pytest.raises(Refused, match="passed"):
        tasks.add_task(trajectory, text="Zaal huren", by_on=yesterday, by=cast.contact, at=now())
    client.force_login(cast.contact)
    address = reverse("trajectories:tasks", args=[trajectory.slug])
    page = client.post(address, {"text": "Zaal huren in Haren", "by_on": yesterday.isoformat()})
    assert "Zaal huren in Haren" in page.content.decode(), "what was typed stays"
    assert not Task.objects.exists()
    assert not trajectory.entries.exists()
    client.post(address, {"text": "Zaal huren", "by_on": today.isoformat()})
    assert Task.objects.get().by_on == today


def test_a_task_is_taken_done_and_put_back(cast: Cast, trajectory: Trajectory) -> None:
    task, member = a_task(trajectory), cast.group_member.member
    tasks.take_task(task, member=member, by=cast.group_member, at=now())
    task.refresh_from_db()
    assert task.member == member
    tasks.finish_task(task, by=cast.contact, at=now())
    with pytest.raises(Refused):
        tasks.finish_task(task, by=cast.contact, at=now())
    tasks.reopen_task(task, by=cast.contact, at=now())
    task.refresh_from_db()
    assert (task.done_at, task.member) == (None, member)
    tasks.hand_back_task(task, by=cast.group_member, at=now())
    task.refresh_from_db()
    assert task.member is None


def test_a_task_is_taken_by_one(cast: Cast, trajectory: Trajectory) -> None:
    task = a_task(trajectory)
    tasks.take_task(task, member=cast.contact.member, by=cast.contact, at=now())
    with pytest.raises(Refused, match="just taken"):
        tasks.take_task(task, member=cast.group_member.member, by=cast.group_member, at=now())
    with pytest.raises(Refused):
        tasks.take_task(a_task(trajectory), member=cast.member.member, by=cast.contact, at=now())


def test_open_tasks_of_who_left_or_whose_term_ended_go_back_to_the_group(cast: Cast, trajectory: Trajectory) -> None:
    stays, seat_ended, term_ended = (
        a_task(trajectory, member=a_seat(trajectory).member),
        a_task(trajectory, member=a_seat(trajectory).member),
        a_task(trajectory, member=a_seat(trajectory).member),
    )
    done = a_task(trajectory, member=seat_ended.member, done_at=now())
    GroupSeat.objects.filter(member=seat_ended.member).update(until=localdate())
    term_ended.member.terms.update(until=localdate())
    for _ in range(2):
        tasks.hand_back_tasks(now())
    for task, holds in ((stays, True), (seat_ended, False), (term_ended, False), (done, True)):
        task.refresh_from_db()
        assert (task.member is not None) is holds
    assert trajectory.entries.filter(kind=Kind.TASK_HANDED_BACK).count() == 2
    assert told(Kind.TASK_HANDED_BACK) == {("group", True)}


@pytest.mark.parametrize("page", list(BY_PAGE))
def test_attack_06_the_pages_are_not_there_for_others(
    client: Client, cast: Cast, trajectory: Trajectory, page: str
) -> None:
    address = reverse(f"trajectories:{page}", args=[trajectory.slug])
    enters = {
        "choice": GROUP | {"support"},
        "support": CONTACT | {"support"},
        "report": CONTACT | {"steering", "support"},
        "messages": GROUP | {"steering", "support"},
        "tasks": GROUP | {"steering", "support"},
    }[page]
    for name in ("ended", "member", "group_member", "contact", "steering", "support"):
        client.force_login(getattr(cast, name))
        status = 200 if name in enters else 404
        assert client.get(address).status_code == status, name
        if status == 404:
            assert client.post(address, BY_PAGE[page]).status_code == 404, name
    assert not trajectory.entries.exists()
    client.logout()
    assert client.post(address, BY_PAGE[page]).status_code == 302
    assert not trajectory.entries.exists()


@pytest.mark.parametrize("page", list(BY_PAGE))
def test_a_page_does_what_its_button_says(client: Client, cast: Cast, trajectory: Trajectory, page: str) -> None:
    client.force_login(cast.contact)
    response = client.post(reverse(f"trajectories:{page}", args=[trajectory.slug]), BY_PAGE[page])
    assert response.status_code == 302
    assert trajectory.entries.count() == 1


def test_support_reads_the_requests_of_all_groups_oldest_first(client: Client, cast: Cast) -> None:
    address = reverse("trajectories:support-requests")
    client.force_login(cast.support)
    client.get(address)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            SupportRequest.objects.create(trajectory=a_trajectory(Stage.WORKING), **HELP, asked_at=now())
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).content.decode().count(HELP["text"]) == SupportRequest.objects.count()
        counts.append(len(captured))
    assert counts[0] == counts[1]
    asked = SupportRequest.objects.first()
    client.post(reverse("trajectories:support-given", args=[asked.pk]), {"answer": "Geregeld"})
    assert client.get(address).content.decode().count(HELP["text"]) == 2
    for name in ("ended", "member", "contact", "steering"):
        client.force_login(getattr(cast, name))
        assert client.get(address).status_code == 404, name
        assert client.get(reverse("trajectories:support-given", args=[asked.pk])).status_code == 404, name


def test_attack_07_a_task_of_another_group_is_not_there(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    strange = a_task(a_trajectory(Stage.WORKING))
    client.force_login(cast.contact)
    address = reverse("trajectories:task", args=[trajectory.slug, strange.pk])
    for act in ("take", "finish", "hand-back", "reopen"):
        assert client.post(address, {"act": act}).status_code == 404
    own = reverse("trajectories:task", args=[trajectory.slug, a_task(trajectory).pk])
    for act in ("", "delete", "take_task"):
        assert client.post(own, {"act": act}).status_code == 404
    assert client.get(own).status_code == 405
    client.force_login(cast.steering)
    assert client.post(own, {"act": "take"}).status_code == 404
    assert not Task.objects.exclude(member=None).exists()


def test_on_the_page_tasks_are_taken_and_finished(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    task = a_task(trajectory)
    address = reverse("trajectories:task", args=[trajectory.slug, task.pk])
    client.force_login(cast.group_member)
    client.post(address, {"act": "take", "member": cast.contact.member.pk})
    task.refresh_from_db()
    assert task.member == cast.group_member.member
    client.post(address, {"act": "hand-back"})
    client.force_login(cast.support)
    client.post(address, {"act": "take", "member": cast.contact.member.pk})
    task.refresh_from_db()
    assert task.member == cast.contact.member
    assert trajectory.entries.last().on_behalf_of == cast.contact.member.name
    client.post(address, {"act": "finish"})
    task.refresh_from_db()
    assert task.done_at
