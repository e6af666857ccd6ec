"""Who someone is in the group, as predicates."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from meedenk.common.predicates import predicate

from .standing import standing


@predicate
def is_member(person: Any, thing: Any, at: datetime) -> bool:
    return standing(person, localdate(at)).member is not None


@predicate
def is_steering(person: Any, thing: Any, at: datetime) -> bool:
    return standing(person, localdate(at)).steering


@predicate
def is_support(person: Any, thing: Any, at: datetime) -> bool:
    return bool(standing(person, localdate(at)).support)


is_staff = is_steering | is_support
is_inside = is_member | is_staff
