"""The two flows and the stages a trajectory passes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Flow(TextChoices):
    REQUESTED = "requested", _("asked by the municipality")
    UNREQUESTED = "unrequested", _("own subject")


class Stage(TextChoices):
    EXPLORING = "exploring", _("looking into it")
    ASKED = "asked", _("question received")
    TAKEN_UP = "taken-up", _("taken up")
    CALLING = "calling", _("call to members")
    FORMING = "forming", _("forming the group")
    STARTING = "starting", _("making agreements")
    WORKING = "working", _("thinking along")
    ADVISING = "advising", _("writing the advice")
    ADOPTED = "adopted", pgettext_lazy("stage", "adopted")
    DELIVERED = "delivered", _("delivered")
    ANSWERED = "answered", _("response received")
    MONITORING = "monitoring", _("following what is done")
    CLOSED = "closed", _("finished")


class Outcome(TextChoices):
    ADVISED = "advised", _("advised")
    THOUGHT_ALONG = "thought-along", _("thought along")
    DECLINED = "declined", _("not taken up")
    REFERRED = "referred", _("passed on")
    MERGED = "merged", _("joined with another subject")
    STOPPED = "stopped", _("stopped")


class PolicyPhase(TextChoices):
    """Where the municipality is in making its policy."""

    AGENDA = "agenda", _("setting the agenda")
    PREPARATION = "preparation", _("preparing")
    DECISION = "decision", _("deciding")
    EXECUTION = "execution", _("carrying out")
    EVALUATION = "evaluation", _("evaluating")


RUNNING_GROUP = (Stage.STARTING, Stage.WORKING, Stage.ADVISING)
WITH_GROUP = (*RUNNING_GROUP, Stage.ADOPTED, Stage.DELIVERED, Stage.ANSWERED, Stage.MONITORING)
OPEN = tuple(stage for stage in Stage if stage not in (Stage.ASKED, Stage.CLOSED))
NOT_CLOSED = (Stage.ASKED, *OPEN)
