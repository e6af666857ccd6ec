"""What the handbook says."""

from calendar import monthrange
from datetime import date, timedelta

from .models import Rule


def rule(key: str, on: date) -> Rule:
    """The rule `key` as it holds on the day `on`. Raises `Rule.DoesNotExist` when the handbook has no such rule yet."""
    return Rule.objects.select_related("chapter").filter(key=key, since__lte=on).latest("since")


def number(key: str, on: date) -> int:
    """The value of a rule, whatever its unit."""
    return rule(key, on).value


def numbers(*keys: str, on: date) -> dict[str, int]:
    """The values of several rules in one query. Raises `KeyError` where one is read that the handbook has not."""
    return dict(Rule.objects.valid(on).filter(key__in=keys).values_list("key", "value"))


def length(key: str, on: date) -> timedelta:
    """How long a rule in days or weeks lasts. Raises `ValueError` for a rule that counts something else."""
    found = rule(key, on)
    if found.unit not in {"days", "weeks"}:
        raise ValueError(f"the rule {found.key} counts {found.unit}, not days or weeks")
    return timedelta(**{found.unit: found.value})


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
