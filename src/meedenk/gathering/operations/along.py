"""Thinking along: taking part other than by an advice."""

from datetime import datetime
from typing import Any

from django.db import transaction

from meedenk.accounts.models import User
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import move

from ..models import ThoughtAlong


@transaction.atomic
def think_along(
    trajectory: Trajectory,
    *,
    what: str,
    whom: str,
    changed: str,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> ThoughtAlong:
    """It is on record where the group thought along, with whom, and what became different."""
    facts: dict[str, Any] = {"what": what, "whom": whom, "changed": changed}
    move(trajectory, Kind.THOUGHT_ALONG, by=by, at=at, on_behalf_of=on_behalf_of, **facts)
    return ThoughtAlong.objects.create(trajectory=trajectory, **facts, at=at, by=by if isinstance(by, User) else None)
