"""What the groups of the demo gathered: the first talk, activities with their reports, pieces, thinking along."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from meedenk.gathering.models import Activity, DatePoll
from meedenk.gathering.operations import activities, along, dates, sources
from meedenk.gathering.voters import voter

from . import cast
from .explorations import ExploringPlay
from .playing import Event

PIECE = "Dit is de demo. In het echt staat hier het stuk zelf."


class GatheringPlay(ExploringPlay):
    """Adds what was gathered to the play."""

    def events(self) -> Iterator[Event]:
        yield from super().events()
        yield from self._talks()
        yield from self._gathers()

    def _talks(self) -> Iterator[Event]:
        if "first_talk" in self.days and "formed" in self.days:
            yield self.calendar.day(self.days["formed"]) + timedelta(days=1), "10:00", self._ask_dates
            yield self.calendar.day(self.days["formed"]) + timedelta(days=2), "20:00", self._fix_date
            yield self.days["first_talk"], "22:00", self._hold_first_talk

    def _first_talk(self) -> datetime:
        return self.calendar.moment(self.days["first_talk"], "19:30")

    def _ask_dates(self, at: datetime) -> None:
        evening = self._first_talk()
        moments = [evening + timedelta(days=days) for days in (0, 1, 5)]
        dates.ask_dates(
            self.trajectory,
            moments=moments,
            minutes=90,
            closes_at=at + timedelta(days=2),
            by=cast.support(),
            at=at,
            kind="first-talk",
            title="Eerste gesprek met de beleidsadviseur",
            with_adviser=self.official is not None,
        )

    def _fix_date(self, at: datetime) -> None:
        poll = DatePoll.objects.get(activity__trajectory=self.trajectory)
        dates.fix_date(
            poll, option=poll.options.earliest("starts_at"), place="Stadhuis, kamer 3", by=cast.support(), at=at
        )

    def _hold_first_talk(self, at: datetime) -> None:
        talk = Activity.objects.get(trajectory=self.trajectory, kind="first-talk")
        present = [cast.member(email) for email in self.content["seats"]]
        report = "We maakten kennis en namen de vraag door. Daarna bespraken we wat we van elkaar mogen verwachten."
        activities.hold_activity(talk, present=present, report=report, by=cast.support(), at=at)

    def _gathers(self) -> Iterator[Event]:
        if "started" not in self.days:
            return
        started = self.calendar.day(self.days["started"])
        for activity in self.content.get("activity", []):
            day = self.calendar.day(activity["day"])
            if day > started:
                planned = min(max(day - timedelta(days=10), started), self.calendar.day(-1))
                yield planned, "20:50", partial(self._plan, activity)
                yield day, "22:30", partial(self._hold, activity)
        for sought in self.content.get("sought", []):
            yield sought["day"], "20:45", partial(self._seek, sought)
            for email in sought.get("answered", []):
                yield sought["day"] + 1, "19:10", partial(self._can_come, sought, email)
        for source in self.content.get("source", []):
            yield max(self.calendar.day(source["day"]), started), "20:55", partial(self._add, source)
        for thought in self.content.get("thought", []):
            yield max(self.calendar.day(thought["day"]), started), "20:58", partial(self._think, thought)

    def _plan(self, said: dict[str, Any], at: datetime) -> None:
        heard = [guest.replace("_", "-") for guest in said.get("guests", [])]
        activities.plan_activity(
            self.trajectory,
            starts_at=self.calendar.moment(said["day"], said.get("time", "19:30")),
            by=self._contact_user(),
            at=at,
            kind=said["kind"].replace("_", "-"),
            title=said["title"],
            why=said["why"],
            place=said.get("place", ""),
            heard=heard + (["counter-voice"] if said.get("counter_voice") else []),
            guests=[(guest["email"], guest["name"]) for guest in said.get("invited", [])],
        )

    def _seek(self, said: dict[str, Any], at: datetime) -> None:
        dates.ask_dates(
            self.trajectory,
            moments=[self.calendar.moment(day, said["time"]) for day in said["evenings"]],
            minutes=90,
            closes_at=self.calendar.moment(said["closes"], "18:00"),
            by=self._contact_user(),
            at=at,
            kind=said["kind"].replace("_", "-"),
            title=said["title"],
            why=said["why"],
        )

    def _can_come(self, said: dict[str, Any], email: str, at: datetime) -> None:
        """Everyone who answered can come on the first evening, and would rather not on the last."""
        poll = DatePoll.objects.select_related("activity__trajectory").get(activity__title=said["title"])
        user = cast.user(email)
        who = voter(user, poll, at=at)
        assert who is not None, "only who is asked answers"
        answers = dict(zip(poll.options.values_list("pk", flat=True), ("yes", "maybe", "no"), strict=True))
        dates.answer_dates(poll, who=who, answers=answers, by=user, at=at)

    def _hold(self, said: dict[str, Any], at: datetime) -> None:
        activity = Activity.objects.get(trajectory=self.trajectory, title=said["title"])
        present = [cast.member(email) for email in self.content["seats"][:5]]
        by = self._contact_user()
        activities.hold_activity(activity, present=present, report=said.get("report", ""), by=by, at=at)
        for quote in said.get("heard", []):
            activities.note_finding(activity, text=quote["quote"], who=quote["who"], public=True, by=by, at=at)

    def _add(self, said: dict[str, Any], at: datetime) -> None:
        embargo = said.get("embargo_until")
        sources.add_source(
            self.trajectory,
            title=said["title"],
            kind=said["kind"].replace("_", "-"),
            from_whom=said["from"],
            access=said["access"],
            embargo_until=None if embargo is None else self.calendar.day(embargo),
            text=PIECE,
            replaces=self.trajectory.sources.filter(title=said.get("replaces", "")).first(),
            changed=said.get("changed", ""),
            by=self._contact_user(),
            at=at,
        )

    def _think(self, said: dict[str, Any], at: datetime) -> None:
        along.think_along(
            self.trajectory,
            what=said["what"],
            whom=said["with"],
            changed=said["changed"],
            by=self._contact_user(),
            at=at,
        )
