"""The two clocks count days, whatever the day."""

from datetime import date

from meedenk.advice.clocks import Clock, time_to_advise, time_to_respond


def test_the_time_to_advise_runs_until_the_delivery() -> None:
    asked = {"asked_on": date(2026, 9, 1), "agreed": 42}
    assert time_to_advise(**asked, delivered_on=None, today=date(2026, 9, 11)) == Clock(10, 42, stopped=False)
    stopped = time_to_advise(**asked, delivered_on=date(2026, 10, 20), today=date(2027, 1, 1))
    assert (stopped, stopped.over) == (Clock(49, 42, stopped=True), 7)


def test_the_time_to_respond_is_agreed_at_the_delivery() -> None:
    asked = {"delivered_on": date(2026, 10, 12), "due_on": date(2026, 12, 7)}
    assert time_to_respond(**asked, answered_on=date(2026, 11, 9), today=date(2027, 1, 1)) == Clock(
        28, 56, stopped=True
    )
    late = time_to_respond(**asked, answered_on=None, today=date(2026, 12, 17))
    assert (late.over, late.stopped) == (10, False)


def test_a_leap_day_is_a_day() -> None:
    clock = time_to_respond(
        delivered_on=date(2028, 2, 28), due_on=date(2028, 3, 1), answered_on=date(2028, 3, 1), today=date(2028, 3, 1)
    )
    assert clock == Clock(2, 2, stopped=True)
