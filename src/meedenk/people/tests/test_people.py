"""Members, seats and assignments come and go."""

from datetime import date, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import DjangoAssertNumQueries

from meedenk.accounts.models import Purpose, User
from meedenk.accounts.operations import invite
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier, Entry
from meedenk.people import operations
from meedenk.people.house import ADDRESS, group_dossier
from meedenk.people.models import Area, Member, SteeringSeat, SupportAssignment, SupportKind
from meedenk.people.standing import standing

from .access import ACCESS
from .factories import a_department, a_member, a_past_member, a_steering_member, a_supporter, an_official


def test_a_new_member_can_sign_in_and_the_journal_says_so(rules: None) -> None:
    today = localdate()
    member = operations.welcome_member(
        name="Aaf", email="AAF@voorbeeld.nl", since=today, until=today + timedelta(days=400), by=None, at=now()
    )
    assert standing(member.user, today).member == member
    assert Entry.objects.get().kind == Kind.MEMBER_WELCOMED
    assert "Aaf" not in str(Entry.objects.get().facts)


@pytest.mark.parametrize("days", [10, 5 * 366])
def test_a_term_is_as_long_as_the_handbook_says(rules: None, days: int) -> None:
    with pytest.raises(Refused, match="1 to 3 years"):
        operations.welcome_member(
            name="A", email="", since=localdate(), until=localdate() + timedelta(days=days), by=None, at=now()
        )
    assert not Member.objects.exists()


def test_a_term_may_begin_on_29_february(rules: None) -> None:
    member = a_member()
    term = operations.set_term(member, since=date(2028, 2, 29), until=date(2031, 3, 1), by=None, at=now())
    assert term.until == date(2031, 3, 1)


def test_a_new_term_ends_the_one_that_ran(rules: None) -> None:
    member, today = a_member(), localdate()
    operations.set_term(member, since=today, until=today + timedelta(days=366), by=None, at=now())
    assert [term.until for term in member.terms.all()] == [today, today + timedelta(days=366)]


def test_a_term_never_takes_the_place_of_one_that_begins_later(cast: Cast, client: Client) -> None:
    today = localdate()
    member = a_member(since=today - timedelta(days=30), until=today + timedelta(days=400))
    operations.set_term(member, since=today + timedelta(days=400), until=today + timedelta(days=800), by=None, at=now())
    terms = list(member.terms.values_list("pk", "since", "until"))
    client.force_login(cast.support)
    for since in (today - timedelta(days=100), today):
        page = client.post(
            reverse("people:term", args=[member.pk]), {"since": since, "until": today + timedelta(days=500)}
        )
        assert "is er al een termijn" in page.content.decode()
        assert list(member.terms.values_list("pk", "since", "until")) == terms


def test_a_term_that_begins_on_the_same_day_is_the_same_term_with_another_end(rules: None) -> None:
    today = localdate()
    member = a_member(until=today + timedelta(days=10))
    term = member.terms.get()
    member.terms.update(wish="stay", warned_at=now())
    operations.set_term(member, since=term.since, until=today + timedelta(days=300), by=None, at=now())
    same = member.terms.get()
    assert (same.pk, same.wish, same.until) == (term.pk, "stay", today + timedelta(days=300))
    assert same.warned_at is None


def test_a_new_term_does_not_end_in_the_past(rules: None) -> None:
    today = localdate()
    member = a_member(since=today - timedelta(days=600), until=today + timedelta(days=100))
    for begins in (today - timedelta(days=600), today - timedelta(days=500)):
        with pytest.raises(Refused, match="today or a later day"):
            operations.set_term(member, since=begins, until=today - timedelta(days=100), by=None, at=now())
    assert member.terms.get().until == today + timedelta(days=100)


def test_when_the_term_ends_the_steering_seat_ends_too(rules: None) -> None:
    member, today = a_steering_member(), localdate()
    assert standing(member.user, today).steering
    operations.end_term(member, until=today, by=None, at=now())
    assert not standing(User.objects.get(pk=member.user.pk), today).inside


def test_the_past_of_a_term_cannot_be_rewritten(rules: None) -> None:
    with pytest.raises(Refused):
        operations.end_term(a_member(), until=localdate() - timedelta(days=1), by=None, at=now())


def test_who_ends_today_is_no_member_later_either(rules: None) -> None:
    member, today = a_member(until=localdate() + timedelta(days=90)), localdate()
    operations.set_term(member, since=today + timedelta(days=90), until=today + timedelta(days=600), by=None, at=now())
    operations.end_term(member, until=today, by=None, at=now())
    for days in (0, 100):
        assert standing(User.objects.get(pk=member.user.pk), today + timedelta(days=days)).member is None


