"""Writing down what happened."""

from datetime import datetime
from typing import Any

from meedenk.accounts.models import PersonalLink, User

from .kinds import Kind
from .models import Dossier, Entry

Actor = User | PersonalLink | None


def record(
    dossier: Dossier,
    kind: Kind,
    *,
    by: Actor,
    at: datetime,
    because: str = "",
    on_behalf_of: str = "",
    public_from: datetime | None = None,
    **facts: Any,
) -> Entry:
    """The journal of `dossier` says that `kind` happened. `by` is a user, a personal link, or None for the clock.

    Call it inside the transaction of the act. `facts` must be JSON and hold no personal data that may not stay.
    """
    return Entry.objects.create(
        dossier_id=dossier.pk,
        kind=kind,
        by=by if isinstance(by, User) else None,
        link=by if isinstance(by, PersonalLink) else None,
        at=at,
        because=because,
        on_behalf_of=on_behalf_of,
        public_from=public_from,
        facts=facts,
    )
