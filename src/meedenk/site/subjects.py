"""Trajectories as everyone sees them: how far they are, what happened and what comes."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Delivery
from meedenk.agenda.models import Theme
from meedenk.handbook.queries import rule
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.progress import COMING, NOW, STEPS, progress
from meedenk.trajectories.queries import joined_by
from meedenk.trajectories.stages import Flow, Stage

from .days import written

LEFT_OUT = (Kind.ACTIVITY_PLANNED,)
ONLY_LAST = (Kind.AGREEMENT_CONFIRMED, Kind.RESPONSE_REMINDED)


@dataclass(frozen=True)
class Moment:
    """One point of a time line."""

    title: str
    text: str = ""
    when_label: str = ""
    state: str = "done"
    url: str = ""
    text_url: str = ""


@dataclass(frozen=True)
class SubjectRow:
    """A trajectory as a line of a list."""

    title: str
    url: str
    above: str
    text: str
    meta: str
    step: int
    of: int
    label: str


def shown_to(person: Any, *, at: datetime) -> QuerySet[Trajectory]:
    """What `person` may know of, each with `quiet`: its advice was delivered and may not be known of yet."""
    embargo = Delivery.objects.filter(advice__trajectory=OuterRef("pk"), embargo_until__gt=at)
    found = Trajectory.objects.visible_to(person, at=at).annotate(quiet=Exists(embargo))
    return found.select_related("theme", "department")


def as_shown(trajectory: Trajectory) -> Trajectory:
    """The trajectory as the public may know it: under embargo its advice has not gone anywhere yet."""
    if not trajectory.quiet:  # type: ignore[attr-defined]  # annotated by shown_to
        return trajectory
    quiet = copy(trajectory)
    quiet.stage, quiet.outcome = Stage.ADOPTED, ""
    return quiet


def row(trajectory: Trajectory, *, selected: bool = False) -> SubjectRow:
    """A line of a list; with `selected` it also says whether its theme was chosen."""
    shown = as_shown(trajectory)
    far = progress(shown)
    theme = trajectory.theme if selected else None
    return SubjectRow(
        title=trajectory.title,
        url=trajectory.get_absolute_url(),
        above=f"{origin(trajectory)} · {theme.title}: {selection(theme)}" if theme else origin(trajectory),
        text=trajectory.lead or str(NOW[Stage(shown.stage)]),
        meta="" if far.step else capfirst(far.label),
        step=far.step,
        of=far.of if far.step else 0,
        label=far.label,
    )


def theme_row(theme: Theme) -> SubjectRow:
    """A theme of which no trajectory has begun, as a line between those of which one has."""
    return SubjectRow(
        title=theme.title,
        url=theme.get_absolute_url(),
        above=f"{capfirst(theme.get_origin_display())} · {selection(theme)}",
        text=theme.reason or theme.summary,
        meta=_("No trajectory about this theme has begun yet."),
        step=0,
        of=0,
        label="",
    )


def selection(theme: Theme) -> str:
    """Whether the steering group chose `theme`, and for when."""
    if theme.chosen:
        return _("chosen, planned for %(when)s") % {"when": theme.planned_for} if theme.planned_for else _("chosen")
    return _("not now") if theme.decided else _("still to decide")


def origin(trajectory: Trajectory) -> str:
    if trajectory.flow == Flow.REQUESTED and trajectory.begun_as == Flow.UNREQUESTED:
        return _("Own subject, now together with the municipality")
    return _("Asked by the municipality") if trajectory.flow == Flow.REQUESTED else _("Own subject")


def public_entries(trajectory: Trajectory, *, at: datetime) -> list[Entry]:
    """What everyone may read of the journal, without what repeats itself; nothing from the embargo on."""
    entries = trajectory.entries.seen_by(Seen.PUBLIC, at=at).exclude(kind__in=LEFT_OUT)
    if trajectory.quiet:  # type: ignore[attr-defined]  # annotated by shown_to
        entries = entries.filter(at__lt=trajectory.advice.delivery.at)
    last = {entry.kind: entry.pk for entry in entries if entry.kind in ONLY_LAST}
    return [entry for entry in entries if last.get(entry.kind, entry.pk) == entry.pk]


def happened(trajectory: Trajectory, *, at: datetime) -> list[Moment]:
    """What is done, the oldest first."""
    moments = []
    if trajectory.flow == Flow.REQUESTED and trajectory.asked_on:
        moments.append(Moment(_("The municipality asks a question"), when_label=written(trajectory.asked_on)))
    entries = public_entries(trajectory, at=at)
    others = joined_by(entries)
    for entry in entries:
        way = others[entry.pk].get_absolute_url() if entry.pk in others else ""
        moments.append(Moment(entry.title, entry.sentence(Seen.PUBLIC), written(localdate(entry.at)), text_url=way))
    return moments


def thread(trajectory: Trajectory, *, at: datetime) -> list[Moment]:
    """What is done, where we are, and what comes next."""
    shown = as_shown(trajectory)
    far, stage = progress(shown), Stage(shown.stage)
    moments = happened(trajectory, at=at)
    if not far.step:
        return moments
    moments.append(Moment(capfirst(far.label), str(NOW[stage]), _("now"), "now"))
    term = rule("weeks-to-respond", localdate(at)).in_words if far.step < far.of else ""
    for number in range(far.step + 1, far.of + 1):
        label = capfirst(str(STEPS[number - 1][0]))
        when = _("by %(day)s") % {"day": written(trajectory.wished_on)} if number == 6 and trajectory.wished_on else ""
        moments.append(Moment(label, str(COMING[number]) % {"term": term}, when, "next"))
    return moments
