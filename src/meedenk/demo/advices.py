"""What the groups of the demo advised, and how the executive answered."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from meedenk.accounts.models import Purpose
from meedenk.advice.addressing import Office, ProposalData
from meedenk.advice.models import Advice, Body, Delivery
from meedenk.advice.operations import adopting, delivering, publishing, rounds, writing
from meedenk.followup.models import Letter
from meedenk.followup.operations import responding as followup
from meedenk.followup.operations.planning import plan_response
from meedenk.followup.operations.responding import Reply
from meedenk.followup.queries import fingerprint
from meedenk.people.models import Official

from . import cast
from .gatherings import GatheringPlay
from .playing import Event

BODIES = {
    "executive": (Body.EXECUTIVE,),
    "council": (Body.COUNCIL,),
    "both": (Body.EXECUTIVE, Body.COUNCIL),
}
STANCES = {"supports": "supports", "own_view": "own-perspective"}


class AdvicePlay(GatheringPlay):
    """Adds the advice and the answer to it to the play."""

    advice: Advice

    def events(self) -> Iterator[Event]:
        yield from super().events()
        yield from self._on("writing", "10:00", self._begin_writing)
        if "advice" in self.content:
            yield from self._on("writing", "10:30", self._write_advice)
        yield from self._on("round_opens", "11:00", self._send_round)
        if "round_opens" in self.days:
            for stance in self._stances():
                yield stance["day"], "19:30", partial(self._stand, stance)
        yield from self._on("adopted", "21:00", self._adopt)
        yield from self._on("delivered", "12:00", self._deliver)
        yield from self._on("published", "12:30", self._publish)
        for day in self.days.get("reminded", []):
            yield day, "11:00", self._remind
        if "response" in self.content:
            yield from self._on("answer_ready", "15:00", self._plan_answer)
            yield from self._on("answered", "16:00", self._answer_advice)
        yield from self._on("no_response", "20:00", self._conclude)

    def _begin_writing(self, at: datetime) -> None:
        by = self._contact_user()
        self.advice = self._insist(
            lambda because: writing.begin_writing(self.trajectory, by=by, at=at, because=because)
        )

    def _write_advice(self, at: datetime) -> None:
        said = self.content["advice"]
        parts = {
            "title": said["title"],
            "summary": said["summary"],
            "goes_well": said["goes_well"],
            "attention": f"{said['attention']}\n\n{said.get('trade_off', '')}".strip(),
            "came_about": said["how_it_came_about"],
        }
        by = self._contact_user()
        for part, text in parts.items():
            version = Advice.objects.get(pk=self.advice.pk).version_of(part)
            writing.save_part(self.advice, part, text=text, version=version, by=by, at=at)
        for each in self.content["recommendation"]:
            recommendation = writing.add_recommendation(self.advice, title=each["title"], by=by, at=at)
            writing.save_recommendation(
                recommendation,
                title=each["title"],
                text=each["text"],
                reason=each["reason"],
                sources=each.get("source", ""),
                version=recommendation.version,
                by=by,
                at=at,
            )
        for each in self._perspectives_before_the_round():
            self._differ(each, at)

    def _differ(self, said: dict[str, Any], at: datetime) -> None:
        holders = [cast.member(email) for email in self._holders(said["held_by"])]
        first, *others = holders
        perspective = writing.write_perspective(
            self.advice, member=first, title=said["title"].strip("“”"), text=said["text"], by=first.user, at=at
        )
        for other in others:
            writing.join_perspective(perspective, member=other, by=other.user, at=at)

    def _perspectives_before_the_round(self) -> list[dict[str, Any]]:
        """Differing views that were there before the draft went round; one that came up in the round is told there."""
        told_in_the_round = any(each["answer"] == "own_view" for each in self.content.get("stance", []))
        return [] if told_in_the_round else list(self.content.get("perspective", []))

    def _holders(self, number: int) -> list[str]:
        """Who holds a differing view: anyone but the contact."""
        return [email for email in self.content["seats"] if email != self.content["contact"]][:number]

    def _send_round(self, at: datetime) -> None:
        closes_at = self.calendar.moment(self.days["round_closes"], "17:00")
        self._insist(
            lambda because: rounds.send_round(
                self.advice, closes_at=closes_at, by=self._contact_user(), at=at, because=because
            )
        )

    def _stances(self) -> list[dict[str, Any]]:
        """What each member said in the round; where the file is silent everyone supported the draft."""
        said = [each for each in self.content.get("stance", []) if each["answer"] in STANCES]
        if "stance" in self.content:
            return said
        opened = self.days["round_opens"]
        return [{"member": email, "answer": "supports", "day": opened} for email in self.content["seats"]]

    def _stand(self, said: dict[str, Any], at: datetime) -> None:
        member = cast.member(said["member"])
        texts = [each["text"] for each in self.content.get("comment", []) if each["by"] == said["member"]]
        view = self.content["perspective"][0] if said["answer"] == "own_view" else {}
        rounds.respond(
            self.advice.rounds.latest("opened_at"),
            member=member,
            stance="comment" if texts and not view else STANCES[said["answer"]],
            text=view.get("text", "\n\n".join(texts)),
            view=view.get("title", "").strip("“”"),
            by=member.user,
            at=at,
        )

    def _adopt(self, at: datetime) -> None:
        self._insist(lambda because: adopting.adopt(self.advice, by=self._contact_user(), at=at, because=because))
        self.advice.refresh_from_db()

    def _deliver(self, at: datetime) -> None:
        said = self.content["delivery"]
        office = self._office()
        names = {Body.EXECUTIVE: office.name, Body.COUNCIL: "Griffie"}
        mails = {Body.EXECUTIVE: office.email, Body.COUNCIL: "griffie@gemeente.voorbeeld.nl"}
        offices = [Office(body=body, name=names[body], email=mails[body]) for body in BODIES[said["to"]]]
        proposal = (
            ProposalData(
                title=said["proposal"],
                number=said.get("number", ""),
                body=Body.COUNCIL if said["to"] != "executive" else Body.EXECUTIVE,
                on=self.calendar.day(said["day"]) if "day" in said else None,
            )
            if said.get("proposal") and said.get("attached")
            else None
        )
        delivering.deliver(
            self.advice,
            to=Delivery.To(said["to"]),
            offices=offices,
            proposal=proposal,
            by=cast.support(),
            at=at,
        )

    def _publish(self, at: datetime) -> None:
        publishing.publish(self.advice, checked=True, by=cast.support(), at=at)

    def _remind(self, at: datetime) -> None:
        followup.remind(self._fresh(), by=cast.steering(), at=at)

    def _conclude(self, at: datetime) -> None:
        followup.conclude_no_response(self._fresh(), by=cast.steering(), at=at)

    def _plan_answer(self, at: datetime) -> None:
        """The office has written its answer and chose a day that is still to come."""
        draft, office = self._draft_answer(at), cast.link(Purpose.OFFICE, self.trajectory, self._office(), at)
        on = self.calendar.day(self.content["answer_letter"]["public_day"])
        plan_response(self._fresh(), on=on, seen=fingerprint(draft), by=office, at=at)

    def _answer_advice(self, at: datetime) -> None:
        draft, office = self._draft_answer(at), cast.link(Purpose.OFFICE, self.trajectory, self._office(), at)
        followup.respond(self._fresh(), seen=fingerprint(draft), by=office, at=at)

    def _draft_answer(self, at: datetime) -> Letter:
        said = {each["number"]: each for each in self.content["response"]}
        advice, letter = self._fresh(), self.content.get("answer_letter", {})
        replies = {
            each.pk: Reply(
                said[each.order]["answer"], said[each.order].get("reason", ""), said[each.order].get("quote", "")
            )
            for each in advice.recommendations.filter(removed_at=None)
        }
        return followup.keep_draft(
            advice, replies=replies, reference=letter.get("reference", ""), text=letter.get("text", ""), at=at
        )

    def _office(self) -> Official:
        return Official.objects.filter(function=Official.Function.ALDERPERSON_OFFICE).earliest("pk")

    def _fresh(self) -> Advice:
        return Advice.objects.select_related("trajectory", "delivery").get(pk=self.advice.pk)