def test_ending_something_never_makes_it_longer(rules: None) -> None:
    today, soon = localdate(), localdate() + timedelta(days=30)
    member, olga = a_steering_member(), a_supporter()
    seat, assignment, term = member.steering_seats.get(), olga.assignments.get(), member.terms.get()
    for each in (seat, assignment, term):
        type(each).objects.filter(pk=each.pk).update(until=soon)
        each.refresh_from_db()
    later = today + timedelta(days=4000)
    for act, what in (
        (operations.end_term, member),
        (operations.leave_steering, seat),
        (operations.end_support, assignment),
    ):
        with pytest.raises(Refused, match="already ends before"):
            act(what, until=later, by=None, at=now())
    term.refresh_from_db()
    assert term.until == soon


def test_a_seat_that_ends_sooner_than_the_term_keeps_its_end(rules: None) -> None:
    member, today = a_steering_member(), localdate()
    member.steering_seats.update(until=today + timedelta(days=10))
    operations.end_term(member, until=today + timedelta(days=60), by=None, at=now())
    assert member.steering_seats.get().until == today + timedelta(days=10)


def test_only_members_with_a_running_term_sit_in_the_steering_group_and_never_too_many(rules: None) -> None:
    today = localdate()
    with pytest.raises(Refused, match="term runs"):
        operations.seat_in_steering(a_past_member(), roles=[], since=today, until=None, by=None, at=now())
    for _ in range(6):
        operations.seat_in_steering(a_member(), roles=["creative"], since=today, until=None, by=None, at=now())
    with pytest.raises(Refused, match="complete"):
        operations.seat_in_steering(a_member(), roles=[], since=today, until=None, by=None, at=now())
    assert SteeringSeat.objects.count() == 6


def test_a_seat_that_was_promised_counts_before_it_begins(rules: None) -> None:
    today, soon = localdate(), localdate() + timedelta(days=30)
    first = a_member()
    for member, since in [(first, soon), *((a_member(), today) for _ in range(5))]:
        operations.seat_in_steering(member, roles=[], since=since, until=None, by=None, at=now())
    with pytest.raises(Refused, match="complete"):
        operations.seat_in_steering(a_member(), roles=[], since=today, until=None, by=None, at=now())
    with pytest.raises(Refused, match="has a seat already"):
        operations.seat_in_steering(first, roles=[], since=today, until=None, by=None, at=now())
    operations.seat_in_steering(first, roles=[], since=today, until=soon, by=None, at=now())


def test_the_rights_of_support_end_with_the_assignment(rules: None) -> None:
    today = localdate()
    assignment = operations.assign_support(
        name="Olga", email="olga@voorbeeld.nl", kind=SupportKind.SECRETARIAL, since=today, until=None, by=None, at=now()
    )
    assert standing(assignment.user, today).staff
    operations.end_support(assignment, until=today, by=None, at=now())
    assert not standing(User.objects.get(pk=assignment.user.pk), today).staff


def test_every_page_opens_for_staff_and_is_not_there_for_others(cast: Cast, client: Client) -> None:
    member = cast.member.member
    seat = cast.steering.member.steering_seats.get()
    assignment = cast.support.assignments.get()
    keys = {
        "people:leave-steering": seat.pk,
        "people:end-support": assignment.pk,
        "people:official": an_official().pk,
        "people:department": a_department().pk,
        "people:area": Area.objects.create(name="Beijum", kind="district").pk,
    }
    for name, allowed in ACCESS.items():
        needs_key = name in keys or name in {"people:member", "people:address", "people:term", "people:end-term"}
        address = reverse(name, args=[keys.get(name, member.pk)] if needs_key else [])
        for kind, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                assert client.get(address).status_code == (200 if kind in allowed else 404), (name, kind)
        client.logout()
        assert client.get(address).status_code == 302


