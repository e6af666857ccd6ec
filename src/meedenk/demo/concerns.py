"""What people of the demo told, and what the steering group did with it, through the real operations."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from meedenk.agenda.models import Concern, Theme
from meedenk.agenda.operations import reading, telling
from meedenk.people.models import Area

from . import cast
from .reading import Calendar, read

Content = dict[str, Any]
Act = Callable[[datetime], Any]


def told(calendar: Calendar) -> list[tuple[datetime, Act]]:
    """Everything that was told and decided by now, each act with its moment."""
    concerns: dict[str, Concern] = {}
    areas = {each["slug"]: each["name"] for each in read("areas.toml")["area"]}
    events: list[tuple[datetime, Act]] = []
    for said in read("signals.toml")["signal"]:
        area = areas.get(said.get("area", ""), "")
        events.append((calendar.moment(said["day"], "14:00"), partial(_tell, said, area, concerns)))
        events += [(calendar.moment(said["read_day"], "20:00"), partial(act, said, concerns)) for act in _acts(said)]
    return [(moment, act) for moment, act in events if moment < calendar.at]


def _acts(said: Content) -> Iterator[Callable[[Content, dict[str, Concern], datetime], None]]:
    """What the steering group did with it."""
    if "theme" in said:
        yield _make_part
    if "into" in said:
        yield _merge
    if "reason" in said:
        yield _set_aside


def _tell(said: Content, area: str, concerns: dict[str, Concern], at: datetime) -> None:
    on_the_page = said["channel"] == "page"
    member = cast.user(said["email"]) if said["from"] == "member" else None
    concerns[said["id"]] = telling.tell(
        kind=said["kind"],
        text=said["text"],
        via=said["from"],
        hears=said["hears"],
        channel=said["channel"],
        area=Area.objects.filter(name=area).first(),
        organisation=said.get("organisation", ""),
        name=said.get("name", ""),
        email=said.get("email", ""),
        postal=said.get("postal", ""),
        by=member if on_the_page else cast.support(),
        at=at,
    )


def _make_part(said: Content, concerns: dict[str, Concern], at: datetime) -> None:
    concern, by = concerns[said["id"]], cast.steering()
    reading.make_part_of(concern, theme=Theme.objects.get(slug=said["theme"]), by=by, at=at)
    reading.word(concern, heard=said["heard"], by=by, at=at)


def _merge(said: Content, concerns: dict[str, Concern], at: datetime) -> None:
    reading.merge(concerns[said["id"]], into=concerns[said["into"]], by=cast.support(), at=at)


def _set_aside(said: Content, concerns: dict[str, Concern], at: datetime) -> None:
    reading.set_aside(concerns[said["id"]], reason=said["reason"], by=cast.support(), at=at)
