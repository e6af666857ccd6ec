"""The overview of one trajectory: what happens now, what you can do, and everything that is known."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.people.models import Member
from meedenk.people.rules import is_inside, is_staff

from ..conditions import Need, holds
from ..deals import deals
from ..flows import may, step_for, steps_now, steps_on_behalf
from ..models import GroupSeat, PolicyAdviser, Trajectory
from ..moving import missing, stopped
from ..panels import panels_for, work_now
from ..progress import NOW
from ..queries import joined_by
from ..rules import in_group, may_enter_workspace
from ..stages import WITH_GROUP, Stage
from ..steps import Step

NEWEST = 50
LAST_PAGE = 1000
LATEST_MESSAGES = 10
IN_SIGHT = 4
"""How many buttons stand beside what leads on; more of them make nobody wiser."""


@dataclass(frozen=True)
class Button:
    """Something someone can do now: `first` of all, or later as long as it is `missing` something; or it `ends` all.

    `later` is what stands aside, or was done lately and does not repeat.
    """

    label: str
    address: str
    missing: list[Need]
    first: bool
    ends: bool
    later: bool = False


@dataclass(frozen=True)
class Choices:
    """The buttons as they stand: what leads on, what is likely now, what still misses something, and all the rest."""

    buttons: list[Button]

    @property
    def first(self) -> list[Button]:
        return [button for button in self.buttons if button.first]

    @property
    def waiting(self) -> list[Button]:
        return [button for button in self.buttons if button.missing]

    @property
    def likely(self) -> list[Button]:
        return self._others[:IN_SIGHT]

    @property
    def rest(self) -> list[Button]:
        return self._others[IN_SIGHT:] + [button for button in self.buttons if button.ends]

    @property
    def _others(self) -> list[Button]:
        others = (button for button in self.buttons if not (button.first or button.missing or button.ends))
        return sorted(others, key=lambda button: button.later)


@dataclass(frozen=True)
class Line:
    """One happening in the time line."""

    when_label: str
    title: str
    text: str
    state: str = "done"
    text_url: str = ""


@login_required
@require_safe
def workspace(request: UserRequest, slug: str) -> HttpResponse:
    """The overview. Every member reads what members may see; the group and staff also work here."""
    at = now()
    is_inside.or_404(request.user, at=at)
    trajectory = get_object_or_404(_with_everything(at).visible_to(request.user, at=at), slug=slug)
    at_work = may_enter_workspace(request.user, trajectory, at=at)
    seen = _sight(request, at)
    entries, pages = _happenings(request, trajectory, seen, at)
    lately = {entry.kind for entry in entries}
    others = joined_by(entries)
    context = {
        "trajectory": trajectory,
        "happens_now": NOW[Stage(trajectory.stage)],
        "choices_now": Choices(list(_all_buttons(request.user, trajectory, at, lately))),
        "behalf": list(_buttons(request.user, steps_on_behalf(request.user, trajectory, at=at), trajectory, at)),
        "deals": deals(trajectory, localdate(at)) if trajectory.stage in WITH_GROUP else [],
        "people": trajectory.seats.all(),
        "may_choose_contact": _may_choose_contact(request.user, trajectory, at),
        "today": localdate(at),
        "facts": list(_facts(trajectory)),
        "panels": panels_for(request.user, trajectory, at),
        "choices": trajectory.choices.all() if _past_the_start(trajectory) else [],
        "at_work": at_work,
        "thread": list(_folded(_line(entry, seen, others.get(entry.pk)) for entry in entries)),
    } | pages
    if at_work:
        context |= _group_only(trajectory)
    return render(request, "trajectories/overview.html", context)


def _with_everything(at: datetime) -> Any:
    on = localdate(at)
    seats = GroupSeat.objects.running(on).filter(member__in=Member.objects.running(on)).select_related("member")
    return Trajectory.objects.select_related("theme", "department").prefetch_related(
        Prefetch("seats", seats),
        Prefetch("advisers", PolicyAdviser.objects.select_related("official")),
        "agreements",
    )


def _past_the_start(trajectory: Trajectory) -> bool:
    return (trajectory.stage in WITH_GROUP and trajectory.stage != Stage.STARTING) or trajectory.stage == Stage.CLOSED


def _sight(request: UserRequest, at: datetime) -> Seen:
    return Seen.STAFF if is_staff(request.user, at=at) else Seen.MEMBERS


def _happenings(
    request: UserRequest, trajectory: Trajectory, seen: Seen, at: datetime
) -> tuple[list[Entry], dict[str, int]]:
    """One page of the time line, the newest first. It asks for one row more than it shows instead of counting all."""
    asked = request.GET.get("page", "")
    page = min(max(int(asked), 1), LAST_PAGE) if asked.isdecimal() else 1
    entries = trajectory.entries.seen_by(seen, at=at).select_related("by", "link").order_by("-at", "-pk")
    rows = list(entries[(page - 1) * NEWEST : page * NEWEST + 1])
    return rows[:NEWEST], {"newer": page - 1, "older": page + 1 if len(rows) > NEWEST else 0}


def _line(entry: Entry, seen: Seen, other: Trajectory | None) -> Line:
    parts = [entry.sentence(seen)]
    if entry.because:
        parts.append(_("The reason: %(reason)s") % {"reason": entry.because})
    if entry.on_behalf_of and entry.actor:
        parts.append(_("Written down by %(name)s for %(whom)s.") % {"name": entry.actor, "whom": entry.on_behalf_of})
    way = reverse("trajectories:workspace", args=[other.slug]) if other else ""
    return Line(date_format(localtime(entry.at), "j F Y"), entry.title, " ".join(parts), text_url=way)


def _folded(lines: Iterable[Line]) -> Iterator[Line]:
    """What happened several times in a row on a day, in the same words, is one line that says how often."""
    for line, alike in groupby(lines):
        count = sum(1 for _each in alike)
        title = _("%(title)s (%(count)d times)") % {"title": line.title, "count": count}
        yield line if count == 1 else replace(line, title=title)


def _all_buttons(person: Any, trajectory: Trajectory, at: datetime, lately: Container[str]) -> Iterator[Button]:
    """The work of the stage comes first, and is what is asked until a step that leads on misses nothing."""
    steps = list(_buttons(person, steps_now(person, trajectory, at=at), trajectory, at, lately))
    onward = any(button.first for button in steps)
    for address, label in work_now(person, trajectory, at):
        yield Button(str(label), address, [], first=not onward, ends=False)
    yield from steps


def _buttons(
    person: Any, steps: Iterable[Step], trajectory: Trajectory, at: datetime, lately: Container[str] = ()
) -> Iterator[Button]:
    """A button for each step that can be taken. One that leads on is always there, and `first` once nothing misses."""
    for step in steps:
        if step.offered_until and holds(step.offered_until, trajectory, at=at):
            continue
        try:
            address = reverse(step.page, args=[trajectory.slug])
        except NoReverseMatch:
            continue
        ends = step.to == Stage.CLOSED or step.kind == Kind.MEMBER_LEFT
        onward = step.to is not None and not ends and step.kind != Kind.REOPENED_FOR_WRITING
        if not onward and stopped(step, trajectory, at=at):
            continue
        needs = [need for need in missing(step, trajectory, at=at) if need.before] if onward else []
        label = step.others if step.others and not in_group(person, trajectory, at=at) else step.label
        later = step.aside or (step.kind in lately and not step.repeats)
        yield Button(str(label), address, needs, first=onward and not needs, ends=ends, later=later)


def _may_choose_contact(person: Any, trajectory: Trajectory, at: datetime) -> bool:
    """Beside the contact there is, the way to another one."""
    step = step_for(trajectory.flow, Kind.CONTACT_NOMINATED)
    return trajectory.stage in step.origin and may(step, person, trajectory, at=at)


def _facts(trajectory: Trajectory) -> Iterator[tuple[str, str]]:
    """What the municipality told with its question; what was not told is left out."""
    wished = date_format(trajectory.wished_on, "j F Y") if trajectory.wished_on else ""
    asked = date_format(trajectory.asked_on, "j F Y") if trajectory.asked_on else ""
    known = [
        (_("Department"), str(trajectory.department or "")),
        (_("Policy adviser"), ", ".join(each.official.name for each in trajectory.advisers.all())),
        (_("Asked on"), asked),
        (_("Theme"), str(trajectory.theme or "")),
        (_("Policy document"), trajectory.policy_document),
        (_("Phase of the policy process"), trajectory.get_policy_phase_display()),
        (_("When it is decided"), trajectory.decision_on),
        (_("On the long-term agenda"), trajectory.agenda_item),
        (_("Advice wished by"), wished),
    ]
    return (fact for fact in known if fact[1])


def _group_only(trajectory: Trajectory) -> dict[str, Any]:
    open_tasks = trajectory.tasks.filter(done_at=None)
    return {
        "open_tasks": open_tasks.select_related("member"),
        "group_messages": trajectory.group_messages.select_related("by")[:LATEST_MESSAGES],
        "requests": trajectory.support_requests.all(),
        "can_work": trajectory.stage in WITH_GROUP,
    }
