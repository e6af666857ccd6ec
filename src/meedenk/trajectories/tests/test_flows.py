"""The two flows as a table: every way leads to an end, and every step is for whom it says and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.template import Context, Template
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.common.refusal import Refused
from meedenk.journal.happenings import HAPPENINGS
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.journal.operations import record
from meedenk.journal.sentences import Facts
from meedenk.people.models import Official
from meedenk.people.tests.factories import a_user, an_official
from meedenk.trajectories.conditions import CONTACT, holds_when, is_answered
from meedenk.trajectories.flows import STEPS, may, steps_now, steps_on_behalf
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import move
from meedenk.trajectories.operations import calling
from meedenk.trajectories.rules import is_adviser
from meedenk.trajectories.stages import Flow, Outcome, Stage
from meedenk.trajectories.steps import Audience, Step

from .factories import a_trajectory

EVERYONE = "outsider ended member group_member contact steering support adviser office executor clock"
MEMBERS = "member group_member contact steering"
GROUP = "group_member contact"
STAFF = "steering support"
# The clock is what happens by itself; everyone else is a person of the cast.
WHO: dict[Kind, str] = {
    Kind.QUESTION_ASKED: EVERYONE,
    Kind.MORE_ASKED: STAFF,
    Kind.MORE_GIVEN: "adviser",
    Kind.TAKEN_UP: "steering",
    Kind.DECLINED: "steering",
    Kind.REFERRED: "steering",
    Kind.CALL_OPENED: STAFF,
    Kind.CALL_ANSWERED: MEMBERS,
    Kind.ASKED_PERSONALLY: STAFF,
    Kind.CALL_REMINDED: "clock",
    Kind.CALL_PROLONGED: STAFF,
    Kind.CALL_CLOSED: "steering clock",
    Kind.GROUP_FORMED: "steering",
    Kind.MEMBER_JOINED: "steering",
    Kind.MEMBER_LEFT: f"{GROUP} steering",
    Kind.FIRST_TALK_PLANNED: f"{STAFF} contact",
    Kind.FIRST_TALK_HELD: f"{GROUP} {STAFF}",
    Kind.DATES_ASKED: f"{GROUP} {STAFF}",
    Kind.DATES_CHANGED: f"{GROUP} {STAFF}",
    Kind.DATES_ANSWERED: f"{GROUP} adviser",
    Kind.CONTACT_NOMINATED: GROUP,
    Kind.CONTACT_VOTED: GROUP,
    Kind.CONTACT_CHOSEN: GROUP,
    Kind.AGREEMENT_PROPOSED: "contact adviser",
    Kind.AGREEMENT_CONFIRMED: "contact adviser",
    Kind.AGREEMENT_CHANGED: "contact adviser",
    Kind.AGREEMENT_KEPT: "contact adviser",
    Kind.WORK_BEGUN: "contact",
    Kind.ACTIVITY_PLANNED: GROUP,
    Kind.ACTIVITY_CHANGED: f"{GROUP} {STAFF}",
    Kind.ACTIVITY_CANCELLED: f"{GROUP} {STAFF}",
    Kind.ACTIVITY_HELD: GROUP,
    Kind.ACTIVITY_REPORTED: GROUP,
    Kind.FINDING_NOTED: GROUP,
    Kind.SOURCE_ADDED: f"{GROUP} adviser",
    Kind.SOURCE_ASKED: GROUP,
    Kind.SOURCE_LATE: "clock",
    Kind.SOURCE_REMOVED: f"{GROUP} {STAFF}",
    Kind.CHOICE_MADE: GROUP,
    Kind.THOUGHT_ALONG: GROUP,
    Kind.SUPPORT_ASKED: "contact",
    Kind.SUPPORT_GIVEN: "support",
    Kind.TASK_ADDED: GROUP,
    Kind.TASK_TAKEN: GROUP,
    Kind.TASK_DONE: GROUP,
    Kind.TASK_REOPENED: GROUP,
    Kind.TASK_HANDED_BACK: f"{GROUP} clock",
    Kind.GROUP_TOLD: f"{GROUP} {STAFF}",
    Kind.REPORT_ASKED: "clock",
    Kind.REPORTED_TO_MEMBERS: "contact steering",
    Kind.WORDING_CHANGED: f"{STAFF} contact",
    Kind.ADVISER_ADDED: f"{STAFF} adviser",
    Kind.ADVISER_ENDED: f"{STAFF} adviser",
    Kind.WRITING_BEGUN: "contact",
    Kind.ENDED_WITHOUT_ADVICE: "contact steering",
    Kind.DRAFT_IN_ROUND: "contact",
    Kind.DRAFT_ANSWERED: GROUP,
    Kind.ADOPTED: "contact steering",
    Kind.REOPENED_FOR_WRITING: "contact steering",
    Kind.DELIVERED: STAFF,
    Kind.ATTACHED: STAFF,
    Kind.PUBLISHED: STAFF,
    Kind.RESPONSE_EXPECTED: "clock",
    Kind.RESPONSE_REMINDED: "steering clock",
    Kind.RESPONSE_PLANNED: "office",
    Kind.RESPONSE_CALLED_BACK: "office",
    Kind.RESPONSE_RECEIVED: "office clock",
    Kind.NO_RESPONSE: "steering",
    Kind.RESPONSE_AFTER_ALL: "office",
    Kind.RESPONSE_CHANGED: "office",
    Kind.LATER_ASKED: "clock",
    Kind.RESPONSE_WEIGHED: GROUP,
    Kind.REPORTED_BACK: "steering",
    Kind.MONITORING_AGREED: "steering",
    Kind.COMMITMENT_RECORDED: f"{GROUP} steering",
    Kind.CHECK_ASKED: "clock",
    Kind.CHECK_ANSWERED: "executor",
    Kind.CHECK_STALE: "clock",
    Kind.EXECUTOR_CHANGED: f"{GROUP} steering",
    Kind.NOTICE_ARRANGED: f"{GROUP} steering",
    Kind.NOTICE_ASKED: "clock",
    Kind.NOTICE_TOLD: "",
    Kind.NOTICE_QUOTED: f"{GROUP} steering",
    Kind.FINAL_ACCOUNT: "contact steering",
    Kind.STOPPED: "steering",
    Kind.REOPENED: "steering",
    Kind.EXPLORING_BEGUN: "steering",
    Kind.OFFICIAL_FOUND: STAFF,
    Kind.OFFICIAL_CONTACTED: STAFF,
    Kind.EXPLORING_TALK_PLANNED: STAFF,
    Kind.EXPLORING_TALK_HELD: STAFF,
    Kind.THINKING_POWER_ASKED: "steering",
    Kind.THINKING_POWER_ANSWERED: MEMBERS,
    Kind.INFLUENCE_WEIGHED: "steering",
    Kind.QUESTION_WORDED: f"{STAFF} adviser",
    Kind.COLLABORATION_AGREED: "steering adviser",
    Kind.OWN_TRAJECTORY_CHOSEN: "steering",
    Kind.MERGED: "steering",
    Kind.NOT_NOW: "steering",
}
PUBLIC = {
    Kind.TAKEN_UP,
    Kind.DECLINED,
    Kind.REFERRED,
    Kind.GROUP_FORMED,
    Kind.AGREEMENT_CONFIRMED,
    Kind.WORK_BEGUN,
    Kind.ACTIVITY_PLANNED,
    Kind.ACTIVITY_CHANGED,
    Kind.ACTIVITY_CANCELLED,
    Kind.ACTIVITY_HELD,
    Kind.WRITING_BEGUN,
    Kind.ENDED_WITHOUT_ADVICE,
    Kind.DELIVERED,
    Kind.ATTACHED,
    Kind.PUBLISHED,
    Kind.RESPONSE_REMINDED,
    Kind.RESPONSE_RECEIVED,
    Kind.NO_RESPONSE,
    Kind.RESPONSE_AFTER_ALL,
    Kind.RESPONSE_CHANGED,
    Kind.MONITORING_AGREED,
    Kind.COMMITMENT_RECORDED,
    Kind.CHECK_ANSWERED,
    Kind.CHECK_STALE,
    Kind.NOTICE_ASKED,
    Kind.FINAL_ACCOUNT,
    Kind.STOPPED,
    Kind.REOPENED,
    Kind.EXPLORING_BEGUN,
    Kind.COLLABORATION_AGREED,
    Kind.OWN_TRAJECTORY_CHOSEN,
    Kind.MERGED,
    Kind.NOT_NOW,
}
BEGINNINGS = {Flow.REQUESTED: Stage.ASKED, Flow.UNREQUESTED: Stage.EXPLORING}
ALL_STEPS = [(flow, step) for flow, steps in STEPS.items() for step in steps]
each_step = pytest.mark.parametrize(
    ("flow", "step"), ALL_STEPS, ids=[f"{flow}-{step.kind}" for flow, step in ALL_STEPS]
)


def after(flow: Flow, stages: set[Stage]) -> set[Stage]:
    """Every stage that can be reached from `stages`, with these themselves."""
    found = set(stages)
    while True:
        more = {step.to for step in STEPS[flow] if step.to and found & set(step.origin)} - found
        if not more:
            return found
        found |= more


@pytest.mark.parametrize("flow", list(Flow))
def test_every_stage_that_can_be_reached_leads_to_the_end(flow: Flow) -> None:
    reached = after(flow, {BEGINNINGS[flow]})
    assert Stage.CLOSED in reached
    for stage in reached:
        assert Stage.CLOSED in after(flow, {stage}), stage


def test_every_stage_is_part_of_a_flow() -> None:
    reached = {stage for flow in Flow for stage in after(flow, {BEGINNINGS[flow]})}
    assert reached == set(Stage)


@pytest.mark.parametrize("flow", list(Flow))
def test_nothing_follows_the_end_but_opening_it_again(flow: Flow) -> None:
    assert after(flow, {Stage.CLOSED}) == {Stage.CLOSED}
    follows = [step for step in STEPS[flow] if Stage.CLOSED in step.origin]
    assert [(step.kind, step.goes_back) for step in follows] == [(Kind.REOPENED, True)]


@each_step
def test_a_step_ends_a_trajectory_exactly_when_it_says_how(flow: Flow, step: Step) -> None:
    assert (step.to == Stage.CLOSED) is (step.outcome is not None)
    assert step.outcome is None or step.outcome in Outcome


@each_step
def test_a_step_stands_once_in_its_flow(flow: Flow, step: Step) -> None:
    assert [each.kind for each in STEPS[flow]].count(step.kind) == 1


@each_step
def test_a_step_is_told_in_words_that_need_no_more_than_it_asks(flow: Flow, step: Step) -> None:
    happening = HAPPENINGS[step.kind]
    for seen in Seen:
        assert happening.told(dict.fromkeys(step.asks, "woord"), seen)
    assert happening.title % Facts(dict.fromkeys(step.asks, "woord"))


@each_step
def test_an_audience_is_told_once_at_once_or_in_its_digest(flow: Flow, step: Step) -> None:
    audiences = [told.audience for told in step.told]
    assert len(audiences) == len(set(audiences))
    assert set(audiences) <= set(Audience)


@each_step
def test_a_page_has_words_for_its_button(flow: Flow, step: Step) -> None:
    assert bool(step.page) is bool(step.label)


def test_the_table_names_every_step() -> None:
    assert set(WHO) == {step.kind for _flow, step in ALL_STEPS}


def test_a_step_is_for_whom_the_table_says_and_nobody_else(cast: Cast, trajectory: Trajectory) -> None:
    people: dict[str, Any] = dict(cast.items()) | {"clock": None}
    for _flow, step in ALL_STEPS:
        may_take = {name for name, person in people.items() if step.by(person, trajectory, at=now())}
        assert may_take == set(WHO[step.kind].split()), step.kind


def test_support_may_take_a_step_for_someone_and_nobody_else_may(cast: Cast, trajectory: Trajectory) -> None:
    people: dict[str, Any] = dict(cast.items()) | {"clock": None}
    for _flow, step in ALL_STEPS:
        allowed = {name for name, person in people.items() if may(step, person, trajectory, at=now())}
        assert allowed == set(WHO[step.kind].split()) | {"support"}, step.kind


def test_in_a_stage_that_is_not_its_own_a_step_is_refused(cast: Cast, trajectory: Trajectory) -> None:
    for flow, step in ALL_STEPS:
        facts = dict.fromkeys(step.asks, "woord")
        for stage in set(Stage) - set(step.origin):
            trajectory.flow, trajectory.stage = flow, stage
            with pytest.raises(Refused):
                move(trajectory, step.kind, by=cast.support, at=now(), because="zo", on_behalf_of="iemand", **facts)
            assert trajectory.stage == stage
    assert not Entry.objects.exists()


def test_a_button_is_shown_to_who_may_press_it(cast: Cast, trajectory: Trajectory) -> None:
    for flow in Flow:
        for stage in Stage:
            trajectory.flow, trajectory.stage = flow, stage
            possible = {step.kind for step in STEPS[flow] if step.page and stage in step.origin}
            for name, person in cast.items():
                shown = {step.kind for step in steps_now(person, trajectory, at=now())}
                assert shown == {kind for kind in possible if name in WHO[kind].split()}, (name, stage)
                behalf = {step.kind for step in steps_on_behalf(person, trajectory, at=now())}
                assert behalf == (possible - shown if name == "support" else set()), (name, stage)


def test_what_the_public_reads_is_what_the_flows_say(rules: None) -> None:
    trajectory = a_trajectory(Stage.WORKING)
    for kind in Kind:
        Entry.objects.create(dossier=trajectory.dossier, kind=kind, at=now())
    read = {Kind(entry.kind) for entry in trajectory.entries.seen_by(Seen.PUBLIC, at=now())}
    assert {kind for kind in WHO if kind in read} == PUBLIC
    page = Template("{% for entry in entries %}{{ entry.title }}{% endfor %}")
    assert page.render(Context({"entries": trajectory.entries.seen_by(Seen.STAFF, at=now())}))


@each_step
def test_the_page_of_a_step_is_there(flow: Flow, step: Step) -> None:
    if step.page:
        assert reverse(step.page, args=["onderwerp"]).startswith("/werk/onderwerp/")


@each_step
def test_what_a_step_on_a_page_needs_is_answered_by_a_station(flow: Flow, step: Step) -> None:
    assert not step.page or all(is_answered(need) for need in step.needs)


def test_a_need_is_answered_once() -> None:
    with pytest.raises(ValueError, match="already answered"):
        holds_when(CONTACT)(lambda trajectory, at: True)


def test_attack_08_who_comes_too_late_hears_only_what_led_to_the_stage(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.TAKEN_UP)
    until = now() + timedelta(days=9)
    calling.open_call(trajectory, text="Doe mee", time_asked="3 uur", closes_at=until, by=cast.steering, at=now())
    record(trajectory, Kind.CHOICE_MADE, by=cast.contact, at=now(), what="Geheim van de groep", why="Daarom")
    with pytest.raises(Refused) as refused:
        move(trajectory, Kind.RESPONSE_RECEIVED, by=cast.office, at=now())
    assert "Call to all members" in str(refused.value)
    assert "Geheim" not in str(refused.value)


def test_an_official_who_left_is_no_adviser_any_more(rules: None) -> None:
    official = an_official()
    trajectory, user = a_trajectory(adviser=official), a_user(email=official.email)
    assert is_adviser(user, trajectory, at=now())
    Official.objects.update(left_on=localdate())
    assert not is_adviser(user, trajectory, at=now())
