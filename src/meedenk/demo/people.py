"""The people of the demo: the town, its officials, the members and who supports them."""

from datetime import date
from typing import Any

from meedenk.accounts.models import User
from meedenk.agenda.models import Theme
from meedenk.people.models import (
    Area,
    Department,
    Member,
    Official,
    SteeringSeat,
    SupportAssignment,
    Term,
)

from .reading import Calendar, read

Content = dict[str, Any]

FUNCTIONS = {
    "adviser": Official.Function.ADVISER,
    "programme_manager": Official.Function.PROGRAMME_MANAGER,
    "alderperson_office": Official.Function.ALDERPERSON_OFFICE,
    "executor": Official.Function.EXECUTOR,
}


def settle(calendar: Calendar) -> None:
    """Areas, departments, officials, members with their terms and seats, supporters and themes are there."""
    areas = {
        area["slug"]: Area.objects.create(name=area["name"], kind=area["kind"], codes=area["codes"])
        for area in read("areas.toml")["area"]
    }
    town = read("departments.toml")
    departments = {
        each["slug"]: Department.objects.create(name=each["name"], directorate=each["directorate"])
        for each in town["department"]
    }
    for official in town["official"]:
        Official.objects.create(
            name=official["name"],
            email=official["email"],
            function=FUNCTIONS[official["role"]],
            department=departments[official["department"]],
            topics=", ".join(official["topics"]),
        )
    group = read("members.toml")
    for member in group["member"]:
        _welcome(member, areas[member["area"]], calendar)
    for supporter in group["supporter"]:
        user = User.objects.create_user(supporter["email"], supporter["name"])
        SupportAssignment.objects.create(
            user=user, kind=supporter["kind"], since=_since(supporter, calendar), until=calendar.day(supporter["until"])
        )
    for theme in read("themes.toml")["theme"]:
        _list(theme, departments, calendar)


def _welcome(content: Content, area: Area, calendar: Calendar) -> None:
    user = User.objects.create_user(content["email"], content["name"])
    member = Member.objects.create(
        user=user,
        name=content["name"],
        area=area,
        phone=content.get("phone", ""),
        paper=content.get("paper", False),
        topics=", ".join(content["knows"] + content["lived"]),
    )
    roles = [role.lower() for role in content.get("steering", [])]
    spans = [(calendar.day(content["since"]), calendar.day(content["until"]))]
    if "earlier_since" in content:
        spans.append((calendar.day(content["earlier_since"]), calendar.day(content["earlier_until"])))
    for since, until in spans:
        Term.objects.create(member=member, since=since, until=until)
        if roles:
            SteeringSeat.objects.create(member=member, roles=roles, since=since, until=until)


def _since(supporter: Content, calendar: Calendar) -> date:
    """Support began early enough to write down what the oldest trajectory needs."""
    return min(calendar.day(supporter["since"]), date(2021, 1, 1))


def _list(content: Content, departments: dict[str, Department], calendar: Calendar) -> None:
    quarters = content.get("planned_for")
    theme = Theme.objects.create(
        title=content["title"],
        address=f"/agenda/{content['slug']}/",
        slug=content["slug"],
        summary=content["summary"],
        origin=content["origin"],
        policy_topics=", ".join(content["policy_topics"]),
        chosen=content["selected"],
        reason=content["reason"],
        planned_for="" if quarters is None else _quarter(calendar, quarters),
    )
    theme.departments.set(departments[slug] for slug in content["departments"])


def _quarter(calendar: Calendar, ahead: int) -> str:
    """The quarter that lies `ahead` of this one, as people say it."""
    today = calendar.day(0)
    months = today.year * 12 + today.month - 1 + 3 * ahead
    names = ("eerste", "tweede", "derde", "vierde")
    return f"{names[months % 12 // 3]} kwartaal van {months // 12}"
