"""How far a trajectory is, in the seven steps people see."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Trajectory
from .stages import Outcome, Stage

STEPS: tuple[tuple[Any, tuple[Stage, ...]], ...] = (
    (_("the question"), (Stage.EXPLORING, Stage.ASKED, Stage.TAKEN_UP)),
    (_("the call"), (Stage.CALLING,)),
    (_("group and agreements"), (Stage.FORMING, Stage.STARTING)),
    (_("thinking along"), (Stage.WORKING,)),
    (_("the advice"), (Stage.ADVISING, Stage.ADOPTED)),
    (_("delivered"), (Stage.DELIVERED,)),
    (_("response and what is done"), (Stage.ANSWERED, Stage.MONITORING)),
)

NOW: dict[Stage, Any] = {
    Stage.EXPLORING: _("The steering group looks into what can be done with this subject."),
    Stage.ASKED: _("The municipality asks for advice. The steering group decides whether we take it up."),
    Stage.TAKEN_UP: _("We take this up. Soon all members get the question whether they join."),
    Stage.CALLING: _("All members can say whether they join."),
    Stage.FORMING: _("The call has closed. The steering group forms the project group."),
    Stage.STARTING: _("The group gets to know each other, chooses a contact and makes agreements."),
    Stage.WORKING: _("The group gathers what residents experience, and thinks along."),
    Stage.ADVISING: _("The group writes its advice."),
    Stage.ADOPTED: _("The advice is ready. The steering group delivers it."),
    Stage.DELIVERED: _("The advice has been delivered. We wait for the response."),
    Stage.ANSWERED: _("It is known what the executive answered, or that no answer came. The group weighs it."),
    Stage.MONITORING: _("We follow what is done with the advice."),
    Stage.CLOSED: _("This subject is finished. Everything stays here to read."),
}

COMING: dict[int, Any] = {
    2: _("All members are asked whether they join."),
    3: _("The steering group forms a group. The group makes agreements with the municipality."),
    4: _("The group gathers what residents experience, and thinks along."),
    5: _("The group writes recommendations. Who sees it otherwise, writes that with it."),
    6: _("The advice goes to the executive, the municipal council or both."),
    7: _("The executive answers each recommendation within %(term)s. Then we ask what is done with it."),
}


@dataclass(frozen=True)
class Progress:
    """Step `step` of `of` is now, and it is called `label`. A closed trajectory has no step, but how it ended."""

    step: int
    of: int
    label: str


def progress(trajectory: Trajectory) -> Progress:
    if trajectory.stage == Stage.CLOSED:
        return Progress(0, len(STEPS), str(Outcome(trajectory.outcome).label))
    stage = Stage(trajectory.stage)
    number, label = next((number, label) for number, (label, stages) in enumerate(STEPS, 1) if stage in stages)
    return Progress(number, len(STEPS), str(label))
