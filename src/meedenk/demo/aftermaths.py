"""What was done with the advices of the demo."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import invite
from meedenk.followup.models import Commitment, Response
from meedenk.followup.moments import answered_on, days_of_the_rules
from meedenk.followup.operations import checks, closing, monitoring, noticing, reporting, weighing
from meedenk.followup.operations.monitoring import Promise
from meedenk.followup.operations.responding import Reply
from meedenk.followup.queries import Progress, progress
from meedenk.people.models import Department, Official
from meedenk.trajectories.seats import sitting

from . import cast
from .advices import AdvicePlay
from .playing import Event

STATES = {"under_way": "under-way"}
LATER = timedelta(weeks=8)
SILENT = timedelta(weeks=4, days=1)
WHO_FOLLOWS = "Wie de uitvoering volgt"


class AftermathPlay(AdvicePlay):
    """Adds to the play what was promised, who follows it, and how it is going."""

    def events(self) -> Iterator[Event]:
        yield from super().events()
        yield from self._answers_on()
        yield from self._follows()
        if self.content.get("outcome") == "advised" and "account" in self.content:
            yield from self._on("closed", "20:00", self._account)

    def _answers_on(self) -> Iterator[Event]:
        if "weighed" in self.content:
            yield from self._on("weighed", "18:00", self._weigh_response)
        yield from self._on("reported_back", "19:30", self._report_back)
        if "answered" in self.days and any(each["answer"] == "later" for each in self.content.get("response", [])):
            yield self.calendar.day(self.days["answered"]) + LATER, "06:30", weighing.ask_later_answers
        for each in self.content.get("later", []):
            yield each["day"], "16:00", partial(self._answer_later, each)

    def _follows(self) -> Iterator[Event]:
        promised = self.days.get("monitoring", self.days.get("weighed"))
        if promised is not None:
            for each in self.content.get("commitment", []):
                yield promised, "19:00", partial(self._promise, each)
        yield from self._on("monitoring", "20:00", self._follow)
        if "monitoring" in self.days:
            answered = self.calendar.day(self.days["answered" if "answered" in self.days else "no_response"])
            for number, day in enumerate(days_of_the_rules(answered, answered), start=1):
                yield day, "06:00", checks.ask_checks
                yield day + SILENT, "06:00", checks.mark_stale_checks
                yield from self._residents(
                    [each for each in self.content.get("notice", []) if each["round"] == number], day
                )
        for each in self.content.get("check", []):
            if "answered" in each:
                yield each["answered"], "15:00", partial(self._tell, each)

    def _residents(self, said: list[dict[str, Any]], day: date) -> Iterator[Event]:
        if said:
            yield day, "06:05", noticing.ask_residents
            yield day + timedelta(days=4), "19:00", partial(self._notice, said)
            yield day + SILENT, "20:00", self._show_a_sentence

    def _notice(self, said: list[dict[str, Any]], at: datetime) -> None:
        """As many of those who were asked as have something to say, say it."""
        latest = self.trajectory.notice_rounds.latest("due_on")
        asked = PersonalLink.objects.of(Purpose.NOTICE, self.trajectory).filter(created_at=latest.asked_at)
        for link, each in zip(asked.order_by("pk"), said, strict=False):
            told = {"text": each.get("text", ""), "may_quote": "text" in each}
            noticing.tell_notice(latest, answer=each["answer"], by=link, at=at, **told)

    def _show_a_sentence(self, at: datetime) -> None:
        latest = self.trajectory.notice_rounds.latest("due_on")
        shown = latest.notices.filter(may_quote=True).order_by("text").first()
        noticing.choose_quote(latest, shown, by=cast.support(), at=at, on_behalf_of=WHO_FOLLOWS)

    def _account(self, at: datetime) -> None:
        said = self.content["account"]
        draft = closing.keep_account(self.trajectory, said, seen=0)
        closing.publish_account(self.trajectory, seen=draft.version, by=cast.steering(), at=at)

    def _weigh_response(self, at: datetime) -> None:
        said = self.content["weighed"]
        verdict = said["verdict"].replace("_", "-")
        by = self._contact_user()
        weighing.weigh(self.trajectory, verdict=verdict, text=said["text"], public=True, by=by, at=at)

    def _report_back(self, at: datetime) -> None:
        text = reporting.from_the_log(self.trajectory)
        reporting.report_back(self.trajectory, text=text, by=cast.steering(), at=at)

    def _answer_later(self, said: dict[str, Any], at: datetime) -> None:
        response = Response.objects.get(letter__advice=self.advice, recommendation__order=said["number"])
        reply = Reply(said["answer"], said["reason"], said["quote"])
        office = cast.link(Purpose.OFFICE, self.trajectory, self._office(), at)
        weighing.answer_anew(response, reply, seen=None, by=office, at=at)

    def _promise(self, said: dict[str, Any], at: datetime) -> None:
        inside = said["executor_kind"] == "department"
        official = Official.objects.filter(email=said.get("official", "")).first()
        name = official.name if official else said["executor"]
        email = official.email if official else ("uitvoering" if inside else "partner") + "@gemeente.voorbeeld.nl"
        promise = Promise(
            text=said["what"],
            name=name,
            email=email,
            recommendation=self._fresh().recommendations.get(order=said["number"], removed_at=None),
            department=self._executing(said["executor"]) if inside else None,
            party="" if inside else said["executor"],
            by_on=self.calendar.day(said["by"]) if "by" in said else None,
        )
        monitoring.record_commitment(self.trajectory, promise, by=cast.steering(), at=at)

    def _executing(self, name: str) -> Department | None:
        """The department of that name, or the one that asked when the house does not know it."""
        return Department.objects.filter(name=name.removeprefix("Afdeling ")).first() or self.trajectory.department

    def _follow(self, at: datetime) -> None:
        said = self.content["monitoring"]
        on = self.calendar.day(self.days["monitoring"])
        seats = sitting(self.trajectory, on).filter(member__user__email__in=said.get("who", []))
        monitoring.agree_monitoring(
            self.trajectory,
            owner=said["owner"],
            members=[seat.member for seat in seats.select_related("member")],
            what=said["what"],
            days=days_of_the_rules(answered_on(self.trajectory), on),
            residents="notice" in self.content,
            by=cast.steering(),
            at=at,
        )

    def _tell(self, said: dict[str, Any], at: datetime) -> None:
        for each in progress(self.trajectory):
            if each.asked and _about(each, said["number"]):
                told = checks.Told(STATES.get(said["state"], said["state"]), said["text"])
                checks.answer_check(each.asked, told, by=self._executor(each.commitment, at), at=at)
                return

    def _executor(self, commitment: Commitment, at: datetime) -> PersonalLink:
        until = at + timedelta(days=60)
        known = {"email": commitment.email, "name": commitment.name}
        return invite(Purpose.EXECUTOR, self.trajectory, **known, at=at, until=until)


def _about(each: Progress, number: int) -> bool:
    return each.commitment.recommendation is not None and each.commitment.recommendation.order == number
