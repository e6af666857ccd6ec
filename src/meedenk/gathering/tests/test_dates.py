"""Finding a date for the first talk, and for any activity."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.gathering.models import Activity, DateVote
from meedenk.gathering.operations import dates
from meedenk.gathering.queries import who_can_when
from meedenk.gathering.voters import voter, voters
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_member, an_official
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.steps import Audience
from meedenk.trajectories.tests.factories import a_seat, a_trajectory

from .factories import ABOUT, a_poll, moments, queries

FIRST_TALK = {"kind": Activity.Kind.FIRST_TALK, "title": "Eerste gesprek", "with_adviser": True}


def ask(trajectory: Trajectory, by: object, **more: object):
    at = now()
    plan = {"moments": moments(at, 10, 12, 14), "minutes": 90, "closes_at": at + timedelta(days=4), "by": by, "at": at}
    return dates.ask_dates(trajectory, **(FIRST_TALK | plan | more))


@pytest.fixture
def starting(trajectory: Trajectory) -> Trajectory:
    Trajectory.objects.filter(pk=trajectory.pk).update(stage=Stage.STARTING)
    trajectory.refresh_from_db()
    return trajectory


def test_the_group_the_adviser_and_guests_are_asked_and_nobody_else(starting: Trajectory, cast: Cast) -> None:
    ask(starting, cast.support, guests=[("Gast", "gast@voorbeeld.nl")])
    asked = Message.objects.filter(kind=Kind.DATES_ASKED, audience=Audience.INVITED)
    official = starting.advisers.get().official
    assert set(asked.values_list("email", flat=True)) == {
        cast.group_member.email,
        cast.contact.email,
        official.email,
        "gast@voorbeeld.nl",
    }
    assert asked.get(email=official.email).link.purpose == Purpose.ADVISER
    assert asked.get(email=cast.contact.email).link.purpose == Purpose.DATES
    assert starting.entries.get().kind == Kind.DATES_ASKED


def test_the_group_and_staff_propose_dates(starting: Trajectory, cast: Cast) -> None:
    for name, person in cast.items():
        if name in {"group_member", "contact", "steering", "support"}:
            ask(starting, person)
            Activity.objects.all().delete()
        else:
            with pytest.raises(Refused):
                ask(starting, person)
    assert not Activity.objects.exists()


def test_dates_are_three_to_six_and_people_answer_before_the_first(starting: Trajectory, cast: Cast) -> None:
    at = now()
    for wrong in (
        {"moments": moments(at, 10, 12)},
        {"moments": moments(at, *range(10, 17))},
        {"moments": moments(at, 10, 10, 12)},
        {"closes_at": at - timedelta(hours=1)},
        {"moments": moments(at, 1, 12, 14)},
    ):
        with pytest.raises(Refused):
            ask(starting, cast.support, **wrong)
    assert not Activity.objects.exists()


def test_there_is_one_first_talk(starting: Trajectory, cast: Cast) -> None:
    ask(starting, cast.support)
    with pytest.raises(Refused, match="already"):
        ask(starting, cast.support)
    assert Activity.objects.count() == 1
    assert starting.entries.count() == 1


def test_no_date_is_sought_where_there_is_no_group(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.TAKEN_UP)
    with pytest.raises(Refused):
        ask(trajectory, cast.support)
    assert not Activity.objects.exists()


def test_everyone_answers_for_themselves_by_page_or_link(trajectory: Trajectory, cast: Cast) -> None:
    poll = a_poll(trajectory, guests=(("Gast", "gast@voorbeeld.nl"),))
    at, options = now(), [option.pk for option in poll.options.all()]
    until = at + timedelta(days=3)
    guest = PersonalLink.objects.create(
        purpose=Purpose.DATES,
        about=trajectory.pk,
        email="gast@voorbeeld.nl",
        name="Gast",
        created_at=at,
        expires_at=until,
    )
    for name, person in [*cast.items(), ("guest", guest)]:
        who = voter(person, poll, at=at)
        if name in {"group_member", "contact", "adviser", "guest"}:
            assert who is not None, name
            dates.answer_dates(poll, who=who, answers=dict.fromkeys(options, "yes"), by=person, at=at)
        else:
            assert who is None, name
            with pytest.raises(Refused):
                dates.answer_dates(poll, who=voters(poll, at=at)[0], answers={options[0]: "no"}, by=person, at=at)
    assert DateVote.objects.filter(answer="yes").count() == 4 * 3
    assert not DateVote.objects.filter(answer="no").exists()
    table = who_can_when(poll, at=at)
    assert [column.yes for column in table.columns] == [4, 4, 4]


def test_attack_07_nobody_answers_for_another_or_about_the_dates_of_another_poll(
    trajectory: Trajectory, cast: Cast
) -> None:
    poll, other = a_poll(trajectory), a_poll(a_trajectory(Stage.WORKING))
    at = now()
    mine = voter(cast.group_member, poll, at=at)
    theirs = voter(cast.contact, poll, at=at)
    option = poll.options.first()
    foreign = other.options.first()
    with pytest.raises(Refused):
        dates.answer_dates(poll, who=theirs, answers={option.pk: "yes"}, by=cast.group_member, at=at)
    with pytest.raises(Refused):
        dates.answer_dates(poll, who=mine, answers={foreign.pk: "yes"}, by=cast.group_member, at=at)
    with pytest.raises(Refused):
        dates.answer_dates(
            poll, who=theirs, answers={option.pk: "no"}, by=cast.group_member, at=at, on_behalf_of=cast.contact.name
        )
    assert not DateVote.objects.exists()


def test_support_answers_for_someone_only_by_name(trajectory: Trajectory, cast: Cast) -> None:
    poll, at = a_poll(trajectory), now()
    option = poll.options.first()
    who = voter(cast.contact, poll, at=at)
    with pytest.raises(Refused, match="behalf"):
        dates.answer_dates(poll, who=who, answers={option.pk: "yes"}, by=cast.support, at=at)
    dates.answer_dates(
        poll, who=who, answers={option.pk: "yes"}, by=cast.support, at=at, on_behalf_of=cast.contact.name
    )
    assert trajectory.entries.get().on_behalf_of == cast.contact.name


def test_a_second_answer_replaces_the_first(trajectory: Trajectory, cast: Cast) -> None:
    poll, at = a_poll(trajectory), now()
    option, who = poll.options.first(), voter(cast.contact, poll, at=at)
    for answer in ("yes", "no"):
        dates.answer_dates(poll, who=who, answers={option.pk: answer}, by=cast.contact, at=at)
    assert DateVote.objects.get().answer == "no"


def test_after_the_closing_second_nobody_answers(trajectory: Trajectory, cast: Cast) -> None:
    poll = a_poll(trajectory)
    who = voter(cast.contact, poll, at=now())
    with pytest.raises(Refused):
        dates.answer_dates(poll, who=who, answers={poll.options.first().pk: "yes"}, by=cast.contact, at=poll.closes_at)
    assert not DateVote.objects.exists()


def test_changing_the_dates_loses_no_answer(trajectory: Trajectory, cast: Cast) -> None:
    poll, at = a_poll(trajectory), now()
    first, second, third = poll.options.all()
    who = voter(cast.contact, poll, at=at)
    yes = dict.fromkeys((first.pk, second.pk, third.pk), "yes")
    dates.answer_dates(poll, who=who, answers=yes, by=cast.contact, at=at)
    new = moments(at, 20)[0]
    change = {"minutes": 60, "closes_at": poll.closes_at, "by": cast.contact, "at": at}
    dates.change_dates(poll, moments=[first.starts_at, second.starts_at, new], **change)
    table = who_can_when(poll, at=at)
    assert [column.yes for column in table.columns] == [1, 1, 0]
    dates.change_dates(poll, moments=[first.starts_at, third.starts_at, new], **change)
    poll = type(poll).objects.get(pk=poll.pk)
    assert [column.yes for column in who_can_when(poll, at=at).columns] == [1, 1, 0]
    assert DateVote.objects.count() == 3
    assert Message.objects.filter(kind=Kind.DATES_CHANGED).count() == 2 * 3


def test_staff_or_the_contact_choose_the_date_of_the_first_talk(starting: Trajectory, cast: Cast) -> None:
    for name, person in cast.items():
        poll = a_poll(starting, **FIRST_TALK)
        choice = {"option": poll.options.first(), "place": "Buurthuis", "by": person, "at": now()}
        if name in {"contact", "steering", "support"}:
            dates.fix_date(poll, **choice)
        else:
            with pytest.raises(Refused):
                dates.fix_date(poll, **choice)
        poll.activity.refresh_from_db()
        assert (poll.activity.starts_at is not None) is (name in {"contact", "steering", "support"}), name
        Activity.objects.all().delete()


def test_the_chosen_date_goes_to_everyone_with_a_file_for_the_calendar(starting: Trajectory, cast: Cast) -> None:
    poll = a_poll(starting, guests=(("Gast", "gast@voorbeeld.nl"),), **FIRST_TALK)
    option = poll.options.first()
    dates.fix_date(poll, option=option, place="Buurthuis, zaal 2", by=cast.support, at=now())
    told = Message.objects.filter(kind=Kind.FIRST_TALK_PLANNED, audience=Audience.INVITED)
    assert told.count() == 4
    for message in told:
        with default_storage.open(message.attachment.name) as file:
            calendar = file.read()
        assert message.attachment.name.endswith("/afspraak.ics")
        assert option.starts_at.strftime("DTSTART:%Y%m%dT%H%M%SZ").encode() in calendar
        assert rb"LOCATION:Buurthuis\, zaal 2" in calendar
    assert starting.entries.get(kind=Kind.FIRST_TALK_PLANNED).facts["day_on"]
    with pytest.raises(Refused, match="meanwhile"):
        dates.fix_date(poll, option=option, place="Elders", by=cast.support, at=now())


def test_the_first_talk_is_to_be_planned_until_it_has_a_date(starting: Trajectory, cast: Cast, client: Client) -> None:
    workspace = reverse("trajectories:workspace", args=[starting.slug])
    plan = reverse("gathering:first-talk", args=[starting.slug])
    client.force_login(cast.support)
    poll = a_poll(starting, **FIRST_TALK)
    assert plan in client.get(workspace).content.decode()
    dates.fix_date(poll, option=poll.options.first(), place="Buurthuis", by=cast.support, at=now())
    assert plan not in client.get(workspace).content.decode()
    Activity.objects.update(state=Activity.State.CANCELLED)
    assert plan in client.get(workspace).content.decode()


def test_who_answers_reads_who_sees_it(starting: Trajectory, cast: Cast, client: Client) -> None:
    poll = a_poll(starting, **FIRST_TALK)
    client.force_login(cast.group_member)
    page = client.get(reverse("gathering:answer-dates", args=[starting.slug, poll.activity.pk])).content.decode()
    assert "De groep, de stuurgroep en de ondersteuning zien wie wanneer kan" in page
    client.force_login(cast.steering)
    seen = client.get(reverse("gathering:activity", args=[starting.slug, poll.activity.pk])).content.decode()
    assert cast.contact.member.name in seen


def test_a_date_for_another_activity_is_sought_the_same_way(trajectory: Trajectory, cast: Cast) -> None:
    poll = ask(trajectory, cast.group_member, **ABOUT)
    dates.fix_date(poll, option=poll.options.first(), place="", by=cast.group_member, at=now())
    assert trajectory.entries.last().kind == Kind.ACTIVITY_PLANNED
    assert Message.objects.filter(kind=Kind.ACTIVITY_PLANNED).count() == 3


def test_as_long_as_there_is_no_date_nothing_is_called_planned(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    poll = ask(trajectory, cast.group_member, **ABOUT)
    client.force_login(cast.group_member)
    assert "nog zonder datum" in client.get(poll.activity.get_absolute_url()).content.decode()
    dates.fix_date(poll, option=poll.options.first(), place="", by=cast.group_member, at=now())
    page = client.get(poll.activity.get_absolute_url()).content.decode()
    assert "nog zonder datum" not in page
    assert "gepland" in page


def test_the_link_in_the_mail_asks_and_only_a_post_answers(client: Client, starting: Trajectory, cast: Cast) -> None:
    poll = ask(starting, cast.support)
    link = PersonalLink.objects.get(purpose=Purpose.DATES, user=cast.group_member)
    address = reverse("door", args=[mint(link)])
    assert client.get(address).status_code == 200
    assert not DateVote.objects.exists()
    answers = {f"option_{option.pk}": "maybe" for option in poll.options.all()}
    assert client.post(address, answers).status_code == 302
    assert DateVote.objects.filter(member=cast.group_member.member, answer="maybe").count() == 3


def test_the_adviser_answers_on_their_own_page(client: Client, starting: Trajectory, cast: Cast) -> None:
    address = reverse("door-page", args=[mint(cast.adviser), "data"])
    assert client.get(address).status_code == 200
    poll = ask(starting, cast.support)
    answers = {f"option_{option.pk}": "yes" for option in poll.options.all()}
    assert client.post(address, answers).status_code == 302
    assert DateVote.objects.filter(official=starting.advisers.get().official).count() == 3


def test_a_link_of_someone_whose_term_ended_opens_nothing(client: Client, starting: Trajectory, cast: Cast) -> None:
    ask(starting, cast.support)
    link = PersonalLink.objects.get(purpose=Purpose.DATES, user=cast.group_member)
    cast.group_member.member.terms.update(until=now().date() - timedelta(days=1))
    assert client.get(reverse("door", args=[mint(link)])).status_code == 404


def test_a_guest_sees_no_names_of_the_group(client: Client, starting: Trajectory, cast: Cast) -> None:
    ask(starting, cast.support, guests=[("Gast", "gast@voorbeeld.nl")])
    link = PersonalLink.objects.get(purpose=Purpose.DATES, user=None)
    page = client.get(reverse("door", args=[mint(link)])).content.decode()
    assert "Groepslid Hassan" not in page
    assert "Aanspreekpunt Ans" not in page


def test_the_table_takes_as_many_queries_for_three_people_as_for_one(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    poll = a_poll(trajectory)
    client.force_login(cast.contact)
    address = reverse("gathering:activity", args=[trajectory.slug, poll.activity_id])
    few = queries(client, address)
    for _each in range(3):
        who, option = a_seat(trajectory, a_member()).member, poll.options.first()
        option.votes.create(member=who, answer="yes")
    assert queries(client, address) == few
    assert "Groepslid Hassan" in client.get(address).content.decode()


def test_another_official_of_the_same_name_is_not_the_adviser(starting: Trajectory, cast: Cast) -> None:
    other = a_trajectory(Stage.STARTING, adviser=an_official())
    poll = a_poll(other)
    assert voter(cast.adviser, poll, at=now()) is None
