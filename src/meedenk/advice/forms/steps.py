"""What the steps of this station ask beside their own questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText
from meedenk.trajectories.forms.steps import StepForm


class WhyForm(StepForm):
    """A step that may be taken although something is missing; with `ask_why` it asks why."""

    because = LongText(label=_("Why do you go on all the same?"), max_length=1000)

    def __init__(self, *args: Any, ask_why: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not ask_why:
            del self.fields["because"]


class ReasonForm(StepForm):
    """A step with a reason that stays in the journal."""

    reason = LongText(label=_("Why?"), max_length=1000)
