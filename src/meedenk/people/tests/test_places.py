"""Departments, districts and villages."""

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.people import operations
from meedenk.people.models import Area, Department

from .factories import a_department, a_member, an_official

PLACES = {
    "departments": ("new-department", "department", {"name": "Jeugd", "directorate": "Sociaal"}, Department),
    "areas": ("new-area", "area", {"name": "Beijum", "kind": "district"}, Area),
}
each_place = pytest.mark.parametrize("listed", list(PLACES))


@each_place
def test_staff_enter_and_change_one_and_the_journal_says_so(cast: Cast, client: Client, listed: str) -> None:
    new, known, filled, model = PLACES[listed]
    client.force_login(cast.support)
    assert client.post(reverse(f"people:{new}"), filled)["Location"] == reverse(f"people:{listed}")
    one = model.objects.get(name=filled["name"])
    address = reverse(f"people:{known}", args=[one.pk])
    assert client.post(address, filled | {"name": "Anders"}).status_code == 302
    one.refresh_from_db()
    assert one.name == "Anders"
    assert "Anders" in client.get(reverse(f"people:{listed}")).content.decode()
    kind = Kind.DEPARTMENT_SAVED if listed == "departments" else Kind.AREA_SAVED
    assert [entry.facts["name"] for entry in Entry.objects.filter(kind=kind)] == [filled["name"], "Anders"]


@each_place
def test_a_name_is_given_once_whatever_its_capitals(cast: Cast, client: Client, listed: str) -> None:
    new, known, filled, model = PLACES[listed]
    client.force_login(cast.support)
    client.post(reverse(f"people:{new}"), filled)
    again = client.post(reverse(f"people:{new}"), filled | {"name": filled["name"].upper()})
    assert again.status_code == 200
    assert model.objects.filter(name__iexact=filled["name"]).count() == 1
    one = model.objects.get(name=filled["name"])
    assert client.post(reverse(f"people:{known}", args=[one.pk]), filled).status_code == 302


def test_another_one_cannot_take_a_name(db: None) -> None:
    wmo, jeugd = a_department("Wmo"), a_department("Jeugd")
    with pytest.raises(Refused):
        operations.save_department(jeugd, name="wmo", directorate="", by=None, at=now())
    operations.save_department(wmo, name="WMO", directorate="", by=None, at=now())
    area = operations.save_area(None, name="Beijum", kind="district", by=None, at=now())
    with pytest.raises(Refused):
        operations.save_area(None, name="beijum", kind="village", by=None, at=now())
    operations.save_area(area, name="Beijum", kind="village", by=None, at=now())


@each_place
def test_a_list_takes_as_many_queries_however_long_it_is(cast: Cast, client: Client, listed: str) -> None:
    client.force_login(cast.support)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"people:{listed}")).status_code == 200
        return len(queries)

    def one_more(name: str) -> None:
        a_department(name)
        an_official(name)
        a_member(area=Area.objects.create(name=name, kind="village"))

    one_more("A")
    asked()
    before = asked()
    one_more("B")
    one_more("C")
    assert asked() == before
