"""The steering group looks into a subject of our own and chooses how it goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import invite, mint
from meedenk.agenda.followed import followed_from
from meedenk.agenda.models import Concern, PaperLetter
from meedenk.agenda.operations import telling
from meedenk.agenda.operations.forgetting import forget_tellers
from meedenk.agenda.tests.factories import BY_POST, a_concern, a_listed_theme, the_link_of
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.models import Official
from meedenk.people.tests.factories import a_member, an_official
from meedenk.trajectories.audiences import tellers
from meedenk.trajectories.models import Exploration, PolicyAdviser, ThinkingPower, Trajectory
from meedenk.trajectories.operations import exploring, polling
from meedenk.trajectories.stages import Flow, Outcome, Stage

from .access import ACCESS
from .factories import a_seat, a_trajectory

pytestmark = pytest.mark.usefixtures("rules")

HOSTILE = "<img src=x onerror=alert(1)>"
FOUR = {"can": "Ja.", "where": "Bij de raad.", "when": "Voor de zomer.", "how": "Met een advies."}
PLAN = {
    "plan": "We spreken vijftig mantelzorgers.",
    "ready": "voor juni",
    "towards": "het college",
    "because": "Er is haast.",
}
LATER = {"reason": "De gemeente begint er later mee.", "look_on": localdate() + timedelta(days=90)}
Act = Callable[..., Any]


def explored(*, official: Official | None = None, **more: Any) -> Trajectory:
    """A subject of our own that the steering group looks into, with a concern that led to it."""
    trajectory = a_trajectory(Stage.EXPLORING, flow=Flow.UNREQUESTED, begun_as=Flow.UNREQUESTED, **more)
    theme = trajectory.theme or a_listed_theme()
    trajectory.concerns.add(a_concern(state=Concern.State.THEME, theme=theme))
    Exploration.objects.create(trajectory=trajectory, official=official)
    return trajectory


def the_adviser_of(trajectory: Trajectory) -> PersonalLink:
    official = trajectory.exploration.official
    until = now() + timedelta(days=9)
    return invite(Purpose.ADVISER, trajectory, email=official.email, name=official.name, at=now(), until=until)


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
    Kind.INFLUENCE_WEIGHED: (exploring.weigh, FOUR, {"steering"}),
    Kind.QUESTION_WORDED: (exploring.word_question, {"question": "Wat helpt?"}, {"steering", "support"}),
    Kind.OWN_TRAJECTORY_CHOSEN: (exploring.go_own_way, PLAN, {"steering"}),
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


def test_members_say_with_one_press_whether_they_would_join_and_only_numbers_are_shown(
    cast: Cast, client: Client
) -> None:
    trajectory = explored()
    closes = localdate() + timedelta(days=9)
    polling.ask_power(trajectory, text="Drie uur per week.", closes_on=closes, by=cast.steering, at=now())
    messages = Message.objects.filter(kind=Kind.THINKING_POWER_ASKED)
    assert {message.email for message in messages} == {
        person.email for person in (cast.member, cast.group_member, cast.contact, cast.steering)
    }
    door = reverse("door", args=[mint(messages.get(email=cast.member.email).link)])
    assert client.get(door).status_code == 200
    assert not ThinkingPower.objects.exists()
    assert client.post(door, {"answer": "yes"}).status_code == 302
    assert client.post(door, {"answer": "maybe"}).status_code == 302
    assert ThinkingPower.objects.get().answer == "maybe"
    client.force_login(cast.contact)
    client.post(reverse("trajectories:answer-power", args=[trajectory.slug]), {"answer": "yes"})
    client.force_login(cast.steering)
    page = client.get(reverse("trajectories:workspace", args=[trajectory.slug])).content.decode()
    assert "1 ja, 1 misschien, 0 nee" in page
    assert "Aanspreekpunt Ans" not in page


def test_the_question_waits_for_a_member_until_it_is_answered(cast: Cast, client: Client) -> None:
    trajectory = explored(title="Werken en zorgen")
    closes = localdate() + timedelta(days=9)
    polling.ask_power(trajectory, text="Drie uur.", closes_on=closes, by=cast.steering, at=now())
    client.force_login(cast.member)
    assert "Werken en zorgen" in client.get(reverse("site:mine")).content.decode()
    polling.answer_power(trajectory, member=cast.member.member, answer="no", by=cast.member, at=now())
    assert "Werken en zorgen" not in client.get(reverse("site:mine")).content.decode()


def test_nobody_answers_for_another_or_too_late_or_twice_asked(cast: Cast) -> None:
    trajectory = explored()
    with pytest.raises(Refused):
        polling.answer_power(trajectory, member=cast.member.member, answer="yes", by=cast.member, at=now())
    closes = localdate() + timedelta(days=9)
    polling.ask_power(trajectory, text="x", closes_on=closes, by=cast.steering, at=now())
    with pytest.raises(Refused):
        polling.ask_power(trajectory, text="x", closes_on=closes, by=cast.steering, at=now())
    for by in (cast.contact, cast.ended, cast.outsider, cast.adviser, None):
        with pytest.raises(Refused):
            polling.answer_power(trajectory, member=cast.member.member, answer="yes", by=by, at=now())
    late = now() + timedelta(days=11)
    with pytest.raises(Refused):
        polling.answer_power(trajectory, member=cast.member.member, answer="yes", by=cast.member, at=late)
    polling.answer_power(
        trajectory, member=cast.member.member, answer="yes", by=cast.support, at=now(), on_behalf_of="Marit"
    )
    assert ThinkingPower.objects.count() == 1


def test_a_collaboration_goes_on_as_a_requested_advice_that_began_with_us(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Wat helpt mensen die werken?", by=cast.steering, at=now())
    link = the_adviser_of(trajectory)
    assert Message.objects.get(audience="other-side").link.email == link.email
    exploring.agree(trajectory, question="Wat helpt mensen die werken?", by=link, at=now())
    trajectory.refresh_from_db()
    assert (trajectory.flow, trajectory.begun_as, trajectory.stage) == ("requested", "unrequested", "taken-up")
    assert trajectory.question == "Wat helpt mensen die werken?"
    assert trajectory.department == trajectory.exploration.official.department
    assert told(Kind.COLLABORATION_AGREED) == {("other-side", False), ("members", True), ("tellers", True)}
    page = client.get(trajectory.get_absolute_url()).content.decode()
    assert "Eigen onderwerp, nu samen met de gemeente" in page


def test_both_sides_word_the_question_and_nobody_agrees_with_themselves(cast: Cast) -> None:
    trajectory = explored(official=an_official())
    with pytest.raises(Refused):
        exploring.agree(trajectory, question="", by=cast.steering, at=now())
    exploring.word_question(trajectory, question="Eerst.", by=cast.steering, at=now())
    link = the_adviser_of(trajectory)
    with pytest.raises(Refused, match="other side"):
        exploring.agree(trajectory, question="Eerst.", by=cast.steering, at=now())
    exploring.word_question(trajectory, question="Dan.", by=link, at=now())
    assert told(Kind.QUESTION_WORDED) == {("other-side", False)}
    for question, by in (("Eerst.", cast.steering), ("Dan.", link)):
        with pytest.raises(Refused):
            exploring.agree(trajectory, question=question, by=by, at=now())
    exploring.agree(trajectory, question="Dan.", by=cast.steering, at=now())
    assert trajectory.stage == Stage.TAKEN_UP


def test_support_writes_down_what_the_official_said_by_phone(cast: Cast) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Zo.", by=cast.steering, at=now())
    exploring.agree(trajectory, question="Zo.", by=cast.support, at=now(), on_behalf_of="Eva Beleid")
    assert trajectory.entries.last().on_behalf_of == "Eva Beleid"


def test_only_the_sides_agree(cast: Cast) -> None:
    for name, person in cast.items():
        trajectory = explored(official=an_official())
        exploring.word_question(trajectory, question="Zo.", by=the_adviser_of_new(trajectory), at=now())
        if name == "steering":
            exploring.agree(trajectory, question="Zo.", by=person, at=now())
            continue
        with pytest.raises(Refused):
            exploring.agree(trajectory, question="Zo.", by=person, at=now())


def the_adviser_of_new(trajectory: Trajectory) -> PersonalLink:
    PolicyAdviser.objects.create(trajectory=trajectory, official=trajectory.exploration.official)
    return the_adviser_of(trajectory)


def test_the_official_reads_agrees_and_words_behind_their_link(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Wat helpt?", by=cast.steering, at=now())
    token = mint(the_adviser_of(trajectory))
    assert "onze vraag" in client.get(reverse("door", args=[token])).content.decode()
    page = reverse("door-page", args=[token, "vraag"])
    assert "Wat helpt?" in client.get(page).content.decode()
    client.post(page, {"question": "Wat helpt echt?"})
    assert trajectory.stage == Stage.EXPLORING
    client.force_login(cast.steering)
    desk = reverse("trajectories:together", args=[trajectory.slug])
    assert "Wat helpt echt?" in client.get(desk).content.decode()
    assert client.post(desk, {"agree": "Wat helpt?"}).status_code == 200
    assert client.post(desk, {"agree": "Wat helpt echt?"}).status_code == 302
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.TAKEN_UP


def test_our_own_way_has_no_adviser_and_everyone_can_read_the_plan(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Zo.", by=cast.steering, at=now())
    exploring.go_own_way(trajectory, **PLAN, by=cast.steering, at=now())
    trajectory.refresh_from_db()
    assert (trajectory.flow, trajectory.stage, trajectory.alone) == (Flow.UNREQUESTED, Stage.TAKEN_UP, True)
    page = client.get(trajectory.get_absolute_url()).content.decode()
    assert PLAN["plan"] in page
    assert PLAN["towards"] in page


def test_another_official_takes_the_place_of_the_first_whose_link_is_closed(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Zo.", by=cast.steering, at=now())
    token = mint(the_adviser_of(trajectory))
    other = an_official("Ander Ambtenaar")
    exploring.find_official(trajectory, official=other, text="Toch een ander.", by=cast.steering, at=now())
    exploring.word_question(trajectory, question="Anders.", by=cast.steering, at=now())
    assert [adviser.official for adviser in PolicyAdviser.objects.filter(trajectory=trajectory)] == [other]
    assert client.get(reverse("door", args=[token])).status_code == 404


def test_who_did_not_weigh_what_we_can_do_says_why_they_go_on(cast: Cast) -> None:
    trajectory = explored()
    with pytest.raises(Refused, match="four questions"):
        exploring.go_own_way(trajectory, **PLAN | {"because": ""}, by=cast.steering, at=now())
    exploring.weigh(trajectory, **FOUR, by=cast.steering, at=now())
    exploring.go_own_way(trajectory, **PLAN | {"because": ""}, by=cast.steering, at=now())
    assert trajectory.stage == Stage.TAKEN_UP


def test_what_is_joined_to_a_running_subject_takes_its_tellers_along(cast: Cast, trajectory: Trajectory) -> None:
    joined = explored(official=an_official())
    for name, person in cast.items():
        if name != "steering":
            with pytest.raises(Refused):
                exploring.join_other(joined, into=trajectory, by=person, at=now())
    exploring.join_other(joined, into=trajectory, by=cast.steering, at=now())
    assert (joined.stage, joined.outcome) == (Stage.CLOSED, Outcome.MERGED)
    assert told(Kind.MERGED) == {("group", False), ("tellers", True)}
    assert set(tellers(trajectory)) == set(tellers(joined))
    assert trajectory.title in joined.entries.last().sentence(Seen.PUBLIC)


def test_nothing_is_joined_to_itself_or_to_what_ended(cast: Cast) -> None:
    joined = explored()
    for into in (joined, a_trajectory(Stage.CLOSED), a_trajectory(Stage.ASKED)):
        with pytest.raises(Refused):
            exploring.join_other(joined, into=into, by=cast.steering, at=now())
    assert not joined.entries.exists()


def test_what_is_left_waits_at_the_desk_on_its_day_and_goes_on_with_its_tellers(cast: Cast, client: Client) -> None:
    left = explored(title="Later misschien", theme=a_listed_theme())
    exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
    client.force_login(cast.steering)
    assert "Later misschien" not in client.get(reverse("site:desk")).content.decode()
    Exploration.objects.update(look_again_on=localdate())
    assert "Later misschien" in client.get(reverse("site:desk")).content.decode()
    page = reverse("trajectories:not-now", args=[left.slug])
    assert f"?na={left.slug}" in client.get(page).content.decode()
    form = {"theme": left.theme_id, "title": "Nu wel", "question": "Wat helpt?", "lead": "Wij zoeken het uit."}
    address = reverse("trajectories:explore") + f"?na={left.slug}"
    assert client.post(address, form).status_code == 302
    again = Trajectory.objects.get(title="Nu wel")
    assert set(tellers(again)) == set(tellers(left))
    assert left.entries.last().kind == Kind.LOOKED_AGAIN
    assert "Later misschien" not in client.get(reverse("site:desk")).content.decode()
    assert client.get(address).status_code == 404


def test_what_was_left_can_be_left_longer_and_tellers_hear_it(cast: Cast, client: Client) -> None:
    left = explored()
    exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
    client.force_login(cast.steering)
    later = LATER["look_on"] + timedelta(days=100)
    page = reverse("trajectories:not-now", args=[left.slug])
    assert client.post(page, {"reason": "Nog niet.", "look_on": later.isoformat()}).status_code == 302
    assert Exploration.objects.get(trajectory=left).look_again_on == later
    assert told(Kind.LOOK_LATER) == {("tellers", False)}
    for name, person in cast.items():
        if name != "steering":
            with pytest.raises(Refused):
                exploring.leave_longer(left, reason="x", look_on=later + timedelta(days=9), by=person, at=now())
    with pytest.raises(Refused):
        exploring.leave_longer(left, reason="x", look_on=LATER["look_on"], by=cast.steering, at=now())
    assert left.stage == Stage.CLOSED


def test_of_two_choices_at_once_one_wins_and_the_other_reads_what_happened(cast: Cast) -> None:
    trajectory = explored()
    seen_earlier = Trajectory.objects.get(pk=trajectory.pk)
    exploring.go_own_way(trajectory, **PLAN, by=cast.steering, at=now())
    with pytest.raises(Refused, match="An own trajectory"):
        exploring.leave_for_now(seen_earlier, **LATER, by=cast.steering, at=now())
    assert told(Kind.NOT_NOW) == set()
    assert Exploration.objects.get(trajectory=trajectory).look_again_on is None


def test_who_told_something_reads_on_their_page_what_followed(cast: Cast, client: Client) -> None:
    trajectory = explored(title="Werken en zorgen")
    concern = trajectory.concerns.get()
    exploring.go_own_way(trajectory, **PLAN, by=cast.steering, at=now())
    page = client.get(reverse("door", args=[mint(the_link_of(concern))])).content.decode()
    assert "Werken en zorgen: Een eigen traject" in page
    assert PLAN["plan"] in page


def test_who_told_something_is_known_as_long_as_it_runs(cast: Cast) -> None:
    trajectory = explored()
    concern = trajectory.concerns.get()
    later = now() + timedelta(days=1000)
    forget_tellers(later)
    assert tellers(trajectory).get().email
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    forget_tellers(later)
    assert tellers(trajectory).get().email
    Exploration.objects.update(look_again_on=None)
    assert not followed_from([concern.pk])[concern.pk][0].runs
    forget_tellers(later)
    assert not tellers(trajectory).get().email


def test_a_teller_who_hears_by_post_has_a_letter(cast: Cast) -> None:
    trajectory = explored()
    trajectory.concerns.add(a_concern(teller=BY_POST))
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    assert PaperLetter.objects.count() == 1


def test_attack_12_a_teller_who_stopped_hears_nothing_more(cast: Cast) -> None:
    trajectory = explored()
    teller = tellers(trajectory).get()
    telling.stop_hearing(teller.concern, by=None, at=now())
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    assert not Message.objects.filter(kind=Kind.NOT_NOW).exists()


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
        "plan-talk": {"day": day, "place": "Stadhuis"},
        "talk-held": {"text": "Goed."},
        "ask-power": {"text": "Drie uur.", "closes_on": day},
        "weigh": FOUR,
        "together": {"question": "Wat helpt?"},
        "own-way": PLAN,
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
    exploring.weigh(trajectory, **dict.fromkeys(FOUR, HOSTILE), by=cast.steering, at=now())
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
