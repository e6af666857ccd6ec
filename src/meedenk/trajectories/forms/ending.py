"""How a subject ends before there is an advice."""

from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText

from .steps import StepForm


class EndForm(StepForm):
    """What was done, and what changed by it."""

    done = LongText(label=_("What did you do?"), max_length=2000)
    changed = LongText(label=_("What changed?"), max_length=2000)


class ReopenForm(StepForm):
    """Why it goes on."""

    reason = LongText(label=_("Why do you go on with it?"), help_text=_("Everyone can read this."), max_length=1000)


class StopForm(StepForm):
    """Why it stops."""

    reason = LongText(label=_("Why does it stop?"), help_text=_("Everyone can read this."), max_length=1000)
