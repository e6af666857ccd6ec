"""Several people at the same moment. The test has a control: the same act without its lock, which must go wrong."""

from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.utils.timezone import localdate, now

from meedenk.common.refusal import Refused
from meedenk.common.tests.threads import FEW, Act, at_once
from meedenk.handbook import operations as handbook
from meedenk.handbook.queries import number
from meedenk.people import operations
from meedenk.people.house import group_dossier
from meedenk.people.models import Department, SteeringSeat

from .factories import a_member


@pytest.fixture(autouse=True)
def rules_for_all(many_at_once: None) -> None:
    handbook.begin(at=now())


def seating() -> Act:
    member = a_member()

    def act() -> None:
        operations.seat_in_steering(member, roles=[], since=localdate(), until=None, by=None, at=now())

    return act


def test_attack_33_the_last_seat_in_the_steering_group_is_taken_once() -> None:
    group_dossier()
    raised = at_once([seating() for _ in range(FEW + 6)])
    assert SteeringSeat.objects.count() == 6
    assert [type(each) for each in raised if each] == [Refused] * FEW


def test_control_without_the_lock_there_would_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    seated = [seating() for _ in range(5)]
    assert at_once(seated) == [None] * 5
    counted = Barrier(FEW, timeout=20)

    def number_when_all_have_counted(key: str, on: date) -> int:
        counted.wait()
        return number(key, on)

    monkeypatch.setattr(operations, "hold_group", lambda: None)
    monkeypatch.setattr(operations, "number", number_when_all_have_counted)
    assert at_once([seating() for _ in range(FEW)]) == [None] * FEW
    assert SteeringSeat.objects.count() == 5 + FEW


def department() -> None:
    operations.save_department(None, name="Wmo", directorate="", by=None, at=now())


def area() -> None:
    operations.save_area(None, name="Beijum", kind="district", by=None, at=now())


def official() -> None:
    told = {"name": "Eva", "email": "eva@gemeente.voorbeeld.nl", "function": "adviser", "phone": "", "topics": ""}
    operations.save_official(None, **told, department=None, by=None, at=now())


def newcomer() -> None:
    until = localdate() + timedelta(days=400)
    operations.welcome_member(name="Aaf", email="aaf@voorbeeld.nl", since=localdate(), until=until, by=None, at=now())


@pytest.mark.parametrize("act", [department, area, official, newcomer])
def test_attack_32_who_presses_twice_enters_it_once_and_reads_why(act: Act) -> None:
    group_dossier()
    raised = at_once([act] * FEW)
    assert sorted(type(each).__name__ for each in raised) == ["NoneType", *["Refused"] * (FEW - 1)]


def test_control_without_the_lock_the_second_press_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    group_dossier()
    judged, save = Barrier(FEW, timeout=20), Department.save

    def save_when_all_have_judged(self: Department) -> None:
        judged.wait()
        save(self)

    monkeypatch.setattr(operations, "hold_group", lambda: None)
    monkeypatch.setattr(Department, "save", save_when_all_have_judged)
    assert IntegrityError in [type(each) for each in at_once([department] * FEW)]
