"""One subject of our own from the first concern until it is finished, lived through day by day by the real clock.

On the way a term, a seat of the steering group and a contact end, the answer comes late and in part later, and the
answer falls on the 29th of February. Whatever the clock does (an hour, a day, a week that it is down) everyone gets
the same mails.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from tools.testing.plugin import Delivered

from meedenk.common.duties import all_duties
from meedenk.demo import cast
from meedenk.demo.aftermaths import AftermathPlay
from meedenk.demo.people import settle
from meedenk.demo.playing import Event
from meedenk.demo.reading import Calendar, read_trajectories
from meedenk.handbook import operations as handbook
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message, State
from meedenk.people.models import Member, SteeringSeat, Term
from meedenk.site.searching.indexing import refresh
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations import forming, starting
from meedenk.trajectories.stages import Stage

pytestmark = pytest.mark.django_db

END = datetime(2031, 3, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
INEKE, FENNA, JELTJE = (f"{name}@voorbeeld.nl" for name in ("ineke.sikkens", "fenna.oldenburger", "jeltje.bolhuis"))
THIJS, ROELOF, WINSTON = (f"{name}@voorbeeld.nl" for name in ("thijs.meijerink", "roelof.hazekamp", "winston.pengel"))
TERM_ENDS, CONTACT_LEAVES, SEAT_ENDS, ANSWERED = -1305, -1290, -1240, -1119
OFFICE, EXECUTOR = "joke.veenhuis@gemeente.voorbeeld.nl", "uitvoering@gemeente.voorbeeld.nl"
TOLD_BY_THE_CLOCK = {
    (Kind.RESPONSE_EXPECTED, OFFICE): 1,
    (Kind.RESPONSE_REMINDED, OFFICE): 2,
    (Kind.LATER_ASKED, OFFICE): 2,
    (Kind.CHECK_ASKED, EXECUTOR): 3,
    (Kind.TERM_ENDS, INEKE): 1,
}
"""How often each was reminded in all those years."""
AS_A_MEMBER = ["contributors", "members", "subscribers"]

DUE = (TERM_ENDS - 30, CONTACT_LEAVES, -1168, -1154, -1133, ANSWERED + 56, -1036)
"""When the clock has something to tell: a term ends, an answer is due, is late or comes later, a check."""
TELLING = [duty for duty in all_duties() if duty is not refresh]
"""The search tells nobody anything, and takes the most time."""

Clock = Callable[[list[datetime]], Iterator[datetime]]


class LongPlay(AftermathPlay):
    """The play without what the clock does, and with people who go on the way."""

    def events(self) -> Iterator[Event]:
        clock = set(all_duties())
        yield from (event for event in super().events() if event[2] not in clock)
        yield CONTACT_LEAVES, "09:00", self._leave_as_contact

    def _close_call(self, at: datetime) -> None:
        """The clock does that."""

    def _leave_as_contact(self, at: datetime) -> None:
        fenna, jeltje, seats = cast.member(FENNA), cast.member(JELTJE), self.trajectory.seats
        forming.leave_group(seats.get(member=fenna, until=None), by=fenna.user, at=at)
        self.content["seats"] = [email for email in self.content["seats"] if email not in {INEKE, FENNA}]
        self.content["contact"] = JELTJE
        for email in self.content["seats"]:
            if self._contact() is None:
                voter = cast.member(email)
                starting.vote_for_contact(self.trajectory, voter=voter, choice=jeltje, by=voter.user, at=at)


def every_day(moments: list[datetime]) -> Iterator[datetime]:
    at = moments[0]
    while at < max(moments) + 30 * DAY:
        yield at
        at += DAY


def every_hour_when_something_is_due(moments: list[datetime]) -> Iterator[datetime]:
    due = {Calendar(END).day(day) for day in DUE}
    for number, at in enumerate(every_day(moments)):
        if at.date() in due:
            yield from (at + timedelta(hours=hour) for hour in range(24))
        elif number % 3 == 0:
            yield at


def down_for_a_week_when_something_is_due(moments: list[datetime]) -> Iterator[datetime]:
    holes = [Calendar(END).moment(day) for day in DUE]
    for number, at in enumerate(every_day(moments)):
        if number % 3 == 0 and not any(hole <= at < hole + timedelta(weeks=1) for hole in holes):
            yield at


CLOCKS = (every_day, every_hour_when_something_is_due, down_for_a_week_when_something_is_due)


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    found = next(each for each in read_trajectories() if each["slug"] == "samen-eten-in-elk-dorp")
    content = deepcopy(found)
    content["days"] |= {"answered": ANSWERED, "weighed": -1117, "closed": -400}
    content["later"] = [{"number": 4, "day": -975, "answer": "partly", "reason": "De bus rijdt soms.", "quote": "Ja."}]
    content["stance"] = [{"member": email, "answer": "supports", "day": -1250} for email in (THIJS, JELTJE, ROELOF)]
    content["monitoring"]["who"] = [JELTJE, ROELOF]
    content["check"] = [
        {"number": 1, "answered": day, "state": state, "text": "Zo gaat het."}
        for day, state in ((-1020, "under_way"), (-930, "stuck"), (-745, "done"))
    ]
    return content


def test_whatever_the_clock_does_everyone_gets_the_same_mails(content: dict[str, Any], delivered: Delivered) -> None:
    told = {}
    for clock in CLOCKS:
        with transaction.atomic():
            told[clock.__name__] = _live(deepcopy(content), clock, delivered)
            transaction.set_rollback(True)
    first, *others = told
    for other in others:
        assert told[other] - told[first] == Counter(), f"{other} told more than {first}"
        assert told[first] - told[other] == Counter(), f"{other} told less than {first}"


def _live(content: dict[str, Any], clock: Clock, delivered: Delivered) -> Counter[tuple[str, str, bool]]:
    """What everyone was told in all those years, apart from when."""
    calendar = Calendar(END)
    _settle(content, calendar)
    play = LongPlay(content, calendar)
    acts = play.past()
    ticks = [(at, None) for at in clock([moment for moment, _ in acts])]
    for at, act in sorted([*acts, *ticks], key=lambda each: (each[0], each[1] is not None)):
        if act:
            act(at)
        else:
            for duty in TELLING:
                duty(at)
            delivered(at=at)
    _check(calendar)
    rows = Message.objects.exclude(kind="digest").values_list("kind", "email", "about")
    return Counter((kind, email, about is not None) for kind, email, about in rows)


def _settle(content: dict[str, Any], calendar: Calendar) -> None:
    """A small group in which one term and one seat of the steering group end."""
    handbook.begin(at=calendar.moment(-1800))
    settle(calendar)
    cast.forget()
    kept = Member.objects.filter(user__email__in=[*content["seats"], WINSTON, cast.steering().email])
    for table in (Term, SteeringSeat):
        table.objects.exclude(member__in=kept).delete()
    Member.objects.exclude(pk__in=kept).delete()
    Term.objects.filter(member__user__email=INEKE, since__gt=calendar.day(TERM_ENDS)).delete()
    Term.objects.filter(member__user__email=INEKE).update(until=calendar.day(TERM_ENDS))
    SteeringSeat.objects.filter(member__user__email=WINSTON).update(
        since=calendar.day(-1500), until=calendar.day(SEAT_ENDS)
    )


def _check(calendar: Calendar) -> None:
    """It is finished, nobody was reminded twice, and who had gone heard nothing more of it."""
    trajectory = Trajectory.objects.get()
    assert trajectory.stage == Stage.CLOSED
    told = Counter(Message.objects.values_list("kind", "email"))
    assert {each: told[each] for each in TOLD_BY_THE_CLOCK} == TOLD_BY_THE_CLOCK
    reminded = Message.objects.filter(kind=Kind.CALL_REMINDED)
    assert reminded.count() == len(set(reminded.values_list("email", flat=True))) > 0
    assert not Message.objects.exclude(state__in=[State.SENT, State.DIGESTED, State.DROPPED]).exists()
    as_anyone = ((INEKE, TERM_ENDS, ["contributors"]), (FENNA, CONTACT_LEAVES, AS_A_MEMBER))
    for email, gone, audiences in as_anyone:
        after = calendar.moment(gone) + DAY
        later = Message.objects.filter(email=email, about=trajectory.pk).exclude(audience__in=audiences)
        assert not later.filter(state=State.SENT, sent_at__gt=after).exists()
        assert not later.filter(state=State.DIGESTED, digested_in__sent_at__gt=after).exists()
