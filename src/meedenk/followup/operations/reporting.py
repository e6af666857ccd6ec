"""Who contributed hears what changed."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import day, moment, tag_label
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import hold, move

from ..mails import reporting as mails
from ..models import Commitment, Letter, Response
from .monitoring import public_from


@transaction.atomic
def report_back(trajectory: Trajectory, *, text: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """Everyone who contributed has a mail or a letter that says what changed; members read it in their overview.

    Refuses while the advice is under embargo, and when the very same was told last.
    """
    hold(trajectory, Kind.REPORTED_BACK)
    if until := public_from(trajectory, at):
        raise Refused(_("The advice is not public before %(moment)s. Tell it after that.") % {"moment": moment(until)})
    last = trajectory.entries.filter(kind=Kind.REPORTED_BACK).last()
    if last and last.facts["text"] == text:
        raise Refused(_("Everyone was told exactly this already. Write down what changed since then."))
    move(trajectory, Kind.REPORTED_BACK, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    mails.reported_back(trajectory, text=text, at=at)


def from_the_log(trajectory: Trajectory) -> str:
    """A beginning of the text out of what was written down: what was answered and promised, in the house's language."""
    with translation.override(settings.LANGUAGE_CODE):
        parts = [_came(trajectory), "\n".join(answers_in_words(trajectory)), "\n".join(_promises(trajectory))]
        return "\n\n".join(part for part in parts if part)


def answers_in_words(trajectory: Trajectory) -> Iterator[str]:
    """What the executive answered to each recommendation, in the language that is active."""
    given = Response.objects.given().filter(letter__advice__trajectory=trajectory)
    for response in given.select_related("recommendation"):
        yield f"{response.recommendation}: {tag_label(response.shown)}."


def _came(trajectory: Trajectory) -> str:
    """How many recommendations were adopted, or that no answer came."""
    advice = Advice.objects.filter(trajectory=trajectory).first()
    if advice is None:
        return ""
    title = {"title": advice.title}
    if Letter.objects.filter(advice=advice, silent=True).exists():
        return _("We gave our advice “%(title)s”. No answer came to it.") % title
    return _("We gave our advice “%(title)s”. This is what was answered.") % title


def _promises(trajectory: Trajectory) -> Iterator[str]:
    promised = Commitment.objects.current().filter(trajectory=trajectory).select_related("department", "recommendation")
    for place, each in enumerate(promised):
        if place == 0:
            yield _("This was promised:")
        by = " " + _("Ready by %(day)s.") % {"day": day(each.by_on)} if each.by_on else ""
        yield f"- {each.executor}: {each.text}.{by}"
