"""What a group writes down at work: choices, messages, requests for support and a word to all members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

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


def test_what_was_said_in_the_same_words_on_one_day_is_one_line(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    for _each in range(3):
        record(trajectory, Kind.DRAFT_ANSWERED, by=cast.contact, at=now())
    client.force_login(cast.member)
    titles = [line.title for line in client.get(f"/werk/{trajectory.slug}/").context["thread"]]
    assert titles[0].endswith("(3 keer)")
    assert len(titles) == len(set(titles))


def test_few_buttons_stand_in_sight_and_none_is_lost(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    client.force_login(cast.contact)
    now_ = client.get(f"/werk/{trajectory.slug}/").context["choices_now"]
    assert len(now_.likely) == 4
    shown = [*now_.first, *now_.likely, *now_.waiting, *now_.rest]
    assert {button.address for button in shown} == {button.address for button in now_.buttons}
    assert "/tekst/" not in "".join(button.address for button in now_.likely)


def test_what_was_done_and_does_not_repeat_makes_room_for_what_comes_next(client: Client, cast: Cast) -> None:
    explored = a_trajectory(stage=Stage.EXPLORING, flow="unrequested")
    client.force_login(cast.steering)
    page = f"/werk/{explored.slug}/"
    find = reverse("trajectories:official", args=[explored.slug])
    likely = [button.address for button in client.get(page).context["choices_now"].likely]
    assert likely[0] == find
    record(explored, Kind.OFFICIAL_FOUND, by=cast.steering, at=now(), text="Wmo")
    after = client.get(page)
    assert find not in [button.address for button in after.context["choices_now"].likely]
    assert find in after.content.decode()
