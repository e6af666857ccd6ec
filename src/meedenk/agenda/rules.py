"""Who may, at a theme and at what people tell."""

from datetime import datetime
from typing import Any

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.common.predicates import predicate
from meedenk.people.rules import is_staff, is_steering

may_describe = is_staff
may_decide = is_steering
may_read = is_staff


@predicate
def told_it(person: Any, concern: Any, at: datetime) -> bool:
    """Who told `concern`, by their personal link."""
    return (
        isinstance(person, PersonalLink)
        and person.purpose == Purpose.TELLER
        and person.about == concern.pk
        and person.is_open(at)
    )
