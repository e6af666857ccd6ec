"""Who comes to the end of a term is told once in time, says what they want, and support knows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.common.refusal import Refused
from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.people import operations, terms
from meedenk.people.models import Member, Term
from meedenk.site.waiting.desk import waits_at_desk
from meedenk.site.waiting.mine import waits_of

from .factories import a_member, a_past_member, a_steering_member, a_supporter


def day(ahead: int) -> date:
    return localdate() + timedelta(days=ahead)


@pytest.fixture
def warning(rules: None) -> int:
    return number("term-warning-days", localdate())


def test_the_member_is_told_once_and_the_steering_group_in_its_digest(warning: int) -> None:
    member, steering = a_member("Marit", until=day(warning)), a_steering_member("Siebe")
    for _tick in range(3):
        terms.warn_of_terms(now())
    told = Message.objects.filter(kind=Kind.TERM_ENDS).values_list("email", "audience", "digest")
    assert set(told) == {(member.user.email, "the-member", False), (steering.user.email, "steering", True)}
    assert len(told) == 2
    letter = Message.objects.get(audience="the-member")
    assert str(day(warning).year) in letter.subject
    assert letter.address == reverse("people:my-term")
    assert Entry.objects.get(kind=Kind.TERM_ENDS).facts["until_on"] == day(warning).isoformat()


@pytest.mark.parametrize(
    "who",
    [
        lambda warning: a_member(until=day(warning + 1)),
        lambda warning: a_member(),
        lambda warning: a_past_member(),
        lambda warning: a_member(until=localdate()),
    ],
    ids=["much-later", "without-an-end", "ended", "ends-today"],
)
def test_nobody_else_is_told(warning: int, who: Callable[[int], Member]) -> None:
    who(warning)
    terms.warn_of_terms(now())
    assert not Message.objects.exists()


def test_a_next_term_makes_it_no_end(warning: int) -> None:
    member = a_member(until=day(10))
    Term.objects.create(member=member, since=day(10), until=day(400))
    terms.warn_of_terms(now())
    assert not Message.objects.exists()


def test_a_clock_that_stood_still_tells_it_later_all_the_same(warning: int) -> None:
    a_member(until=day(3))
    terms.warn_of_terms(now())
    assert Message.objects.count() == 1


def test_another_end_is_told_again(warning: int) -> None:
    member = a_member(until=day(80))
    terms.warn_of_terms(now())
    operations.end_term(member, until=day(40), by=None, at=now())
    terms.warn_of_terms(now())
    assert Message.objects.filter(kind=Kind.TERM_ENDS).count() == 2


def test_who_has_no_address_is_left_to_the_steering_group(warning: int) -> None:
    member, steering = a_member(until=day(10)), a_steering_member()
    member.user = None
    member.save()
    terms.warn_of_terms(now())
    assert [message.email for message in Message.objects.all()] == [steering.user.email]


def test_support_hears_what_a_member_wants_and_the_desk_shows_it(rules: None) -> None:
    member, helper = a_member("Marit", until=day(30)), a_supporter()
    terms.tell_wish(member, wish="stop", text="Ik ga verhuizen.", by=member.user, at=now())
    letter = Message.objects.get()
    assert (letter.email, letter.audience, letter.digest) == (helper.email, "support", False)
    assert (letter.subject, letter.body) == ("Marit stopt na deze termijn", "Ik ga verhuizen.")
    assert Entry.objects.get().sentence(Seen.STAFF) == "After this term the member wants to stop."
    assert "verhuizen" not in str(Entry.objects.get().facts)
    assert next(wait.meta for wait in waits_at_desk(at=now()) if "Marit" in wait.title).endswith("wants to stop")
    terms.tell_wish(member, wish="stay", text="", by=member.user, at=now())
    assert member.terms.get().wish == "stay"


def test_only_the_member_says_it_and_only_while_the_term_runs(cast: Cast) -> None:
    member = a_member("Marit", until=day(30))
    for _name, person in [*cast.items(), ("clock", None)]:
        with pytest.raises(Refused):
            terms.tell_wish(member, wish="stop", text="", by=person, at=now())
    past = a_past_member()
    with pytest.raises(Refused):
        terms.tell_wish(past, wish="stop", text="", by=past.user, at=now())
    assert not Message.objects.exists()
    assert not Entry.objects.exists()


def test_it_waits_for_the_member_until_they_said_something(warning: int) -> None:
    member = a_member(until=day(10))
    assert not waits_of(member, at=now())
    terms.warn_of_terms(now())
    assert [wait.url for wait in waits_of(member, at=now())] == [reverse("people:my-term")]
    terms.tell_wish(member, wish="stay", text="", by=member.user, at=now())
    assert not waits_of(member, at=now())


def test_a_member_reads_their_term_and_says_what_they_want(rules: None, client: Client) -> None:
    member = a_member("Marit", since=date(2022, 3, 1), until=date(2024, 3, 1))
    Term.objects.create(member=member, since=date(2024, 3, 1), until=day(200))
    client.force_login(member.user)
    page = client.get(reverse("people:my-term")).content.decode()
    for words in ("1 maart 2022", "1 maart 2024", "je 2e termijn", "1 jaar tot 3 jaar", "90 dagen"):
        assert words in page, words
    assert client.post(reverse("people:my-term"), {"wish": "stop", "text": "x"}).status_code == 302
    assert term_of(member).wish == "stop"
    assert client.post(reverse("people:my-term"), {"wish": "forever"}).status_code == 200
    assert term_of(member).wish == "stop"
    assert reverse("people:my-term") in client.get(reverse("site:me")).content.decode()


def term_of(member: Member) -> Term:
    found = terms.term_now(member, localdate())
    assert found is not None
    return found


def test_staff_see_the_terms_beside_the_form_for_a_new_one(cast: Cast, client: Client) -> None:
    member = a_member("Marit", since=date(2024, 3, 1), until=day(200))
    terms.tell_wish(member, wish="stay", text="", by=member.user, at=now())
    client.force_login(cast.steering)
    page = client.get(reverse("people:term", args=[member.pk])).content.decode()
    assert "1 maart 2024" in page
    assert "Wil hierna graag doorgaan" in page
    assert "Regel uit het handboek" in page
