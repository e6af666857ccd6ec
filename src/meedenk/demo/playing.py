"""A trajectory of the demo, played: every act at its moment, by who does it, through the real operations."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from meedenk.accounts.models import Purpose
from meedenk.agenda.models import Theme
from meedenk.common.refusal import Refused
from meedenk.people.models import Department, Member, Official
from meedenk.trajectories.models import Task, Trajectory
from meedenk.trajectories.operations import asking, calling, ending, forming, starting, tasks, working

from . import cast
from .reading import Calendar, Day, read

Act = Callable[[datetime], Any]
Event = tuple[Day, str, Act]
WHY_NOT_COMPLETE = "Dit kwam in onze bijeenkomsten al genoeg aan de orde."


class Play:
    """One trajectory: `content` is its file, `calendar` says when its days are."""

    def __init__(self, content: dict[str, Any], calendar: Calendar) -> None:
        self.content = content
        self.calendar = calendar
        self.days: dict[str, Any] = content["days"]
        self.reasons: dict[str, str] = content.get("reasons", {})
        self.official: Official | None = cast.official(content["adviser"]) if content.get("adviser") else None
        self.trajectory = Trajectory()

    def past(self) -> list[tuple[datetime, Act]]:
        """What has happened by now, each act with its moment."""
        moments = ((self.calendar.moment(day, clock), act) for day, clock, act in self.events())
        return [(moment, act) for moment, act in moments if moment < self.calendar.at]

    def events(self) -> Iterator[Event]:
        yield from self._begins()
        yield from self._calls()
        yield from self._starts()
        yield from self._works()
        yield from self._ends()

    def _on(self, step: str, clock: str, act: Act) -> Iterator[Event]:
        if step in self.days:
            yield self.days[step], clock, act

    def _begins(self) -> Iterator[Event]:
        yield from self._on("asked", "09:00", self._ask)
        yield from self._on("more_asked", "09:30", self._ask_for_more)
        yield from self._on("more_given", "11:00", self._give_more)
        yield from self._on("taken_up", "20:00", self._take_up)
        yield from self._on("declined", "20:00", self._decline)

    def _ask(self, at: datetime) -> None:
        content, official = self.content, self.official
        assert official is not None
        wished = content.get("wished_day", content.get("wished"))
        self.trajectory = asking.ask_question(
            title=content["title"],
            question=content["question"],
            name=official.name,
            email=official.email,
            department=str(official.department or ""),
            by=cast.support(),
            at=at,
            context=content.get("context", ""),
            theme=Theme.objects.get(slug=content["theme"]),
            policy_document=content.get("policy_document", ""),
            policy_phase=content.get("policy_phase", ""),
            decision_on=content.get("decision_moment", ""),
            agenda_item=content.get("lta", ""),
            wished_on=self.calendar.day(wished) if wished is not None else None,
        )
        Trajectory.objects.filter(pk=self.trajectory.pk).update(lead=content["lead"])

    def _department(self) -> Department | None:
        names = {each["slug"]: each["name"] for each in read("departments.toml")["department"]}
        return Department.objects.filter(name=names[self.content["department"]]).first()

    def _ask_for_more(self, at: datetime) -> None:
        asking.ask_for_more(self.trajectory, text=self.reasons["more_asked"], by=cast.support(), at=at)

    def _give_more(self, at: datetime) -> None:
        asking.give_more(self.trajectory, text=self.reasons["more_given"], by=self._adviser(at), at=at)

    def _take_up(self, at: datetime) -> None:
        asking.take_up(self.trajectory, by=cast.steering(), at=at, because=self.reasons.get("taken_up", ""))

    def _decline(self, at: datetime) -> None:
        asking.decline(self.trajectory, reason=self.reasons["declined"], by=cast.steering(), at=at)

    def _calls(self) -> Iterator[Event]:
        if "call_opens" not in self.days:
            return
        yield self.days["call_opens"], "10:00", self._open_call
        for answer in self._answers():
            yield answer["day"], "19:00", partial(self._answer, answer)
        yield from self._on("call_closes", "17:01", self._close_call)
        yield from self._on("formed", "20:00", self._form)

    def _open_call(self, at: datetime) -> None:
        said = self.content["call"]
        calling.open_call(
            self.trajectory,
            text=said["text"].strip(),
            time_asked=said["time_asked"],
            dates_known=said.get("dates_known", ""),
            experience_sought=said.get("experience_sought", ""),
            closes_at=self.calendar.moment(self.days["call_closes"], "17:00"),
            by=cast.support(),
            at=at,
        )

    def _answers(self) -> list[dict[str, Any]]:
        """Who answered the call; whoever has a seat and no answer of their own said yes."""
        said = [dict(answer) for answer in self.content.get("signups", [])]
        known = {answer["member"] for answer in said}
        opened = self.calendar.day(self.days["call_opens"])
        for place, email in enumerate(self.content.get("seats", [])):
            if email not in known:
                said.append({"member": email, "answer": "yes", "day": opened + timedelta(days=1 + place % 4)})
        return said

    def _answer(self, said: dict[str, Any], at: datetime) -> None:
        member = cast.member(said["member"])
        by_other = said.get("channel") in {"phone", "paper"}
        calling.answer_call(
            self.trajectory.call,
            member=member,
            answer=said["answer"],
            motivation=said.get("motivation", ""),
            experience=said.get("experience", ""),
            by=cast.support() if by_other else member.user,
            at=at,
            on_behalf_of=member.name if by_other else "",
        )

    def _close_call(self, at: datetime) -> None:
        calling.close_call(self.trajectory.call, by=None, at=at)

    def _form(self, at: datetime) -> None:
        members = [cast.member(email) for email in self.content["seats"]]
        why = self.reasons.get("group", "We letten op ervaring en op spreiding over wijken en dorpen.")
        forming.form_group(self.trajectory, members=members, by=cast.steering(), at=at, why=why, because=why)

    def _starts(self) -> Iterator[Event]:
        yield from self._on("contact", "20:00", self._choose_contact)
        for agreement in self.content.get("agreement", []):
            if agreement["confirmed"]:
                yield (
                    agreement["proposed"],
                    "20:30",
                    partial(self._agree, agreement),
                )
            if agreement["confirmed"] and self._kept_at_work(agreement):
                yield agreement["kept_day"], "18:00", partial(self._keep, agreement)
        yield from self._on("started", "20:45", self._begin_work)

    def _choose_contact(self, at: datetime) -> None:
        choice = cast.member(self.content["contact"])
        for email in self.content["seats"]:
            if self._contact() is None:
                voter = cast.member(email)
                starting.vote_for_contact(self.trajectory, voter=voter, choice=choice, by=voter.user, at=at)

    def _agree(self, said: dict[str, Any], at: datetime) -> None:
        due = self.calendar.day(said["by"]) if "by" in said else None
        first, *second = said["confirmed"]
        agreement = starting.propose(
            self.trajectory, topic=said["topic"], text=said["text"], by_on=due, at=at, **self._side(first, at)
        )
        for side in second:
            starting.confirm(agreement, at=at, **self._side(side, at))

    def _kept_at_work(self, said: dict[str, Any]) -> bool:
        """Whether it was kept while the group was at work; later nobody writes that down."""
        delivered = self.days.get("delivered", 0)
        return "kept_day" in said and self.calendar.day(said["kept_day"]) < self.calendar.day(delivered)

    def _keep(self, said: dict[str, Any], at: datetime) -> None:
        agreement = self.trajectory.agreements.get(text=said["text"], replaced_at=None)
        starting.keep(agreement, at=at, by=self._contact_user())

    def _side(self, side: str, at: datetime) -> dict[str, Any]:
        """Who speaks for a side: the adviser, the contact, or support for a group that has no contact yet."""
        if side == "adviser":
            return {"by": self._adviser(at)}
        contact = self._contact()
        if contact and contact.user:
            return {"by": cast.user(contact.user.email)}
        return {"by": cast.support(), "side": "group", "on_behalf_of": "de projectgroep"}

    def _begin_work(self, at: datetime) -> None:
        self._insist(
            lambda because: starting.begin_work(self.trajectory, by=self._contact_user(), at=at, because=because)
        )

    def _works(self) -> Iterator[Event]:
        for choice in self.content.get("choice", []):
            yield choice["day"], "21:00", partial(self._choose, choice)
        for message in self.content.get("message", []):
            if message["to"] == "group":
                yield message["day"], "21:15", partial(self._write, message)
        for task in self.content.get("task", []):
            yield from self._on("started", "21:30", partial(self._take_on, task))

    def _choose(self, said: dict[str, Any], at: datetime) -> None:
        left = "\n".join(said.get("left", []))
        working.make_choice(
            self.trajectory, what=said["what"], why=said["why"], left=left, by=self._contact_user(), at=at
        )

    def _write(self, said: dict[str, Any], at: datetime) -> None:
        member = Member.objects.filter(user__email=said["from"]).select_related("user").first()
        if member and member.user:
            working.write_to_group(self.trajectory, text=said["text"], by=member.user, at=at)

    def _take_on(self, said: dict[str, Any], at: datetime) -> None:
        by = self._contact_user()
        due = self.calendar.day(said["by"])
        task = tasks.add_task(self.trajectory, text=said["what"], by_on=due, by=by, at=at)
        if said["who"] in self.content["seats"]:
            taker = cast.member(said["who"])
            tasks.take_task(task, member=taker, by=taker.user, at=at)
        if said.get("done"):
            tasks.finish_task(Task.objects.get(pk=task.pk), by=by, at=at)

    def _ends(self) -> Iterator[Event]:
        if self.content.get("outcome") == "thought_along":
            yield from self._on("closed", "20:00", self._end)
        yield from self._on("stopped", "20:00", self._stop)

    def _end(self, at: datetime) -> None:
        done = " ".join(thought["what"] for thought in self.content["thought"])
        changed = " ".join(thought["changed"] for thought in self.content["thought"])
        ending.end_without_advice(self.trajectory, done=done, changed=changed, by=self._contact_user(), at=at)

    def _stop(self, at: datetime) -> None:
        ending.stop(self.trajectory, reason=self.reasons["stopped"], by=cast.steering(), at=at)

    def _adviser(self, at: datetime) -> Any:
        assert self.official is not None
        return cast.link(Purpose.ADVISER, self.trajectory, self.official, at)

    def _contact(self) -> Member | None:
        seat = self.trajectory.seats.filter(is_contact=True, until=None).select_related("member").first()
        return seat.member if seat else None

    def _contact_user(self) -> Any:
        return cast.user(self.content["contact"])

    def _insist(self, act: Callable[[str], Any]) -> Any:
        """The act as it should be; with a reason when something was missing that may be missing."""
        try:
            return act("")
        except Refused:
            return act(WHY_NOT_COMPLETE)
