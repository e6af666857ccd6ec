"""What waits for the policy adviser: dates to choose from, and pieces we asked for."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day, moment
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import RUNNING_GROUP
from meedenk.trajectories.waiting import Wait, adviser_waits

from .models import DateVote
from .queries import polls_of


@adviser_waits
def dates_to_choose(trajectory: Trajectory, at: datetime) -> Iterator[Wait]:
    if trajectory.stage not in RUNNING_GROUP:
        return
    for poll in polls_of(trajectory, at=at):
        answered = DateVote.objects.filter(option__poll=poll, official__isnull=False).exists()
        if poll.activity.with_adviser and not answered:
            meta = _("Answer by %(when)s") % {"when": moment(poll.closes_at)}
            title = _("When can you come? %(title)s") % {"title": poll.activity.title}
            yield Wait(title, "data", _("Choose when you can come"), meta)


@adviser_waits
def pieces_to_send(trajectory: Trajectory, at: datetime) -> Iterator[Wait]:
    if trajectory.stage not in RUNNING_GROUP:
        return
    for source in trajectory.sources.asked().order_by("promised_by_on"):
        meta = _("By %(day)s") % {"day": day(source.promised_by_on)}
        title = _("The group would like to read: %(title)s") % {"title": source.title}
        yield Wait(title, "stukken", _("Send the piece"), meta, late=source.is_late(at))
