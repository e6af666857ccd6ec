"""How it is going with what was promised: asked by the clock, answered by who carries it out."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, one_spelling
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.gathering.storing import forget_strays, kept, random_name
from meedenk.gathering.uploads import Upload
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.moving import hold, move
from meedenk.trajectories.stages import Stage

from ..mails import checks as mails
from ..models import Check, Commitment, Monitoring
from .monitoring import public_from

FOLDER = "bewijs"


@dataclass(frozen=True)
class Told:
    """What an executor answers: how it is going, a sentence about it, and what shows it."""

    state: str
    text: str = ""
    link: str = ""
    upload: Upload | None = None


def answer_check(check: Check, told: Told, *, by: Actor, at: datetime, on_behalf_of: str = "") -> Check:
    """Everyone can read how it is going. Who follows it hears it; who contributed hears it when the answer is new.

    Refuses when it was answered before, and when nobody says why it is stuck or will not be done.
    """
    if told.state in Check.EXPLAINED and not told.text.strip():
        raise Refused(_("Say in one sentence why it is stuck, or why it will not be done."))
    stored = kept(told.upload.content, random_name(FOLDER)) if told.upload else nullcontext("")
    with stored as name, transaction.atomic():
        return _answer(check, told, name, by=by, at=at, on_behalf_of=on_behalf_of)


def _answer(check: Check, told: Told, name: str, *, by: Actor, at: datetime, on_behalf_of: str) -> Check:
    commitment = check.commitment
    trajectory = commitment.trajectory
    hold(trajectory, Kind.CHECK_ANSWERED)
    if isinstance(by, PersonalLink) and one_spelling(by.email) != commitment.email:
        raise Refused(_("This question was asked to someone else."))
    before = latest_state(commitment)
    said: dict[str, Any] = {"state": told.state, "text": told.text, "link": told.link, "answered_at": at}
    if told.upload:
        said |= {"file": name, "format": told.upload.format, "size": told.upload.size}
    if not Check.objects.filter(pk=check.pk, answered_at=None).update(**said):
        raise Refused(_("This question has been answered already."))
    check.refresh_from_db()
    with translation.override(settings.LANGUAGE_CODE):
        text = f"{commitment.text}: {check.get_state_display()}."
    move(
        trajectory,
        Kind.CHECK_ANSWERED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        public_from=public_from(trajectory, at),
        text=text,
    )
    is_public = public_from(trajectory, at) is None
    mails.check_answered(check, is_news=check.state != before, is_public=is_public, at=at)
    return check


def latest_state(commitment: Commitment) -> str:
    """What was answered last about `commitment` or what stood in its place before; empty when nothing was."""
    ids, each = [commitment.pk], commitment
    while each.replaces:
        each = each.replaces
        ids.append(each.pk)
    last = Check.objects.filter(commitment__in=ids, answered_at__isnull=False).order_by("answered_at").last()
    return last.state if last else ""


@duty
def ask_checks(at: datetime) -> None:
    """On each agreed day, or as soon as the clock runs again, every executor is asked once how it is going."""
    today = localdate(at)
    followed = Monitoring.objects.filter(trajectory__stage=Stage.MONITORING).select_related("trajectory")
    for monitoring in followed:
        due = [date.fromisoformat(day) for day in monitoring.days if date.fromisoformat(day) <= today]
        if due:
            _ask(monitoring, max(due), at)


@duty
def mark_stale_checks(at: datetime) -> None:
    """A question that stays without an answer for longer than the handbook says is marked so for everyone, once."""
    silent_since = localdate(at) - length("check-stale-weeks", localdate(at))
    silent = Check.objects.filter(
        answered_at=None, stale_at=None, commitment__trajectory__stage=Stage.MONITORING
    ).select_related("commitment__trajectory")
    for check in silent:
        if localdate(check.asked_at) <= silent_since:
            _mark_stale(check, at)


@duty
def forget_stray_evidence(at: datetime) -> None:
    """A file that no answer knows a day later, because the machine stopped while it was kept, is gone."""
    forget_strays(FOLDER, Check.objects.exclude(file="").values_list("file", flat=True), at=at)


@transaction.atomic
def _ask(monitoring: Monitoring, due_on: date, at: datetime) -> None:
    trajectory = monitoring.trajectory
    hold(trajectory, Kind.CHECK_ASKED)
    asked = Check.objects.filter(due_on__gte=due_on).values("commitment")
    waiting = Commitment.objects.current().filter(trajectory=trajectory).exclude(pk__in=asked)
    checks = []
    for commitment in waiting.select_related("replaces", "recommendation"):
        if localdate(commitment.recorded_at) < due_on and latest_state(commitment) not in Check.LAST:
            checks.append(Check.objects.create(commitment=commitment, due_on=due_on, asked_at=at))
            move(trajectory, Kind.CHECK_ASKED, by=None, at=at, text=commitment.text)
    if checks:
        mails.checks_asked(trajectory, checks, at=at)


@transaction.atomic
def _mark_stale(check: Check, at: datetime) -> None:
    trajectory = check.commitment.trajectory
    hold(trajectory, Kind.CHECK_STALE)
    if Check.objects.filter(pk=check.pk, answered_at=None, stale_at=None).update(stale_at=at):
        move(
            trajectory,
            Kind.CHECK_STALE,
            by=None,
            at=at,
            public_from=public_from(trajectory, at),
            text=check.commitment.text,
        )
        mails.check_stale(check, at=at)
