"""Themes come on the list of the steering group, are described, chosen, or left with a reason."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from meedenk.common.predicates import Predicate
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record
from meedenk.people.house import hold_group
from meedenk.people.models import Department
from meedenk.people.rules import is_support

from ..mails import themes as mails
from ..models import Theme
from ..rules import may_decide, may_describe

LONGEST_SLUG = 60
TAKEN_BY_PAGES = {"nieuw"}


@transaction.atomic
def add_theme(
    *,
    title: str,
    summary: str,
    origin: str,
    policy_topics: str = "",
    departments: Iterable[Department] = (),
    by: Actor,
    at: datetime,
) -> Theme:
    """The theme stands on the list, for everyone to read; whether it is chosen is not decided yet."""
    _refuse_who_may_not(by, may_describe, at)
    _refuse_a_title_twice(title)
    slug = _free_slug(title)
    theme = Theme.objects.create(
        title=title,
        slug=slug,
        address=f"/agenda/{slug}/",
        summary=summary,
        origin=origin,
        policy_topics=policy_topics,
    )
    theme.departments.set(departments)
    record(theme, Kind.THEME_ADDED, by=by, at=at, origin=origin)
    return theme


@transaction.atomic
def change_theme(
    theme: Theme,
    *,
    title: str,
    summary: str,
    origin: str,
    policy_topics: str,
    departments: Iterable[Department],
    by: Actor,
    at: datetime,
) -> None:
    """The theme is described like this; its address stays, and the journal keeps what it said before."""
    _refuse_who_may_not(by, may_describe, at)
    _refuse_a_title_twice(title, but=theme.pk)
    before = _described(theme)
    theme.title, theme.summary, theme.origin, theme.policy_topics = title, summary, origin, policy_topics
    theme.save(update_fields=["title", "summary", "origin", "policy_topics"])
    theme.departments.set(departments)
    after = _described(theme)
    was = {name: value for name, value in before.items() if after[name] != value}
    if was:
        record(theme, Kind.THEME_CHANGED, by=by, at=at, title=title, was=was)


@transaction.atomic
def choose_theme(
    theme: Theme, *, reason: str, planned_for: str, by: Actor, at: datetime, on_behalf_of: str = ""
) -> None:
    """The theme is on the agenda, everyone can read why and for when, and the members find it in their digest."""
    _decide(theme, chosen=True, reason=reason, planned_for=planned_for, by=by, at=at, on_behalf_of=on_behalf_of)
    mails.theme_chosen(theme, at=at)


@transaction.atomic
def leave_theme(theme: Theme, *, reason: str, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """The theme is not on the agenda now, and everyone can read why. What runs under it goes on."""
    _decide(theme, chosen=False, reason=reason, planned_for="", by=by, at=at, on_behalf_of=on_behalf_of)


def _decide(
    theme: Theme, *, chosen: bool, reason: str, planned_for: str, by: Actor, at: datetime, on_behalf_of: str
) -> None:
    _refuse_who_may_not(by, may_decide | is_support, at)
    if not may_decide(by, at=at) and not on_behalf_of:
        raise Refused(_("Say on whose behalf you do this."))
    if not reason:
        raise Refused(_("Write down why. Everyone can read the reason."))
    known = {"chosen": theme.chosen, "reason": theme.reason, "planned_for": theme.planned_for}
    new = {"chosen": chosen, "reason": reason, "planned_for": planned_for}
    if not Theme.objects.filter(pk=theme.pk, **known).update(**new):
        raise Refused(_("Someone else has just decided about this theme. Read first what was decided."))
    theme.refresh_from_db()
    kind = Kind.THEME_CHOSEN if chosen else Kind.THEME_LEFT
    record(theme, kind, by=by, at=at, on_behalf_of=on_behalf_of, reason=reason, planned_for=planned_for)


def _refuse_a_title_twice(title: str, but: int = 0) -> None:
    hold_group()
    if Theme.objects.filter(title__iexact=title).exclude(pk=but).exists():
        raise Refused(_("There is a theme with this title already. Change that one, or choose another title."))


def _described(theme: Theme) -> dict[str, Any]:
    return {
        "title": theme.title,
        "summary": theme.summary,
        "origin": theme.origin,
        "policy_topics": theme.policy_topics,
        "departments": sorted(theme.departments.values_list("name", flat=True)),
    }


def _refuse_who_may_not(by: Actor, rule: Predicate, at: datetime) -> None:
    if not rule(by, at=at):
        raise Refused(_("Only the steering group and who supports it keep the themes."))


def _free_slug(title: str) -> str:
    base = slugify(title.replace("&", " en "))[:LONGEST_SLUG].strip("-") or "thema"
    for number in count(1):
        slug = base if number == 1 else f"{base}-{number}"
        if slug not in TAKEN_BY_PAGES and not Theme.objects.filter(slug=slug).exists():
            return slug
    raise AssertionError("there is always a next number")
