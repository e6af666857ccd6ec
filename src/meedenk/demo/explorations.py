"""How a subject of our own began in the demo: what people told, what the steering group found out, what it chose."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from meedenk.accounts.models import Purpose
from meedenk.agenda.models import Concern, Teller, Theme
from meedenk.agenda.operations import reading, telling
from meedenk.people.models import Official
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations import exploring, polling, tying
from meedenk.trajectories.stages import Flow

from . import cast
from .playing import Event, Play

POLL_DAYS = 7


class ExploringPlay(Play):
    """Adds to the play of a trajectory how the steering group looked into it."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.told: list[Concern] = []
        found = self.content.get("explored_with")
        self.found: Official | None = cast.official(found) if found else self.official

    def events(self) -> Iterator[Event]:
        if "exploring" in self.days:
            yield from self._tells()
            yield from self._finds()
            yield from self._weighs()
            yield from self._chooses()
        yield from super().events()
        if "exploring" not in self.days:
            yield from self._takes_along()

    def _tells(self) -> Iterator[Event]:
        for said in self.content.get("told", []):
            yield said["day"], "14:00", partial(self._hear, said)
        yield from self._on("exploring", "08:00", self._read)
        yield from self._on("exploring", "09:00", self._explore)

    def _hear(self, said: dict[str, Any], at: datetime) -> None:
        hears = Teller.Hears.MAIL if "email" in said else Teller.Hears.NOTHING
        reached = {"hears": hears, "name": said.get("name", ""), "email": said.get("email", "")}
        concern = telling.tell(kind=said["kind"], text=said["text"], via=Teller.Via.RESIDENT, by=None, at=at, **reached)
        self.told.append(concern)

    def _read(self, at: datetime) -> None:
        theme = Theme.objects.get(slug=self.content["theme"])
        for concern in self.told:
            reading.make_part_of(concern, theme=theme, by=cast.steering(), at=at)

    def _takes_along(self) -> Iterator[Event]:
        """What people told about a question of the municipality goes along with it."""
        for said in self.content.get("told", []):
            yield said["day"], "14:00", partial(self._hear, said)
        if "told" in self.content:
            yield from self._on("taken_up", "21:00", self._take_along)

    def _take_along(self, at: datetime) -> None:
        for concern in self.told:
            tying.tie(concern, to=self.trajectory, by=cast.steering(), at=at)

    def _explore(self, at: datetime) -> None:
        content = self.content
        self.trajectory = exploring.explore(
            theme=Theme.objects.get(slug=content["theme"]),
            title=content["title"],
            question=content["question"],
            lead=content["lead"],
            concerns=self.told,
            by=cast.steering(),
            at=at,
        )
        described = {"context": content.get("context", ""), "department": self._department()}
        Trajectory.objects.filter(pk=self.trajectory.pk).update(**described)

    def _finds(self) -> Iterator[Event]:
        """Whoever is about it is found two weeks before the talk."""
        if "official_talk" not in self.days:
            return
        talk = self.calendar.day(self.days["official_talk"])
        begun = self.calendar.day(self.days["exploring"])
        for days, clock, act in (
            (14, "11:00", self._find_official),
            (12, "11:30", self._contact_official),
            (7, "12:00", self._plan_talk),
        ):
            if self.found or act == self._find_official:
                yield max(talk - timedelta(days=days), begun), clock, act
        if self.found:
            yield talk, "16:00", self._hold_talk

    def _find_official(self, at: datetime) -> None:
        text = f"{self.found.name} gaat hierover." if self.found else "We belden rond en vonden nog niemand."
        exploring.find_official(self.trajectory, official=self.found, text=text, by=cast.support(), at=at)

    def _contact_official(self, at: datetime) -> None:
        text = f"Wij verkennen een onderwerp: {self.content['title']}.\n\nKunnen we daar een half uur over praten?"
        exploring.contact_official(self.trajectory, text=text, by=cast.support(), at=at)

    def _plan_talk(self, at: datetime) -> None:
        day = self.calendar.day(self.days["official_talk"])
        exploring.plan_talk(self.trajectory, day=day, clock=time(10), place="Stadskantoor", by=cast.support(), at=at)

    def _hold_talk(self, at: datetime) -> None:
        text = self.reasons.get("official_talk", "We legden uit wat we hoorden. De afdeling herkent het.")
        exploring.hold_talk(self.trajectory, text=text, by=cast.steering(), at=at)

    def _weighs(self) -> Iterator[Event]:
        if "power_asked" in self.days:
            yield self.days["power_asked"], "10:00", self._ask_power
            for place, email in enumerate(self.content.get("willing", [])):
                yield self.days["power_asked"], f"{18 + place % 4}:30", partial(self._answer_power, email)
        yield from self._on("influence_weighed", "20:00", self._weigh)

    def _ask_power(self, at: datetime) -> None:
        closes_on = self.calendar.day(self.days["power_asked"]) + timedelta(days=POLL_DAYS)
        text = "We denken aan drie uur per week, drie maanden lang. Heb je daar tijd voor?"
        polling.ask_power(self.trajectory, text=text, closes_on=closes_on, by=cast.steering(), at=at)

    def _answer_power(self, email: str, at: datetime) -> None:
        member = cast.member(email)
        polling.answer_power(self.trajectory, member=member, answer="yes", by=member.user, at=at)

    def _weigh(self, at: datetime) -> None:
        said = self.content["influence"]
        four = {name: said[name] for name in ("can", "where", "when", "how")}
        exploring.weigh(self.trajectory, **four, by=cast.steering(), at=at)

    def _chooses(self) -> Iterator[Event]:
        if "together" in self.days:
            day = self.calendar.day(self.days["together"])
            yield day - timedelta(days=5), "13:00", self._word
            yield day, "13:00", self._agree_together
        yield from self._on("merged", "20:00", self._join)
        yield from self._on("not_now", "20:00", self._leave)

    def _word(self, at: datetime) -> None:
        question = self.content["question_together"]
        exploring.word_question(self.trajectory, question=question, by=cast.steering(), at=at)

    def _agree_together(self, at: datetime) -> None:
        assert self.found is not None
        link = cast.link(Purpose.ADVISER, self.trajectory, self.found, at)
        exploring.agree(self.trajectory, question=self.content["question_together"], by=link, at=at)

    def _join(self, at: datetime) -> None:
        into = Trajectory.objects.get(title=self.content["into"])
        exploring.join_other(self.trajectory, into=into, by=cast.steering(), at=at)

    def _leave(self, at: datetime) -> None:
        look_on = self.calendar.day(self.days["look_on"])
        exploring.leave_for_now(
            self.trajectory, reason=self.reasons["not_now"], look_on=look_on, by=cast.steering(), at=at
        )

    def _take_up(self, at: datetime) -> None:
        if self.trajectory.flow == Flow.REQUESTED:
            super()._take_up(at)
            return
        plan = self.reasons["taken_up"]
        ready = self.content.get("decision_moment", "binnen een half jaar")
        exploring.go_own_way(self.trajectory, plan=plan, ready=ready, towards="het college", by=cast.steering(), at=at)