def test_a_form_welcomes_changes_and_ends(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    today = localdate()
    filled = {"name": "Bea Nieuw", "email": "bea@voorbeeld.nl", "since": today, "until": today + timedelta(days=400)}
    assert client.post(reverse("people:welcome"), filled).status_code == 302
    bea = Member.objects.get(name="Bea Nieuw")
    assert client.post(reverse("people:member", args=[bea.pk]), {"name": "Bea Nieuwer"}).status_code == 302
    assert client.post(reverse("people:end-term", args=[bea.pk]), {"until": today}).status_code == 302
    bea.refresh_from_db()
    assert (bea.name, bea.user.name) == ("Bea Nieuwer", "Bea Nieuwer")
    assert not Member.objects.running(today).filter(pk=bea.pk).exists()


def test_a_refused_form_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    filled = {"name": "Te Lang", "email": "", "since": localdate(), "until": localdate() + timedelta(days=4000)}
    page = client.post(reverse("people:welcome"), filled)
    assert page.status_code == 200
    assert b"Te Lang" in page.content
    assert not Member.objects.filter(name="Te Lang").exists()


def test_attack_10_a_posted_field_that_is_not_on_the_form_changes_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    member = cast.member.member
    client.post(reverse("people:member", args=[member.pk]), {"name": "Marit", "user": cast.steering.pk, "id": 999})
    member.refresh_from_db()
    assert member.user == cast.member


@pytest.mark.parametrize("extra", [1, 3])
def test_the_list_of_members_takes_as_many_queries_however_long_it_is(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, extra: int
) -> None:
    for _ in range(extra):
        a_steering_member()
    client.force_login(cast.support)
    with django_assert_max_num_queries(15):
        assert client.get(reverse("people:members")).status_code == 200


def test_a_list_to_choose_from_says_what_to_choose(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)
    seat = client.get(reverse("people:seat")).content.decode()
    official = client.get(reverse("people:new-official")).content.decode()
    assert "---" not in seat + official
    assert '<option value="" selected>Kies een lid</option>' in seat
    assert '<option value="" selected>Maak een keuze</option>' in official


def test_a_seat_or_an_assignment_never_ends_before_it_begins(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)
    today = localdate()
    since, until = today, today - timedelta(days=3)
    new = {"member": a_member().pk, "name": "Olga", "email": "olga@voorbeeld.nl", "kind": "secretarial"}
    seat, assignment = cast.steering.member.steering_seats.get(), cast.support.assignments.get()
    for name, keys in (("seat", []), ("assign", []), ("leave-steering", [seat.pk]), ("end-support", [assignment.pk])):
        address = reverse(f"people:{name}", args=keys)
        assert client.post(address, new | {"since": since, "until": until}).status_code == 200, name
    seat.refresh_from_db()
    assignment.refresh_from_db()
    assert seat.runs(today)
    assert assignment.runs(today)
    assert (SteeringSeat.objects.count(), SupportAssignment.objects.count()) == (1, 1)


def test_attack_15_the_links_to_an_address_that_an_official_left_open_no_more(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    official = an_official(email="oud@gemeente.voorbeeld.nl")
    link = invite(
        Purpose.ADVISER, official, email=official.email, name="Eva", at=now(), until=now() + timedelta(days=9)
    )
    filled = {"name": official.name, "email": "Nieuw@gemeente.voorbeeld.nl", "function": official.function}
    assert client.post(reverse("people:official", args=[official.pk]), filled).status_code == 302
    official.refresh_from_db()
    link.refresh_from_db()
    assert official.email == "nieuw@gemeente.voorbeeld.nl"
    assert not link.is_open(now())


def test_attack_31_two_officials_never_share_an_address(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    an_official(email="eva@gemeente.voorbeeld.nl")
    filled = {"name": "Eva", "email": "EVA@gemeente.voorbeeld.nl", "function": "adviser"}
    assert client.post(reverse("people:new-official"), filled).status_code == 200


def test_two_who_write_in_an_empty_house_at_once_do_not_spoil_its_dossier(rules: None) -> None:
    for _ in range(2):
        Dossier.objects.create(address=ADDRESS, title="Adviesgroep")
    assert group_dossier() == group_dossier()


def test_a_page_that_ends_something_says_what_ends_with_it(cast: Cast, client: Client) -> None:
    member, assignment = a_steering_member(), SupportAssignment.objects.get(user=cast.support)
    client.force_login(cast.steering)
    says = {
        reverse("people:leave-steering", args=[member.steering_seats.get().pk]): "blijft wel deelnemer",
        reverse("people:end-term", args=[member.pk]): "alleen nog wat openbaar is",
        reverse("people:end-support", args=[assignment.pk]): "namens anderen",
    }
    for address, words in says.items():
        page = client.get(address).content.decode()
        assert [each for each in says.values() if each in page] == [words], address


@pytest.mark.parametrize("page", ["people:members", "people:officials", "site:post", "site:search", "agenda:concerns"])
def test_attack_30_a_search_that_no_database_takes_finds_nothing(cast: Cast, client: Client, page: str) -> None:
    client.force_login(cast.support)
    assert client.get(reverse(page), {"q": "a\0b"}).status_code == 200
