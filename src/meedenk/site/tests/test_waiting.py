"""What waits stands on the page of whom it waits for, late things first, in a fixed number of queries."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, User
from meedenk.advice.models import Advice, DraftRound
from meedenk.agenda.tests.factories import a_listed_theme
from meedenk.gathering.models import Activity, DateOption, DatePoll
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import record
from meedenk.mail import caring
from meedenk.mail.models import Mailing, Message, State
from meedenk.mail.tests.factories import a_message
from meedenk.people.models import Member, SupportKind
from meedenk.people.tests.factories import a_member
from meedenk.site.waiting.desk import waits_at_desk
from meedenk.site.waiting.mine import waits_of
from meedenk.site.waiting.wait import Wait, in_order
from meedenk.trajectories.models import Agreement, SupportRequest, Task, Trajectory
from meedenk.trajectories.stages import Outcome, Stage
from meedenk.trajectories.tests.factories import a_call, a_seat, a_trajectory

from .factories import an_advice


def a_task(member: Member) -> None:
    trajectory = a_seat(a_trajectory(Stage.WORKING), member, contact=True).trajectory
    Task.objects.create(trajectory=trajectory, text="Bel de buurt", member=member, added_at=now())


def a_draft(member: Member) -> None:
    trajectory = a_seat(a_trajectory(Stage.ADVISING), member, contact=True).trajectory
    advice = Advice.objects.create(trajectory=trajectory, title="Concept", begun_at=now())
    until = now() + timedelta(days=3)
    DraftRound.objects.create(advice=advice, draft={}, opened_at=now(), closes_at=until).asked.add(member)


def a_proposal(member: Member) -> None:
    trajectory = a_seat(a_trajectory(Stage.STARTING), member, contact=True).trajectory
    Agreement.objects.create(trajectory=trajectory, topic="planning", text="x", proposed_at=now())


def a_vote(member: Member) -> None:
    a_seat(a_trajectory(Stage.STARTING), member)


def a_poll(member: Member) -> None:
    trajectory = a_seat(a_trajectory(Stage.WORKING), member, contact=True).trajectory
    activity = Activity.objects.create(trajectory=trajectory, kind="meeting", title="Groep")
    poll = DatePoll.objects.create(activity=activity, closes_at=now() + timedelta(days=2))
    DateOption.objects.create(poll=poll, starts_at=now() + timedelta(days=9))


def the_call(member: Member) -> None:
    a_call()


MINE = [a_task, a_draft, a_proposal, a_vote, a_poll, the_call]


@pytest.mark.parametrize("given", MINE)
def test_it_waits_for_whom_it_concerns_and_for_nobody_else(given: Callable[[Member], None], rules: None) -> None:
    member, other = a_member(), a_member()
    given(member)
    waits = waits_of(member, at=now())
    assert len(waits) == 1
    assert waits[0].url.startswith("/werk/")
    assert len(waits_of(other, at=now())) == (1 if given is the_call else 0)


def test_what_waits_for_me_is_read_in_a_fixed_number_of_queries(rules: None) -> None:
    member = a_member()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            waits_of(member, at=now())
        return len(queries)

    for each in MINE:
        each(member)
    before = asked()
    for each in MINE * 2:
        each(member)
    assert len(waits_of(member, at=now())) == 18
    assert asked() == before


def a_question() -> None:
    a_trajectory(Stage.ASKED)


def a_call_to_open() -> None:
    a_trajectory(Stage.TAKEN_UP)


def a_theme_to_decide() -> None:
    a_listed_theme()


def a_group_to_form() -> None:
    a_call(a_trajectory(Stage.FORMING))


def a_closing_call() -> None:
    a_call(days=3)


def a_silent_group() -> None:
    record(a_trajectory(Stage.WORKING), Kind.WORK_BEGUN, by=None, at=now() - timedelta(weeks=7))


def an_adopted_advice() -> None:
    an_advice(published=False, trajectory=a_trajectory(Stage.ADOPTED)).delivery.delete()


def a_late_answer() -> None:
    an_advice(at=now() - timedelta(days=70))


def an_unpublished_advice() -> None:
    an_advice(published=False)


def a_request_for_support() -> None:
    SupportRequest.objects.create(
        trajectory=a_trajectory(Stage.WORKING), kind=SupportKind.SECRETARIAL, text="Notulen", asked_at=now()
    )


def an_ending_term() -> None:
    a_member(until=localdate() + timedelta(days=30))


def an_ending_link(trajectory: Trajectory | None = None, *, days: int = 2) -> None:
    trajectory = trajectory or a_trajectory(Stage.WORKING)
    PersonalLink.objects.create(
        purpose="adviser",
        about=trajectory.pk,
        email="x@voorbeeld.nl",
        name="Eva",
        created_at=now(),
        expires_at=now() + timedelta(days=days),
    )


def a_held_mailing() -> None:
    Mailing.objects.create(subject="Oproep", body="x", goes_at=now(), held_at=now())


DESK = [
    a_question,
    a_call_to_open,
    a_theme_to_decide,
    a_group_to_form,
    a_closing_call,
    a_silent_group,
    an_adopted_advice,
    a_late_answer,
    an_unpublished_advice,
    a_request_for_support,
    an_ending_term,
    an_ending_link,
    a_held_mailing,
]


@pytest.mark.parametrize("given", DESK)
def test_it_waits_at_the_desk(given: Callable[[], None], rules: None) -> None:
    assert waits_at_desk(at=now()) == []
    given()
    assert len(waits_at_desk(at=now())) == 1


def test_mail_that_could_not_be_sent_is_one_thing_however_much_it_is(rules: None) -> None:
    for _ in range(3):
        Message.objects.create(
            email="x@voorbeeld.nl", name="x", kind="x", audience="x", subject="x", body="x",
            state=State.DEAD, written_at=now(), not_before=now(),
        )  # fmt: skip
    assert [wait.title for wait in waits_at_desk(at=now())] == ["3 mails could not be sent"]


def test_the_desk_is_read_in_a_fixed_number_of_queries(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.steering)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/beheer/").status_code == 200
        return len(queries)

    for each in DESK:
        each()
    asked()
    before = asked()
    for each in DESK * 2:
        each()
    assert asked() == before


@pytest.mark.parametrize("given", [a_request_for_support, an_unpublished_advice])
def test_what_nobody_can_do_any_more_waits_no_longer(given: Callable[[], None], rules: None) -> None:
    given()
    Trajectory.objects.update(stage=Stage.CLOSED, outcome=Outcome.STOPPED)
    assert waits_at_desk(at=now()) == []


def test_an_embargo_is_no_reason_to_publish_yet(rules: None) -> None:
    an_advice(published=False, embargo=timedelta(days=2))
    assert waits_at_desk(at=now()) == []


def test_a_term_that_is_followed_by_another_does_not_end(rules: None) -> None:
    member = a_member(until=localdate() + timedelta(days=30))
    member.terms.create(since=localdate() + timedelta(days=30))
    assert waits_at_desk(at=now()) == []


def test_a_link_that_ends_is_no_news_while_a_later_mail_brought_another(trajectory: Trajectory) -> None:
    def links() -> list[str]:
        return [wait.title for wait in waits_at_desk(at=now()) if "link" in wait.title]

    an_ending_link(trajectory)
    an_ending_link(trajectory, days=3)
    assert links() == ["The link of Eva stops working"]
    an_ending_link(trajectory, days=30)
    assert links() == []
    an_ending_link()
    assert links() == ["The link of Eva stops working"]


def test_late_comes_first_and_then_the_nearest_day() -> None:
    today = localdate()
    waits = [
        Wait("c", "", "", "", today + timedelta(days=2)),
        Wait("d", "", "", ""),
        Wait("b", "", "", "", today),
        Wait("a", "", "", "", today - timedelta(days=1), late=True),
    ]
    assert "".join(wait.title for wait in in_order(waits)) == "abcd"


def test_support_is_led_to_the_desk_and_hears_nothing_of_a_term(cast: Cast) -> None:
    def read(person: User) -> str:
        User.objects.filter(pk=person.pk).update(language="en")
        client = Client()
        client.force_login(person)
        return client.get("/mijn/").content.decode()

    support, ended = read(cast.support), read(cast.ended)
    assert "What waits for support stands at the desk." in support
    assert "Your term does not run." not in support
    assert "Your term does not run." in ended
    assert "at the desk" not in ended


def test_in_the_list_of_work_my_own_come_first(cast: Cast, trajectory: Trajectory) -> None:
    client = Client()
    client.force_login(cast.group_member)
    a_trajectory(Stage.WORKING, title="Van anderen")
    text = client.get("/werk/").content.decode()
    assert text.index(trajectory.title) < text.index("Van anderen")


def test_the_lists_of_a_member_ask_no_more_when_they_grow(cast: Cast) -> None:
    member = Member.objects.get(user=cast.member)
    client = Client()
    client.force_login(cast.member)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    a_seat(a_trajectory(Stage.WORKING), member)
    before = [asked("/mijn/"), asked("/werk/")]
    for _ in range(2):
        a_seat(a_trajectory(Stage.WORKING), member)
        a_trajectory(Stage.WORKING)
    assert [asked("/mijn/"), asked("/werk/")] == before


def test_a_mailing_that_was_held_and_then_cancelled_waits_for_nobody(cast: Cast) -> None:
    mailing = Mailing.objects.create(subject="Oproep", body="x", goes_at=now())
    a_message(mailing=mailing)
    caring.hold(mailing, by=cast.support, at=now())
    assert any("Oproep" in wait.title for wait in waits_at_desk(at=now()))
    caring.cancel(mailing, because="Dubbel", by=cast.support, at=now())
    assert not any("Oproep" in wait.title for wait in waits_at_desk(at=now()))


def test_what_is_late_stands_on_the_first_page_and_the_rest_on_the_next(cast: Cast, client: Client) -> None:
    for _each in range(31):
        a_question()
    Trajectory.objects.filter(pk=Trajectory.objects.latest("pk").pk).update(asked_on=localdate() - timedelta(days=90))
    client.force_login(cast.steering)
    first, second = (client.get(reverse("site:desk"), {"page": number}).context["page"] for number in (1, 2))
    assert first.object_list[0].late
    assert (len(first), len(second)) == (30, first.paginator.count - 30)
    assert not {wait.url for wait in first} & {wait.url for wait in second}
