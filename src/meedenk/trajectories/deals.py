"""What was agreed at the start and what was not yet, as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Agreement, Trajectory


@dataclass(frozen=True)
class Deal:
    """One line of the list: an agreement as it stands, or a topic on which nothing was agreed."""

    topic: Agreement.Topic
    text: str
    made: bool
    meta: str
    agreement: Agreement | None = None


def deals(trajectory: Trajectory, on: date) -> list[Deal]:
    """Every topic in its order: its agreements, or that it is missing."""
    alone = trajectory.alone
    known = {agreement.pk: agreement for agreement in trajectory.agreements.all()}
    found: dict[str, list[Agreement]] = {topic: [] for topic in Agreement.Topic.values}
    for agreement in known.values():
        if agreement.replaced_at is None:
            found[agreement.topic].append(agreement)
    lines = []
    for topic in Agreement.Topic:
        lines += [_deal(agreement, known, on, alone=alone) for agreement in found[topic]]
        if not found[topic]:
            lines.append(Deal(topic, str(topic.label).capitalize(), made=False, meta=_("Not agreed yet.")))
    return lines


def promises(trajectory: Trajectory, on: date) -> list[Deal]:
    """What the municipality has promised, in the order of its dates; what has no date comes last."""
    ours = [each for each in deals(trajectory, on) if each.agreement and _promised_by_municipality(each.agreement)]
    return sorted(ours, key=lambda each: (each.agreement and each.agreement.by_on) or date.max)


def progress_guard(trajectory: Trajectory) -> str:
    """How the progress is watched, as both sides agreed; empty when nothing is agreed on it."""
    alone = trajectory.alone
    found = trajectory.agreements.filter(topic=Agreement.Topic.PROGRESS, replaced_at=None)
    return " ".join(each.text for each in found if each.made(alone=alone))


def _promised_by_municipality(agreement: Agreement) -> bool:
    return agreement.promised_by != Agreement.Promise.GROUP


def _deal(agreement: Agreement, known: dict[int, Agreement], on: date, *, alone: bool) -> Deal:
    meta, made = [_state(agreement, alone=alone)], agreement.made(alone=alone)
    if agreement.by_on:
        meta.append(_kept_or_late(agreement, agreement.by_on, on if made else agreement.by_on))
    elif agreement.kept_at:
        meta.append(_("Done on %(day)s.") % {"day": _day(localdate(agreement.kept_at))})
    if any(earlier.made(alone=alone) for earlier in _earlier(agreement, known)):
        meta.append(_("This replaces an earlier agreement."))
    return Deal(Agreement.Topic(agreement.topic), agreement.text, made, " ".join(meta), agreement)


def _earlier(agreement: Agreement, known: dict[int, Agreement]) -> Iterator[Agreement]:
    """The texts in whose place `agreement` came, the latest first; some may never have been more than a proposal."""
    while agreement.replaces_id:
        agreement = known[agreement.replaces_id]
        yield agreement


def _state(agreement: Agreement, *, alone: bool) -> str:
    group, adviser = agreement.group_agreed_at, agreement.adviser_agreed_at
    if alone and group:
        return _("In our plan since %(day)s.") % {"day": _day(localdate(group))}
    if group and adviser:
        return _("Confirmed by both sides, %(day)s.") % {"day": _day(localdate(max(group, adviser)))}
    proposed = {"day": _day(localdate(agreement.proposed_at))}
    if group:
        return _("Proposed on %(day)s. The municipality has not confirmed it yet.") % proposed
    return _("Proposed on %(day)s. The group has not confirmed it yet.") % proposed


def _kept_or_late(agreement: Agreement, by_on: date, on: date) -> str:
    """How the day `on` stands to the day of the agreement; what is only proposed is never late."""
    if agreement.kept_at is None:
        if on <= by_on:
            return _("By %(day)s.") % {"day": _day(by_on)}
        return _days_late((on - by_on).days, _("By %(day)s.") % {"day": _day(by_on)})
    kept_on = localdate(agreement.kept_at)
    done = _("Done on %(day)s.") % {"day": _day(kept_on)}
    return _days_late((kept_on - by_on).days, done) if kept_on > by_on else f"{done} {_('In time.')}"


def _days_late(days: int, before: str) -> str:
    return f"{before} " + ngettext("%(days)d day late.", "%(days)d days late.", days) % {"days": days}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
