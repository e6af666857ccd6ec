"""The overview: one mail a day or a week, only with what its reader may still know."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from meedenk.mail import entitled as registry
from meedenk.mail.carriers import carrier_to
from meedenk.mail.delivery import deliver
from meedenk.mail.digesting import latest_moment, make_overviews
from meedenk.mail.keeping import forget_reader
from meedenk.mail.models import Message, Preference, Rhythm, State, Stream
from meedenk.mail.operations import Letter, Reader
from meedenk.mail.preferences import choose, preference_of, stop

from .factories import a_mail_server, a_message, a_user, the_clock

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Amsterdam")
SATURDAY = datetime(2026, 11, 21, 15, 0, tzinfo=HERE)
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=HERE)


@pytest.fixture
def gone() -> Iterator[set[str]]:
    """Names of people who may know nothing of the audience `insiders` any more."""
    names: set[str] = set()
    registry.entitled("insiders")(lambda message, at: message.name not in names)
    yield names
    del registry._belongs["insiders"]


def news(reader: Reader, subject: str, at: datetime = SATURDAY, about: object = None, **more: str) -> Message:
    given = {"digest": True, "audience": "insiders"} | more
    return a_message(reader, letter=Letter(subject, f"Dit is {subject}."), at=at, about=about, **given)


def what_arrived(at: datetime) -> list[str]:
    """The plain parts of what goes at `at`."""
    make_overviews(at)
    with a_mail_server() as (server, place):
        carrier = carrier_to(place)
        deliver(carrier, the_clock(at))
        carrier.rest()
    return [mail.get_body(("plain",)).get_content() for mail in server.accepted]


def test_a_week_of_news_is_one_mail_with_the_text_itself_the_newest_first() -> None:
    reader = Reader.of(a_user())
    lief, leed = a_user("Lief"), a_user("Leed")
    news(reader, "eerste", about=lief)
    news(reader, "tweede", SATURDAY + timedelta(hours=1), about=leed)
    news(reader, "derde", SATURDAY + timedelta(hours=2), about=lief)
    assert what_arrived(MONDAY - timedelta(minutes=1)) == []
    [text] = what_arrived(MONDAY)
    order = ["LIEF", "Dit is derde.", "Dit is eerste.", "LEED", "Dit is tweede."]
    assert sorted(order, key=text.index) == order
    assert what_arrived(MONDAY + timedelta(minutes=5)) == []
    assert what_arrived(MONDAY + timedelta(days=7)) == []
    assert Message.objects.filter(state=State.DIGESTED).count() == 3


def test_a_late_clock_makes_up_for_it_and_two_clocks_make_one_overview() -> None:
    news(Reader.of(a_user()), "nieuws")
    make_overviews(MONDAY + timedelta(days=2))
    make_overviews(MONDAY + timedelta(days=2))
    assert Message.objects.filter(kind="digest").count() == 1


def test_who_wants_it_daily_gets_it_the_next_morning() -> None:
    user = a_user()
    choose(user, rhythm=Rhythm.DAILY, digest=True, calls=True, at=SATURDAY)
    news(Reader.of(user), "nieuws")
    assert len(what_arrived(SATURDAY + timedelta(hours=16))) == 1


@pytest.mark.parametrize(
    ("rhythm", "at", "moment"),
    [
        (Rhythm.WEEKLY, MONDAY, MONDAY),
        (Rhythm.WEEKLY, MONDAY - timedelta(seconds=1), MONDAY - timedelta(days=7)),
        (Rhythm.WEEKLY, MONDAY + timedelta(days=6, hours=20), MONDAY),
        (Rhythm.DAILY, MONDAY + timedelta(hours=3), MONDAY),
        (Rhythm.DAILY, MONDAY - timedelta(seconds=1), MONDAY - timedelta(days=1)),
    ],
)
def test_the_moment_of_an_overview(rhythm: Rhythm, at: datetime, moment: datetime) -> None:
    assert latest_moment(rhythm, at) == moment


def test_in_the_night_that_the_clock_changes_seven_stays_seven() -> None:
    assert latest_moment(Rhythm.DAILY, datetime(2027, 3, 28, 9, 0, tzinfo=HERE)).hour == 7
    assert latest_moment(Rhythm.DAILY, datetime(2026, 10, 25, 9, 0, tzinfo=HERE)).hour == 7


def test_who_stopped_the_overview_gets_none_and_what_waited_is_not_kept_for_later() -> None:
    user = a_user()
    news(Reader.of(user), "nieuws")
    stop(Stream.DIGEST, user, user.email, at=SATURDAY)
    news(Reader.of(user), "later nieuws")
    assert what_arrived(MONDAY) == []
    choose(user, rhythm=Rhythm.WEEKLY, digest=True, calls=True, at=MONDAY)
    assert what_arrived(MONDAY + timedelta(days=7)) == []
    assert set(Message.objects.values_list("state", flat=True)) == {State.DROPPED}


def test_attack_12_what_someone_may_no_longer_know_is_left_out_at_the_moment_of_sending(gone: set[str]) -> None:
    reader = Reader.of(a_user("Gerda"))
    news(reader, "geheim")
    news(reader, "bon", audience="the-member")
    make_overviews(MONDAY)
    gone.add("Gerda")
    [text] = what_arrived(MONDAY)
    assert "Dit is bon." in text
    assert "geheim" not in text


def test_attack_12_when_nothing_is_left_there_is_no_mail(gone: set[str]) -> None:
    gone.add("Gerda")
    news(Reader.of(a_user("Gerda")), "geheim")
    assert what_arrived(MONDAY) == []
    assert set(Message.objects.values_list("state", flat=True)) == {State.DROPPED}


def test_attack_12_what_goes_at_once_is_dropped_likewise(gone: set[str]) -> None:
    gone.add("Gerda")
    message = news(Reader.of(a_user("Gerda")), "geheim", digest=False)
    assert what_arrived(MONDAY) == []
    message.refresh_from_db()
    assert message.state == State.DROPPED
    assert message.mistake


def test_someone_without_an_account_gets_an_overview_too() -> None:
    news(Reader("teller@voorbeeld.nl", "Tineke Teller"), "nieuws", audience="tellers")
    [text] = what_arrived(MONDAY)
    assert "Tineke Teller" in text
    assert "/post/stop/" in text


def test_overviews_are_made_in_a_fixed_number_of_queries_while_nothing_is_due(django_assert_num_queries) -> None:
    for number in (1, 3):
        for _ in range(number):
            news(Reader.of(a_user()), "nieuws", MONDAY + timedelta(hours=1))
        with django_assert_num_queries(3):
            make_overviews(MONDAY + timedelta(hours=2))


def test_stopping_calls_leaves_the_rest() -> None:
    user = a_user()
    stop(Stream.CALLS, user, user.email, at=SATURDAY)
    a_message(Reader.of(user), kind="call-opened", at=SATURDAY)
    a_message(Reader.of(user), kind="group-formed", at=SATURDAY)
    assert len(what_arrived(SATURDAY)) == 1
    assert preference_of(user, user.email).stopped(Stream.CALLS)
    assert not Preference.objects.get().stopped(Stream.DIGEST)


def test_who_is_forgotten_in_one_thing_still_gets_the_rest_of_an_overview_that_waits() -> None:
    reader = Reader("lezer@voorbeeld.nl", "Lezer")
    forgotten, kept = news(reader, "vergeten"), news(reader, "gebleven")
    make_overviews(MONDAY)
    forget_reader(Message.objects.filter(pk=forgotten.pk))
    [text] = what_arrived(MONDAY)
    assert "Dit is gebleven." in text
    assert "vergeten" not in text
    forget_reader(Message.objects.filter(pk=kept.pk))
    assert not Message.objects.filter(email="lezer@voorbeeld.nl").exists()


def test_an_overview_with_nothing_else_in_it_does_not_go() -> None:
    forgotten = news(Reader("lezer@voorbeeld.nl", "Lezer"), "vergeten")
    make_overviews(MONDAY)
    forget_reader(Message.objects.filter(pk=forgotten.pk))
    assert what_arrived(MONDAY) == []
    assert not Message.objects.filter(email="lezer@voorbeeld.nl").exists()
