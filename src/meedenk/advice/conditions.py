"""What must hold before a draft goes round and before it is adopted."""

from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate

from meedenk.people.models import Member
from meedenk.trajectories.conditions import (
    DRAFT_WENT_ROUND,
    EVERYONE_ANSWERED,
    EVERYONE_ASKED,
    NOT_PUBLIC,
    NUMBERED_RECOMMENDATION,
    holds_when,
)
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.seats import sitting

from .models import Advice, DraftRound, Recommendation


def this_round(trajectory: Trajectory) -> DraftRound | None:
    """The latest round of the draft since its writing began."""
    rounds = DraftRound.objects.filter(advice__trajectory=trajectory, opened_at__gte=F("advice__begun_at"))
    return rounds.select_related("advice__trajectory").last()


@holds_when(NUMBERED_RECOMMENDATION)
def has_a_recommendation(trajectory: Trajectory, at: datetime) -> bool:
    return Recommendation.objects.filter(advice__trajectory=trajectory, removed_at=None).exclude(title="").exists()


@holds_when(DRAFT_WENT_ROUND)
def went_round(trajectory: Trajectory, at: datetime) -> bool:
    return this_round(trajectory) is not None


@holds_when(EVERYONE_ASKED)
def everyone_was_asked(trajectory: Trajectory, at: datetime) -> bool:
    """Everyone who sits in the group today was asked in the latest round."""
    found = this_round(trajectory)
    return found is not None and set(_group(trajectory, at)) <= set(found.asked.values_list("pk", flat=True))


@holds_when(EVERYONE_ANSWERED)
def everyone_answered(trajectory: Trajectory, at: datetime) -> bool:
    found = this_round(trajectory)
    return found is not None and not silent(found, at)


@holds_when(NOT_PUBLIC)
def not_published(trajectory: Trajectory, at: datetime) -> bool:
    return not Advice.objects.filter(trajectory=trajectory, published_at__isnull=False).exists()


def silent(found: DraftRound, at: datetime) -> list[Member]:
    """Who sits in the group and has not responded in this round."""
    group = _group(found.advice.trajectory, at)
    answered = found.responses.values_list("member", flat=True)
    return list(Member.objects.filter(pk__in=group).exclude(pk__in=answered).select_related("user"))


def _group(trajectory: Trajectory, at: datetime) -> list[int]:
    return list(sitting(trajectory, localdate(at)).values_list("member", flat=True))
