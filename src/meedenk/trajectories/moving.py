"""The one way in which a trajectory changes."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.journal.operations import Actor, record

from .conditions import Need, holds
from .flows import STEPS, may, step_for
from .models import Trajectory
from .stages import Flow, Stage
from .steps import Step

LONGEST_SLUG = 60
A_MOMENT = timedelta(minutes=1)


@transaction.atomic
def begin(
    trajectory: Trajectory,
    kind: Kind,
    *,
    by: Actor,
    at: datetime,
    because: str = "",
    on_behalf_of: str = "",
    **facts: Any,
) -> Entry:
    """The unsaved `trajectory` exists, under a slug of its title and in the stage to which `kind` leads.

    Refuses when `by` may not or when a fact is forgotten. Raises `LookupError` for a step that begins nothing.
    """
    step = step_for(trajectory.flow, kind)
    if step.origin or step.to is None:
        raise LookupError(f"{kind} does not begin a trajectory")
    _refuse_who_may_not(step, by, trajectory, at, on_behalf_of)
    _refuse_what_is_forgotten(step, facts)
    trajectory.stage, trajectory.outcome, trajectory.begun_as = step.to, "", trajectory.flow
    _save_under_a_free_slug(trajectory)
    return record(trajectory, kind, by=by, at=at, because=because, on_behalf_of=on_behalf_of, **facts)


def hold(trajectory: Trajectory, kind: Kind) -> None:
    """Until the transaction ends nobody else moves `trajectory`, and its stage is known as it now stands.

    Refuses when `kind` cannot happen to it any more. For acts that count or write rows before they `move`.
    """
    stage, outcome = Trajectory.objects.select_for_update().values_list("stage", "outcome").get(pk=trajectory.pk)
    trajectory.stage, trajectory.outcome = stage, outcome
    if stage not in step_for(trajectory.flow, kind).origin:
        raise Refused(_overtaken(trajectory))


def hold_once(trajectory: Trajectory, kind: Kind, *, at: datetime, **facts: Any) -> None:
    """The same as `hold`; refuses too when `kind` was written down with these `facts` a moment ago.

    For acts with a mail to someone outside, of which a button that is pressed twice must send one.
    """
    hold(trajectory, kind)
    latest = trajectory.entries.filter(kind=kind, at__gt=at - A_MOMENT).last()
    if latest and all(latest.facts.get(name) == value for name, value in facts.items()):
        raise Refused(_("This was done a moment ago. Once is enough."))


@transaction.atomic
def move(
    trajectory: Trajectory,
    kind: Kind,
    *,
    by: Actor,
    at: datetime,
    because: str = "",
    on_behalf_of: str = "",
    public_from: datetime | None = None,
    **facts: Any,
) -> Entry:
    """`kind` has happened to `trajectory`: its stage has followed and the journal says so.

    Refuses when the flow does not allow it now, when `by` may not, when something is missing, or when someone else
    was first. What is missing but does not stop may be passed with a reason in `because`.
    """
    step = step_for(trajectory.flow, kind)
    if trajectory.stage not in step.origin:
        raise Refused(_overtaken(trajectory))
    _refuse_who_may_not(step, by, trajectory, at, on_behalf_of)
    _refuse_what_is_forgotten(step, facts)
    _refuse_what_is_missing(missing(step, trajectory, at=at), because)
    after = _after(step, trajectory)
    if not Trajectory.objects.filter(pk=trajectory.pk, stage=trajectory.stage).update(**after):
        raise Refused(_overtaken(trajectory))
    for name, value in after.items():
        setattr(trajectory, name, value)
    return record(
        trajectory,
        kind,
        by=by,
        at=at,
        because=because,
        on_behalf_of=on_behalf_of,
        public_from=public_from,
        **facts,
    )


def missing(step: Step, trajectory: Trajectory, *, at: datetime) -> list[Need]:
    """The needs of `step` that do not hold now."""
    return [need for need in step.needs if not holds(need, trajectory, at=at)]


def stopped(step: Step, trajectory: Trajectory, *, at: datetime) -> bool:
    """Whether something is missing without which `step` cannot be taken, and that its own form does not give."""
    return any(need.stops and need.before and not holds(need, trajectory, at=at) for need in step.needs)


def _after(step: Step, trajectory: Trajectory) -> dict[str, str]:
    """What holds for `trajectory` once `step` is taken."""
    after = {"stage": step.to or trajectory.stage, "flow": step.goes_on_as or trajectory.flow}
    if step.goes_back:
        return after | {"stage": _stage_before(trajectory), "outcome": "", "closed_from": ""}
    if step.to == Stage.CLOSED:
        return after | {"outcome": step.outcome or "", "closed_from": trajectory.stage}
    return after


def _stage_before(trajectory: Trajectory) -> str:
    """The stage it had when it closed; a call that ran then has closed since."""
    before = Trajectory.objects.values_list("closed_from", flat=True).get(pk=trajectory.pk)
    if not before:
        raise Refused(_("It is not known where this subject stood. Begin a new one."))
    return Stage.FORMING if before == Stage.CALLING else before


def _save_under_a_free_slug(trajectory: Trajectory) -> None:
    base = slugify(trajectory.title.replace("&", " en ")) or "vraag"
    if len(base) > LONGEST_SLUG:
        base = base[:LONGEST_SLUG].rpartition("-")[0] or base[:LONGEST_SLUG]
    for number in count(1):
        trajectory.slug = base if number == 1 else f"{base}-{number}"
        trajectory.address = trajectory.get_absolute_url()
        if not Trajectory.objects.filter(slug=trajectory.slug).exists() and _saved(trajectory):
            return


def _saved(trajectory: Trajectory) -> bool:
    """False when someone else took the slug a moment ago."""
    try:
        with transaction.atomic():
            trajectory.save(force_insert=True)
    except IntegrityError:
        if not Trajectory.objects.filter(slug=trajectory.slug).exists():
            raise
        trajectory.pk = trajectory.id = None
        return False
    return True


def _refuse_who_may_not(step: Step, by: Actor, trajectory: Trajectory, at: datetime, on_behalf_of: str) -> None:
    if not may(step, by, trajectory, at=at):
        raise Refused(_("You may not do this here. Ask the steering group who may."))
    if not step.by(by, trajectory, at=at) and not on_behalf_of:
        raise Refused(_("Say on whose behalf you do this."))


def _refuse_what_is_forgotten(step: Step, facts: dict[str, Any]) -> None:
    if forgotten := [name for name in step.asks if not facts.get(name)]:
        raise Refused(_("Something is missing: %(names)s.") % {"names": ", ".join(forgotten)})


def _refuse_what_is_missing(needs: list[Need], because: str) -> None:
    stopping = [str(need.sentence) for need in needs if need.stops]
    if stopping:
        raise Refused(" ".join(stopping))
    if needs and not because:
        sentences = " ".join(str(need.sentence) for need in needs)
        raise Refused(_("%(missing)s Write down why you go on all the same.") % {"missing": sentences})


def _overtaken(trajectory: Trajectory) -> str:
    """What led to the stage in which it is; of what else happened not everyone may know."""
    leading = [step.kind for step in STEPS[Flow(trajectory.flow)] if step.to or step.goes_back]
    latest = trajectory.entries.filter(kind__in=leading).last()
    return _("This can no longer be done. What happened meanwhile: %(what)s.") % {
        "what": latest.title if latest else trajectory.title
    }
