"""The steering group looks into a subject of our own."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from icalendar import Calendar

from meedenk.accounts.operations import mint
from meedenk.agenda.models import Concern
from meedenk.agenda.tests.factories import a_concern, a_listed_theme
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.tests.factories import a_member, an_official
from meedenk.trajectories.audiences import tellers
from meedenk.trajectories.models import Exploration, PolicyAdviser, Trajectory
from meedenk.trajectories.operations import exploring, polling
from meedenk.trajectories.stages import Flow, Stage

from .access import ACCESS
from .factories import FOUR_ANSWERS, LATER, OWN_PLAN, a_seat, a_trajectory, explored, the_adviser_of

pytestmark = pytest.mark.usefixtures("rules")

HOSTILE = "<img src=x onerror=alert(1)>"
Act = Callable[..., Any]

ACTS: dict[Kind, tuple[Act, dict[str, Any], set[str]]] = {
    Kind.OFFICIAL_FOUND: (exploring.find_official, {"official": None, "text": "Niemand."}, {"steering", "support"}),
    Kind.OFFICIAL_CONTACTED: (exploring.contact_official, {"text": "Kunnen we praten?"}, {"steering", "support"}),
    Kind.EXPLORING_TALK_PLANNED: (
        exploring.plan_talk,
        {"day": localdate() + timedelta(days=9), "place": "Stadhuis"},
        {"steering", "support"},
    ),
    Kind.EXPLORING_TALK_HELD: (exploring.hold_talk, {"text": "Zij denken mee."}, {"steering", "support"}),
    Kind.THINKING_POWER_ASKED: (
        polling.ask_power,
        {"text": "Drie uur per week.", "closes_on": localdate() + timedelta(days=9)},
        {"steering"},
    ),
    Kind.INFLUENCE_WEIGHED: (exploring.weigh, FOUR_ANSWERS, {"steering"}),
    Kind.QUESTION_WORDED: (exploring.word_question, {"question": "Wat helpt?"}, {"steering", "support"}),
    Kind.OWN_TRAJECTORY_CHOSEN: (exploring.go_own_way, OWN_PLAN, {"steering"}),
    Kind.NOT_NOW: (exploring.leave_for_now, LATER, {"steering"}),
}
TOLD: dict[Kind, set[tuple[str, bool]]] = {
    Kind.OFFICIAL_FOUND: {("steering", True)},
    Kind.OFFICIAL_CONTACTED: {("official", False), ("steering", True)},
    Kind.EXPLORING_TALK_PLANNED: {("official", False), ("steering", True)},
    Kind.EXPLORING_TALK_HELD: {("official", False), ("steering", True)},
    Kind.THINKING_POWER_ASKED: {("members", False)},
    Kind.INFLUENCE_WEIGHED: set(),
    Kind.QUESTION_WORDED: {("other-side", False)},
    Kind.OWN_TRAJECTORY_CHOSEN: {("members", True), ("tellers", True)},
    Kind.NOT_NOW: {("tellers", False)},
}
each_act = pytest.mark.parametrize("kind", list(ACTS))


@each_act
def test_who_may_does_it_and_everyone_else_is_refused(cast: Cast, kind: Kind) -> None:
    act, facts, allowed = ACTS[kind]
    for name, person in [*cast.items(), ("clock", None)]:
        trajectory = explored(official=an_official())
        if name in allowed:
            act(trajectory, **facts, by=person, at=now())
            assert trajectory.entries.get().kind == kind
            continue
        with pytest.raises(Refused):
            act(trajectory, **facts, by=person, at=now())
        trajectory.refresh_from_db()
        assert trajectory.stage == Stage.EXPLORING, name
        assert not trajectory.entries.exists(), name
    assert told(kind) == TOLD[kind]


@pytest.mark.parametrize(
    "kind",
    [Kind.OFFICIAL_CONTACTED, Kind.EXPLORING_TALK_PLANNED, Kind.EXPLORING_TALK_HELD, Kind.QUESTION_WORDED],
)
def test_attack_32_a_button_that_is_pressed_twice_sends_the_official_one_mail(cast: Cast, kind: Kind) -> None:
    act, facts, _allowed = ACTS[kind]
    trajectory = explored(official=an_official())
    act(trajectory, **facts, by=cast.steering, at=now())
    with pytest.raises(Refused, match="a moment ago"):
        act(trajectory, **facts, by=cast.steering, at=now())
    assert Message.objects.filter(kind=kind, user=None).count() == 1
    act(trajectory, **facts, by=cast.steering, at=now() + timedelta(days=1))


def test_attack_32_a_button_that_is_pressed_twice_begins_one_subject(cast: Cast) -> None:
    what: dict[str, Any] = {"theme": a_listed_theme(), "title": "Dagbesteding", "question": "Wat?", "lead": "Kort."}
    begun = exploring.explore(**what, by=cast.steering, at=now())
    with pytest.raises(Refused, match="already"):
        exploring.explore(**what | {"title": "dagbesteding"}, by=cast.support, at=now(), on_behalf_of="Siebe")
    assert list(Trajectory.objects.filter(title__iexact="Dagbesteding")) == [begun]
    exploring.explore(**what | {"theme": a_listed_theme()}, by=cast.steering, at=now())


@each_act
def test_support_does_for_someone_what_only_the_steering_group_may(cast: Cast, kind: Kind) -> None:
    act, facts, allowed = ACTS[kind]
    if "support" not in allowed:
        trajectory = explored(official=an_official())
        act(trajectory, **facts, by=cast.support, at=now(), on_behalf_of="Stuurgroep Siebe")
        assert trajectory.entries.get().on_behalf_of == "Stuurgroep Siebe"


@each_act
@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.EXPLORING])
def test_in_another_stage_it_is_refused_and_nothing_is_half_done(cast: Cast, kind: Kind, stage: Stage) -> None:
    act, facts, _allowed = ACTS[kind]
    trajectory = a_trajectory(stage, flow=Flow.UNREQUESTED)
    found = Exploration.objects.create(trajectory=trajectory, official=an_official())
    with pytest.raises(Refused):
        act(trajectory, **facts, by=cast.steering, at=now())
    assert not trajectory.entries.exists()
    assert not Message.objects.exists()
    found.refresh_from_db()
    assert (found.question, found.look_again_on, found.power_asked_at) == ("", None, None)
    assert not PolicyAdviser.objects.filter(trajectory=trajectory).exists()


def test_everyone_can_read_that_we_look_into_it_and_tellers_are_tied_to_it(cast: Cast, client: Client) -> None:
    theme = a_listed_theme(chosen=True)
    concern = a_concern(state=Concern.State.THEME, theme=theme)
    a_concern(state=Concern.State.MERGED, merged_into=concern)
    trajectory = exploring.explore(
        theme=theme,
        title="Werken en zorgen",
        question="Wat helpt?",
        lead="Wij zoeken het uit.",
        concerns=[concern],
        by=cast.steering,
        at=now(),
    )
    assert (trajectory.stage, trajectory.flow, trajectory.begun_as) == ("exploring", "unrequested", "unrequested")
    assert told(Kind.EXPLORING_BEGUN) == {("members", True)}
    assert tellers(trajectory).count() == 2
    assert "Wij zoeken het uit." in client.get(trajectory.get_absolute_url()).content.decode()
    for name, person in cast.items():
        if name != "steering":
            with pytest.raises(Refused):
                exploring.explore(theme=theme, title="X", question="?", lead="", by=person, at=now())


def test_what_was_found_can_be_nobody_and_then_nobody_is_written_to(cast: Cast) -> None:
    trajectory = explored()
    exploring.find_official(trajectory, official=None, text="Wij belden vier mensen.", by=cast.support, at=now())
    with pytest.raises(Refused, match="who is about this"):
        exploring.contact_official(trajectory, text="Dag", by=cast.support, at=now())
    gone = an_official(left_on=localdate())
    exploring.find_official(trajectory, official=gone, text="Gevonden.", by=cast.support, at=now())
    with pytest.raises(Refused):
        exploring.plan_talk(trajectory, day=localdate(), place="", by=cast.support, at=now())


def test_a_talk_is_planned_on_a_day_to_come(cast: Cast) -> None:
    trajectory = explored(official=an_official())
    with pytest.raises(Refused):
        exploring.plan_talk(trajectory, day=localdate() - timedelta(days=1), place="", by=cast.steering, at=now())
    for late in (localdate(), localdate() - timedelta(days=1)):
        with pytest.raises(Refused):
            exploring.leave_for_now(trajectory, reason="x", look_on=late, by=cast.steering, at=now())
        with pytest.raises(Refused):
            polling.ask_power(trajectory, text="x", closes_on=late, by=cast.steering, at=now())
    assert not trajectory.entries.exists()


def test_the_hour_and_the_place_of_a_talk_stay_to_be_read_until_it_was_held(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    day_on = localdate() + timedelta(days=9)
    exploring.plan_talk(trajectory, day=day_on, clock=time(10), place="Stadhuis", by=cast.steering, at=now())
    client.force_login(cast.member)
    address = reverse("trajectories:workspace", args=[trajectory.slug])
    panel = "Ons gesprek met de gemeente"
    page = client.get(address).content.decode()
    assert panel in page
    assert page.count("10:00, Stadhuis") == 2, "in what was found out, and in what happened"
    exploring.hold_talk(trajectory, text="Zij denken mee.", by=cast.steering, at=now())
    assert panel not in client.get(address).content.decode()


def test_the_official_has_a_file_for_the_calendar_and_a_new_day_takes_the_place_of_the_old(cast: Cast) -> None:
    trajectory = explored(official=an_official())
    day_on = localdate() + timedelta(days=9)
    for clock in (time(10), time(14, 30), None):
        exploring.plan_talk(trajectory, day=day_on, clock=clock, place="Stadhuis", by=cast.steering, at=now())
    events = []
    for message in Message.objects.filter(kind=Kind.EXPLORING_TALK_PLANNED, audience="official").order_by("pk"):
        assert message.attachment.name.endswith("/afspraak.ics")
        with message.attachment.open("rb") as file:
            [found] = Calendar.from_ical(file.read()).walk("VEVENT")
        events.append(found)
    assert len({each["uid"] for each in events}) == 1
    assert [int(each["sequence"]) for each in events] == [1, 2, 3]
    starts = [each.decoded("dtstart") for each in events]
    assert [localtime(each).time() for each in starts[:2]] == [time(10), time(14, 30)]
    assert starts[2] == day_on, "without an hour it lasts the day"
    assert {str(each["location"]) for each in events} == {"Stadhuis"}


PAGES = ["official", "contact-official", "plan-talk", "talk-held", "ask-power"]
PAGES += ["weigh", "together", "own-way", "join-other", "not-now"]


def test_attack_06_the_pages_open_for_who_may_and_are_not_there_for_others(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    for page in PAGES:
        address = reverse(f"trajectories:{page}", args=[trajectory.slug])
        assert client.get(address).status_code == 302
        for name in ("ended", "member", "group_member", "contact", "steering", "support"):
            client.force_login(getattr(cast, name))
            status = 200 if name in ACCESS[f"trajectories:{page}"] else 404
            assert client.get(address).status_code == status, (page, name)
            if status == 404:
                assert client.post(address, {"text": "x", "reason": "x"}).status_code == 404
        client.logout()
    assert not trajectory.entries.exists()


def test_a_requested_advice_has_no_such_pages(cast: Cast, client: Client, trajectory: Trajectory) -> None:
    client.force_login(cast.steering)
    for page in PAGES:
        assert client.get(reverse(f"trajectories:{page}", args=[trajectory.slug])).status_code == 404


def test_the_pages_do_what_their_buttons_say(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)
    official, running = an_official(), a_trajectory(Stage.WORKING)
    day = (localdate() + timedelta(days=9)).isoformat()
    forms: dict[str, dict[str, Any]] = {
        "official": {"official": official.pk, "text": "Gevonden."},
        "contact-official": {"text": "Dag"},
        "plan-talk": {"day": day, "clock": "10:00", "place": "Stadhuis"},
        "talk-held": {"text": "Goed."},
        "ask-power": {"text": "Drie uur.", "closes_on": day},
        "weigh": FOUR_ANSWERS,
        "together": {"question": "Wat helpt?"},
        "own-way": OWN_PLAN,
    }
    trajectory = explored()
    for page, form in forms.items():
        assert client.post(reverse(f"trajectories:{page}", args=[trajectory.slug]), form).status_code == 302, page
    for page, form in {"join-other": {"into": running.pk}, "not-now": {"reason": "x", "look_on": day}}.items():
        address = reverse(f"trajectories:{page}", args=[explored().slug])
        assert client.post(address, {}).status_code == 200
        assert client.post(address, form).status_code == 302, page


def test_attack_01_what_was_written_is_shown_as_text(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official(HOSTILE), title=HOSTILE)
    exploring.find_official(
        trajectory, official=trajectory.exploration.official, text=HOSTILE, by=cast.steering, at=now()
    )
    exploring.word_question(trajectory, question=HOSTILE, by=cast.steering, at=now())
    exploring.weigh(trajectory, **dict.fromkeys(FOUR_ANSWERS, HOSTILE), by=cast.steering, at=now())
    client.force_login(cast.steering)
    addresses = [reverse("trajectories:workspace", args=[trajectory.slug]), trajectory.get_absolute_url()]
    addresses += [reverse(f"trajectories:{page}", args=[trajectory.slug]) for page in PAGES]
    addresses.append(reverse("door-page", args=[mint(the_adviser_of(trajectory)), "vraag"]))
    for address in addresses:
        assert HOSTILE not in client.get(address).content.decode(), address


def test_attack_08_outsiders_read_nothing_of_the_official_and_the_tellers(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official("Ambtenaar Geheim"))
    concern = trajectory.concerns.get()
    exploring.find_official(
        trajectory, official=trajectory.exploration.official, text="Ambtenaar Geheim", by=cast.steering, at=now()
    )
    page = client.get(trajectory.get_absolute_url()).content.decode()
    assert "Geheim" not in page
    assert concern.text not in page
    client.force_login(cast.member)
    workspace = client.get(reverse("trajectories:workspace", args=[trajectory.slug])).content.decode()
    assert concern.text not in workspace
    assert f"/beheer/signalen/{concern.pk}/" not in workspace


def test_the_desk_says_when_nothing_happens_any_more(cast: Cast, client: Client) -> None:
    trajectory = explored(title="Al lang stil")
    exploring.find_official(trajectory, official=None, text="Niemand.", by=cast.steering, at=now() - timedelta(weeks=7))
    client.force_login(cast.steering)
    assert "Al lang stil" in client.get(reverse("site:desk")).content.decode()


def test_the_lists_take_as_many_queries_however_long_they_are(cast: Cast, client: Client) -> None:
    theme = a_listed_theme(chosen=True)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def one_more() -> None:
        trajectory = explored(theme=theme, official=an_official())
        Exploration.objects.filter(trajectory=trajectory).update(power_closes_on=localdate(), power_asked_at=now())
        a_seat(trajectory, a_member())
        exploring.find_official(trajectory, official=None, text="x", by=cast.steering, at=now() - timedelta(weeks=8))
        left = explored(theme=theme)
        exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
        Exploration.objects.filter(trajectory=left).update(look_again_on=localdate())

    one_more()
    first = Trajectory.objects.filter(stage=Stage.EXPLORING).earliest("pk")
    client.force_login(cast.steering)
    lists = [reverse("site:desk"), reverse("site:mine"), reverse("trajectories:workspace", args=[first.slug])]
    for address in lists:
        asked(address)
    before = [asked(address) for address in lists]
    one_more()
    one_more()
    assert [asked(address) for address in lists] == before
