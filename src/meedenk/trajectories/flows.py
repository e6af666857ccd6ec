"""The two flows: what may follow what, who may, what it needs, who is told. The handbook's charts are drawn from it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from meedenk.common.predicates import anybody
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_staff, is_steering, is_support

from . import conditions as need
from .models import Trajectory
from .rules import (
    has_draft,
    in_group,
    is_adviser,
    is_asked_for_power,
    is_asked_what_they_notice,
    is_called,
    is_clock,
    is_contact,
    is_executor,
    is_invited,
    is_office,
)
from .stages import NOT_CLOSED, OPEN, RUNNING_GROUP, WITH_GROUP, Flow, Outcome, Stage
from .steps import Audience, Box, Step, at_once, in_digest

A, S = Audience, Stage

# One step in one glance: the table keeps its own layout.
# fmt: off
ASKING = (
    Step(Kind.QUESTION_ASKED, anybody, (), S.ASKED, asks=("question", "department"),
         told=at_once(A.STEERING, A.ADVISER), box=Box.QUESTION),
    Step(Kind.MORE_ASKED, is_staff, (S.ASKED,), asks=("text",), told=at_once(A.ADVISER),
         label=_("Ask for more information"), page="trajectories:more", box=Box.QUESTION),
    Step(Kind.MORE_GIVEN, is_adviser, (S.ASKED,), asks=("text",), told=at_once(A.STEERING), box=Box.QUESTION),
    Step(Kind.TAKEN_UP, is_steering, (S.ASKED,), S.TAKEN_UP, told=at_once(A.ADVISER) + in_digest(A.MEMBERS),
         label=_("Take a decision"), page="trajectories:decision", box=Box.QUESTION),
    Step(Kind.DECLINED, is_steering, (S.ASKED,), S.CLOSED, asks=("reason",), outcome=Outcome.DECLINED,
         told=at_once(A.ADVISER) + in_digest(A.MEMBERS), box=Box.QUESTION),
    Step(Kind.REFERRED, is_steering, (S.ASKED,), S.CLOSED, asks=("whom",), outcome=Outcome.REFERRED,
         told=at_once(A.ADVISER) + in_digest(A.MEMBERS), box=Box.QUESTION),
)

EXPLORING = (
    Step(Kind.EXPLORING_BEGUN, is_steering, (), S.EXPLORING, told=in_digest(A.MEMBERS), box=Box.CONCERN),
    Step(Kind.OFFICIAL_FOUND, is_staff, (S.EXPLORING,), asks=("text",), told=in_digest(A.STEERING),
         label=_("Find who is about this"), page="trajectories:official", box=Box.OFFICIAL),
    Step(Kind.OFFICIAL_CONTACTED, is_staff, (S.EXPLORING,), asks=("name",),
         told=at_once(A.OFFICIAL) + in_digest(A.STEERING), label=_("Write to the official"),
         page="trajectories:contact-official", box=Box.OFFICIAL),
    Step(Kind.EXPLORING_TALK_PLANNED, is_staff, (S.EXPLORING,), asks=("day_on",),
         told=at_once(A.OFFICIAL) + in_digest(A.STEERING), label=_("Plan the talk"), page="trajectories:plan-talk",
         box=Box.OFFICIAL),
    Step(Kind.EXPLORING_TALK_HELD, is_staff, (S.EXPLORING,), asks=("text",),
         told=at_once(A.OFFICIAL) + in_digest(A.STEERING), label=_("Write down what came of the talk"),
         page="trajectories:talk-held", box=Box.OFFICIAL),
    Step(Kind.THINKING_POWER_ASKED, is_steering, (S.EXPLORING,), asks=("closes_on",), told=at_once(A.MEMBERS),
         label=_("Ask members whether they would join"), page="trajectories:ask-power", box=Box.WEIGH),
    Step(Kind.THINKING_POWER_ANSWERED, is_asked_for_power, (S.EXPLORING,), box=Box.WEIGH),
    Step(Kind.INFLUENCE_WEIGHED, is_steering, (S.EXPLORING,), asks=("can", "where", "when", "how"),
         label=_("Weigh what we can do"), page="trajectories:weigh", box=Box.WEIGH),
    Step(Kind.QUESTION_WORDED, is_staff | is_adviser, (S.EXPLORING,), asks=("question",), told=at_once(A.OTHER_SIDE),
         label=_("Word a question together"), page="trajectories:together", box=Box.COLLABORATE),
    Step(Kind.COLLABORATION_AGREED, is_steering | is_adviser, (S.EXPLORING,), S.TAKEN_UP, asks=("question",),
         goes_on_as=Flow.REQUESTED, told=at_once(A.OTHER_SIDE) + in_digest(A.MEMBERS, A.TELLERS), box=Box.COLLABORATE),
    Step(Kind.OWN_TRAJECTORY_CHOSEN, is_steering, (S.EXPLORING,), S.TAKEN_UP, needs=(need.INFLUENCE_WEIGHED,),
         asks=("plan", "ready", "towards"), told=in_digest(A.MEMBERS, A.TELLERS), label=_("Go our own way"),
         page="trajectories:own-way", box=Box.OWN_WAY),
    Step(Kind.MERGED, is_steering, (S.EXPLORING,), S.CLOSED, asks=("into",), outcome=Outcome.MERGED,
         told=at_once(A.GROUP) + in_digest(A.TELLERS), label=_("Join it to what runs already"),
         page="trajectories:join-other", box=Box.WEIGH),
    Step(Kind.NOT_NOW, is_steering, (S.EXPLORING,), S.CLOSED, asks=("reason", "look_on"), outcome=Outcome.STOPPED,
         told=at_once(A.TELLERS), label=_("Leave it for now"), page="trajectories:not-now", box=Box.WEIGH),
)

GATHERING_A_GROUP = (
    Step(Kind.CALL_OPENED, is_staff, (S.TAKEN_UP,), S.CALLING, asks=("closes_on",), told=at_once(A.MEMBERS),
         label=_("Open the call"), page="trajectories:call", box=Box.CALL),
    Step(Kind.CALL_ANSWERED, is_called, (S.CALLING,), asks=("answer",), told=at_once(A.THE_MEMBER),
         label=_("Answer the call"), page="trajectories:answer", box=Box.CALL),
    Step(Kind.ASKED_PERSONALLY, is_staff, (S.CALLING,), asks=("name",), told=at_once(A.THE_MEMBER),
         label=_("See who signed up"), page="trajectories:sign-ups", box=Box.CALL),
    Step(Kind.CALL_REMINDED, is_clock, (S.CALLING,), told=at_once(A.UNANSWERED), box=Box.CALL),
    Step(Kind.CALL_PROLONGED, is_staff, (S.CALLING, S.FORMING), S.CALLING, asks=("closes_on",),
         told=at_once(A.STEERING), label=_("Leave the call open longer"), page="trajectories:prolong", box=Box.CALL),
    Step(Kind.CALL_CLOSED, is_steering | is_clock, (S.CALLING,), S.FORMING, told=at_once(A.STEERING),
         label=_("Close the call"), page="trajectories:close", box=Box.CALL),
    Step(Kind.GROUP_FORMED, is_steering, (S.FORMING,), S.STARTING, needs=(need.GROUP_BIG_ENOUGH,),
         told=at_once(A.CHOSEN, A.NOT_CHOSEN, A.ADVISER) + in_digest(A.MEMBERS), label=_("Form the group"),
         page="trajectories:group", box=Box.GROUP),
    Step(Kind.MEMBER_JOINED, is_steering, RUNNING_GROUP, needs=(need.GROUP_NOT_TOO_LARGE,), asks=("name",),
         told=at_once(A.GROUP), label=_("Add someone to the group"), page="trajectories:join", box=Box.GROUP),
    Step(Kind.MEMBER_LEFT, is_steering | in_group, RUNNING_GROUP, asks=("name",), told=at_once(A.GROUP),
         label=_("Leave the group"), others=_("Someone leaves the group"),
         page="trajectories:leave", box=Box.GROUP),
)

STARTING = (
    Step(Kind.FIRST_TALK_PLANNED, is_staff | is_contact, (S.STARTING,), needs=(need.FIRST_TALK_AHEAD,),
         asks=("day_on",), told=at_once(A.INVITED), label=_("Plan the first talk"), page="gathering:first-talk",
         box=Box.GROUP),
    Step(Kind.FIRST_TALK_HELD, is_staff | in_group, (S.STARTING, S.WORKING), told=at_once(A.INVITED), box=Box.GROUP),
    Step(Kind.CONTACT_NOMINATED, in_group, RUNNING_GROUP, asks=("name",), told=at_once(A.GROUP),
         label=_("Choose a contact"), page="trajectories:contact", offered_until=need.CONTACT, box=Box.CONTACT),
    Step(Kind.CONTACT_VOTED, in_group, RUNNING_GROUP, box=Box.CONTACT),
    Step(Kind.CONTACT_CHOSEN, in_group, RUNNING_GROUP, asks=("name",),
         told=at_once(A.GROUP, A.ADVISER) + in_digest(A.STEERING), box=Box.CONTACT),
    Step(Kind.AGREEMENT_PROPOSED, is_contact | is_adviser, (S.STARTING, S.WORKING), asks=("text",),
         told=at_once(A.OTHER_SIDE), label=_("Make agreements"), page="trajectories:agreements", box=Box.CONTACT),
    Step(Kind.AGREEMENT_CONFIRMED, is_contact | is_adviser, (S.STARTING, S.WORKING), asks=("text",),
         told=at_once(A.OTHER_SIDE), box=Box.CONTACT),
    Step(Kind.AGREEMENT_CHANGED, is_contact | is_adviser, (S.STARTING, S.WORKING), asks=("text",),
         told=at_once(A.OTHER_SIDE), box=Box.CONTACT),
    Step(Kind.AGREEMENT_KEPT, is_contact | is_adviser, WITH_GROUP, asks=("text",), box=Box.CONTACT),
    Step(Kind.WORK_BEGUN, is_contact, (S.STARTING,), S.WORKING,
         needs=(need.CONTACT, need.AGREEMENTS, need.FIRST_TALK), told=in_digest(A.MEMBERS),
         label=_("Begin the work"), page="trajectories:begin", box=Box.GATHER),
)

WORKING = (
    Step(Kind.DATES_ASKED, is_staff | in_group, RUNNING_GROUP, asks=("what", "closes_on"), told=at_once(A.INVITED),
         box=Box.GATHER),
    Step(Kind.DATES_CHANGED, is_staff | in_group, RUNNING_GROUP, asks=("what", "closes_on"), told=at_once(A.INVITED),
         box=Box.GATHER),
    Step(Kind.DATES_ANSWERED, is_invited, RUNNING_GROUP, asks=("what",), box=Box.GATHER),
    Step(Kind.ACTIVITY_PLANNED, in_group, (S.WORKING, S.ADVISING), asks=("what", "day_on"), told=at_once(A.INVITED),
         label=_("Plan an activity"), page="gathering:plan", repeats=True, box=Box.GATHER),
    Step(Kind.ACTIVITY_CHANGED, is_staff | in_group, RUNNING_GROUP, asks=("what", "day_on"), told=at_once(A.INVITED),
         box=Box.GATHER),
    Step(Kind.ACTIVITY_CANCELLED, is_staff | in_group, RUNNING_GROUP, asks=("what", "reason"),
         told=at_once(A.INVITED), box=Box.GATHER),
    Step(Kind.ACTIVITY_HELD, in_group, (S.WORKING, S.ADVISING), asks=("what",), box=Box.GATHER),
    Step(Kind.ACTIVITY_REPORTED, in_group, (S.STARTING, S.WORKING, S.ADVISING), asks=("what",),
         told=in_digest(A.GROUP), box=Box.GATHER),
    Step(Kind.FINDING_NOTED, in_group, RUNNING_GROUP, asks=("what", "text"), box=Box.GATHER),
    Step(Kind.SOURCE_ADDED, in_group | is_adviser, RUNNING_GROUP, asks=("title",), told=in_digest(A.GROUP),
         label=_("Add a piece"), page="gathering:add-source", repeats=True, box=Box.GATHER),
    Step(Kind.SOURCE_ASKED, in_group, RUNNING_GROUP, asks=("title",), told=at_once(A.ADVISER),
         label=_("Ask for information"), page="gathering:ask-source", repeats=True, box=Box.GATHER),
    Step(Kind.SOURCE_LATE, is_clock, RUNNING_GROUP, asks=("title",), told=at_once(A.ADVISER) + in_digest(A.GROUP),
         box=Box.GATHER),
    Step(Kind.SOURCE_REMOVED, in_group | is_staff, OPEN, asks=("title",), box=Box.GATHER),
    Step(Kind.CHOICE_MADE, in_group, (S.WORKING, S.ADVISING), asks=("what", "why"), told=in_digest(A.GROUP),
         label=_("Write down a choice"), page="trajectories:choice", repeats=True, box=Box.GATHER),
    Step(Kind.THOUGHT_ALONG, in_group, (S.WORKING,), asks=("what", "whom", "changed"), label=_("We thought along"),
         page="gathering:thought-along", repeats=True, box=Box.TOGETHER),
    Step(Kind.SUPPORT_ASKED, is_contact, RUNNING_GROUP, asks=("text",), told=at_once(A.SUPPORT),
         label=_("Ask for support"), page="trajectories:support", repeats=True, box=Box.GATHER),
    Step(Kind.SUPPORT_GIVEN, is_support, WITH_GROUP, asks=("text",), told=at_once(A.CONTACT), box=Box.GATHER),
    Step(Kind.TASK_ADDED, in_group, WITH_GROUP, asks=("what",), box=Box.GATHER),
    Step(Kind.TASK_TAKEN, in_group, WITH_GROUP, asks=("what", "name"), box=Box.GATHER),
    Step(Kind.TASK_DONE, in_group, WITH_GROUP, asks=("what",), box=Box.GATHER),
    Step(Kind.TASK_REOPENED, in_group, WITH_GROUP, asks=("what",), box=Box.GATHER),
    Step(Kind.TASK_HANDED_BACK, in_group | is_clock, WITH_GROUP, asks=("what",), told=in_digest(A.GROUP),
         box=Box.GATHER),
    Step(Kind.GROUP_TOLD, in_group | is_staff, WITH_GROUP, asks=("name",), told=in_digest(A.GROUP), box=Box.GATHER),
    Step(Kind.REPORT_ASKED, is_clock, RUNNING_GROUP, asks=("since_on",), told=at_once(A.CONTACT), box=Box.GATHER),
    Step(Kind.REPORTED_TO_MEMBERS, is_contact | is_steering, OPEN, asks=("text",), told=in_digest(A.MEMBERS),
         label=_("Tell all members how it is going"), page="trajectories:report", repeats=True, box=Box.GATHER),
    Step(Kind.WORDING_CHANGED, is_staff | is_contact, NOT_CLOSED, asks=("title",),
         label=_("Change the title or the text in short"), page="trajectories:wording", aside=True),
    Step(Kind.ADVISER_ADDED, is_staff | is_adviser, NOT_CLOSED, asks=("name",),
         told=at_once(A.ADVISER) + in_digest(A.GROUP), label=_("Who works along from the municipality"),
         page="trajectories:advisers", aside=True),
    Step(Kind.ADVISER_ENDED, is_staff | is_adviser, NOT_CLOSED, asks=("name",),
         told=at_once(A.ADVISER) + in_digest(A.GROUP)),
    Step(Kind.WRITING_BEGUN, is_contact, (S.WORKING,), S.ADVISING,
         needs=(need.COUNTER_VOICE, need.EXPERT_BY_EXPERIENCE), told=at_once(A.GROUP),
         label=_("Begin to write the advice"), page="advice:begin", box=Box.OWN_ADVICE),
    Step(Kind.ENDED_WITHOUT_ADVICE, is_contact | is_steering, (S.WORKING,), S.CLOSED, asks=("done", "changed"),
         outcome=Outcome.THOUGHT_ALONG,
         told=at_once(A.ADVISER, A.GROUP, A.CONTRIBUTORS, A.TELLERS) + in_digest(A.MEMBERS),
         label=_("Finish without an advice"), page="trajectories:end", box=Box.TOGETHER),
)

ADVISING = (
    Step(Kind.DRAFT_IN_ROUND, is_contact, (S.ADVISING,), needs=(need.NUMBERED_RECOMMENDATION,), asks=("closes_on",),
         told=at_once(A.GROUP), label=_("Send the draft round"), page="advice:round", box=Box.OWN_ADVICE),
    Step(Kind.DRAFT_ANSWERED, in_group | has_draft, (S.ADVISING,), needs=(need.DRAFT_WENT_ROUND,),
         told=in_digest(A.CONTACT), label=_("Respond to the draft"), page="advice:respond", box=Box.OWN_ADVICE),
    Step(Kind.ADOPTED, is_contact | is_steering, (S.ADVISING,), S.ADOPTED,
         needs=(need.NUMBERED_RECOMMENDATION, need.EVERYONE_ASKED, need.EVERYONE_ANSWERED), asks=("number",),
         told=at_once(A.GROUP, A.STEERING), label=_("Adopt the advice"), page="advice:adopt", box=Box.DELIVER),
    Step(Kind.REOPENED_FOR_WRITING, is_contact | is_steering, (S.ADOPTED,), S.ADVISING, asks=("reason",),
         told=at_once(A.GROUP), label=_("Open the text again"), page="advice:reopen", box=Box.DELIVER),
    Step(Kind.DELIVERED, is_staff, (S.ADOPTED,), S.DELIVERED, asks=("number", "to", "due_on"),
         told=at_once(A.ADDRESSEES, A.ADVISER) + in_digest(A.MEMBERS), label=_("Deliver the advice"),
         page="advice:deliver", box=Box.DELIVER),
    Step(Kind.ATTACHED, is_staff, (S.DELIVERED, S.ANSWERED, S.MONITORING), asks=("proposal",),
         told=in_digest(A.MEMBERS), label=_("Attach to a proposal"), page="advice:attach", box=Box.DELIVER),
    Step(Kind.PUBLISHED, is_staff, (S.DELIVERED, S.ANSWERED, S.MONITORING), needs=(need.NOT_PUBLIC,),
         told=in_digest(A.SUBSCRIBERS), label=_("Publish the advice"), page="advice:publish", box=Box.DELIVER),
)

AFTER_THE_ADVICE = (
    Step(Kind.RESPONSE_EXPECTED, is_clock, (S.DELIVERED,), asks=("due_on",), told=at_once(A.OFFICE)),
    Step(Kind.RESPONSE_REMINDED, is_clock | is_steering, (S.DELIVERED,),
         needs=(need.PAST_TERM, need.NO_ANSWER_READY), asks=("due_on",),
         told=at_once(A.OFFICE, A.ADVISER) + in_digest(A.STEERING), label=_("Remind the executive"),
         page="followup:remind", repeats=True),
    Step(Kind.RESPONSE_PLANNED, is_office, (S.DELIVERED,), needs=(need.EVERY_RECOMMENDATION_ANSWERED,),
         asks=("day_on",), told=in_digest(A.STEERING)),
    Step(Kind.RESPONSE_CALLED_BACK, is_office, (S.DELIVERED,), asks=("day_on",), told=in_digest(A.STEERING)),
    Step(Kind.RESPONSE_RECEIVED, is_office | is_clock, (S.DELIVERED,), S.ANSWERED,
         needs=(need.EVERY_RECOMMENDATION_ANSWERED,),
         told=at_once(A.GROUP, A.ADVISER) + in_digest(A.MEMBERS, A.SUBSCRIBERS), label=_("Record the response"),
         page="followup:respond"),
    Step(Kind.NO_RESPONSE, is_steering, (S.DELIVERED,), S.ANSWERED,
         needs=(need.NO_ANSWER_READY, need.PAST_TERM, need.REMINDED_ENOUGH), asks=("due_on",),
         told=at_once(A.GROUP, A.ADVISER) + in_digest(A.MEMBERS, A.SUBSCRIBERS),
         label=_("Conclude that no response came"), page="followup:no-response"),
    Step(Kind.RESPONSE_AFTER_ALL, is_office, (S.ANSWERED, S.MONITORING),
         needs=(need.NO_ANSWER_CONCLUDED, need.EVERY_RECOMMENDATION_ANSWERED),
         told=at_once(A.GROUP, A.ADVISER) + in_digest(A.MEMBERS, A.SUBSCRIBERS),
         label=_("Record the response that came after all"), page="followup:respond"),
    Step(Kind.RESPONSE_CHANGED, is_office, (S.ANSWERED, S.MONITORING), needs=(need.ANSWER_GIVEN,),
         asks=("number", "said"),
         told=at_once(A.GROUP, A.ADVISER) + in_digest(A.MEMBERS, A.SUBSCRIBERS), label=_("Record a new answer"),
         page="followup:answer-anew"),
    Step(Kind.LATER_ASKED, is_clock, (S.ANSWERED, S.MONITORING), asks=("numbers",), told=at_once(A.OFFICE)),
    Step(Kind.RESPONSE_WEIGHED, in_group, (S.ANSWERED,), asks=("text",), told=at_once(A.OFFICE),
         label=_("Weigh the response"), page="followup:weigh"),
    Step(Kind.REPORTED_BACK, is_steering, (S.ANSWERED, S.MONITORING), asks=("text",),
         told=at_once(A.GROUP, A.CONTRIBUTORS, A.TELLERS) + in_digest(A.MEMBERS),
         label=_("Tell everyone what became of it"), page="followup:report-back"),
    Step(Kind.MONITORING_AGREED, is_steering, (S.ANSWERED,), S.MONITORING, needs=(need.OWNER,), asks=("owner",),
         told=at_once(A.EXECUTOR, A.GROUP), label=_("Agree who follows what is done"), page="followup:monitoring"),
    Step(Kind.COMMITMENT_RECORDED, in_group | is_steering, (S.ANSWERED, S.MONITORING), asks=("executor", "text"),
         told=at_once(A.EXECUTOR), label=_("Write down a commitment"), page="followup:commitment", repeats=True),
    Step(Kind.CHECK_ASKED, is_clock, (S.MONITORING,), asks=("text",), told=at_once(A.EXECUTOR)),
    Step(Kind.CHECK_ANSWERED, is_executor, (S.MONITORING,), asks=("text",),
         told=in_digest(A.OWNER, A.GROUP, A.CONTRIBUTORS, A.TELLERS)),
    Step(Kind.CHECK_STALE, is_clock, (S.MONITORING,), asks=("text",), told=in_digest(A.OWNER)),
    Step(Kind.EXECUTOR_CHANGED, in_group | is_steering, (S.ANSWERED, S.MONITORING), asks=("executor",),
         told=at_once(A.EXECUTOR)),
    Step(Kind.NOTICE_ARRANGED, in_group | is_steering, (S.MONITORING,), asks=("answer",)),
    Step(Kind.NOTICE_ASKED, is_clock, (S.MONITORING,), told=at_once(A.CONTRIBUTORS, A.TELLERS)),
    Step(Kind.NOTICE_TOLD, is_asked_what_they_notice, (S.MONITORING,)),
    Step(Kind.NOTICE_QUOTED, in_group | is_steering, (S.MONITORING,)),
    Step(Kind.FINAL_ACCOUNT, is_contact | is_steering, (S.MONITORING,), S.CLOSED, outcome=Outcome.ADVISED,
         told=at_once(A.GROUP, A.ADVISER, A.CONTRIBUTORS, A.TELLERS), label=_("Write the final account"),
         page="followup:account"),
    Step(Kind.STOPPED, is_steering, OPEN, S.CLOSED, asks=("reason",), outcome=Outcome.STOPPED,
         told=at_once(A.GROUP, A.ADVISER, A.CONTRIBUTORS, A.TELLERS), label=_("Stop"), page="trajectories:stop"),
    Step(Kind.REOPENED, is_steering, (S.CLOSED,), goes_back=True, asks=("reason",),
         told=at_once(A.GROUP, A.ADVISER, A.CONTRIBUTORS, A.TELLERS), label=_("Open it again"),
         page="trajectories:reopen"),
)
# fmt: on

TAIL = GATHERING_A_GROUP + STARTING + WORKING + ADVISING + AFTER_THE_ADVICE
STEPS: dict[Flow, tuple[Step, ...]] = {
    Flow.REQUESTED: ASKING + TAIL,
    Flow.UNREQUESTED: EXPLORING + TAIL,
}


def step_for(flow: str, kind: Kind) -> Step:
    """The step of `flow` that is told as `kind`. Raises `LookupError` when the flow has no such step."""
    for step in STEPS[Flow(flow)]:
        if step.kind == kind:
            return step
    raise LookupError(f"the {flow} flow has no step {kind}")


def kinds_told_to(audience: Audience) -> set[Kind]:
    """The happenings of either flow that `audience` hears of."""
    return {step.kind for steps in STEPS.values() for step in steps for told in step.told if told.audience == audience}


def steps_now(person: Any, trajectory: Trajectory, *, at: datetime) -> Iterator[Step]:
    """The steps with a page of their own that `person` may take now."""
    for step in STEPS[Flow(trajectory.flow)]:
        if step.page and trajectory.stage in step.origin and step.by(person, trajectory, at=at):
            yield step


def steps_on_behalf(person: Any, trajectory: Trajectory, *, at: datetime) -> Iterator[Step]:
    """The steps that support may only take for someone else, by name."""
    if is_support(person, at=at):
        for step in STEPS[Flow(trajectory.flow)]:
            if step.page and trajectory.stage in step.origin and not step.by(person, trajectory, at=at):
                yield step


def may(step: Step, person: Any, trajectory: Trajectory, *, at: datetime) -> bool:
    """Whether `person` may take `step`: by their own seat or link, or as support on someone's behalf."""
    return step.by(person, trajectory, at=at) or is_support(person, at=at)
