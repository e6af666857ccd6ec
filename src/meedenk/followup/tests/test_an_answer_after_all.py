"""An answer comes after the steering group concluded that none came."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import Purpose
from meedenk.accounts.operations import invite, mint
from meedenk.advice.models import Advice
from meedenk.common.refusal import Refused
from meedenk.followup.models import Letter, Response
from meedenk.followup.operations import responding as operations
from meedenk.followup.operations.planning import plan_response
from meedenk.followup.queries import answers, fingerprint
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.tests.factories import told
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .factories import GIVEN, a_delivered_advice, agreed, replies, typed


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    """Late, reminded as often as the handbook says, and concluded today that no answer came."""
    advice = a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=60))
    for weeks in (5, 2):
        operations.remind(advice, by=None, at=now() - timedelta(weeks=weeks))
    operations.conclude_no_response(advice, by=cast.steering, at=now())
    return advice


def written(advice: Advice, given: tuple[str, ...] = GIVEN, *, on_behalf_of: str = "") -> Letter:
    return operations.keep_draft(
        advice, replies=replies(advice, given), reference="", text="", at=now(), on_behalf_of=on_behalf_of
    )


def test_an_answer_that_comes_after_all_stands_beside_the_recommendations(cast: Cast, advice: Advice) -> None:
    letter = written(advice)
    assert answers([advice])[advice.pk] == ["awaiting"] * 3
    operations.respond(advice, seen=fingerprint(letter), by=cast.office, at=now())
    letter.refresh_from_db()
    assert (letter.silent, letter.received_at is not None) == (False, True)
    assert answers([advice])[advice.pk] == ["adopted", "partly", "awaiting"]
    assert told(Kind.RESPONSE_AFTER_ALL) == {("group", False), ("adviser", False), ("members", True)}
    kinds = [entry.kind for entry in advice.trajectory.entries.seen_by(Seen.PUBLIC, at=now()).order_by("at")]
    assert kinds[-2:] == [Kind.NO_RESPONSE, Kind.RESPONSE_AFTER_ALL]
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.ANSWERED


def test_it_can_come_while_we_follow_what_is_done(cast: Cast, advice: Advice) -> None:
    advice.trajectory.refresh_from_db()
    agreed(advice, by=cast.steering)
    fresh = Advice.objects.select_related("trajectory", "delivery").get(pk=advice.pk)
    operations.respond(fresh, seen=fingerprint(written(fresh)), by=cast.office, at=now())
    assert Trajectory.objects.get(pk=advice.trajectory_id).stage == Stage.MONITORING
    assert Response.objects.given().count() == 3


def test_who_was_looking_at_an_answer_while_none_was_concluded_looks_once_more(
    cast: Cast, trajectory: Trajectory
) -> None:
    advice = a_delivered_advice(trajectory, due_on=localdate() - timedelta(days=60))
    for weeks in (5, 2):
        operations.remind(advice, by=None, at=now() - timedelta(weeks=weeks))
    mark = fingerprint(written(advice))
    operations.conclude_no_response(advice, by=cast.steering, at=now())
    with pytest.raises(Refused, match="while you looked"):
        operations.respond(advice, seen=mark, by=cast.office, at=now())
    assert Letter.objects.get().silent


def test_only_the_office_and_support_by_name_answer_after_all_and_only_as_a_whole(cast: Cast, advice: Advice) -> None:
    mark = fingerprint(written(advice))
    for name, person in cast.items():
        if name != "office":
            with pytest.raises(Refused):
                operations.respond(advice, seen=mark, by=person, at=now())
    half = written(advice, ("adopted", "", ""))
    with pytest.raises(Refused, match="each recommendation"):
        operations.respond(advice, seen=fingerprint(half), by=cast.office, at=now())
    with pytest.raises(Refused):
        plan_response(advice, on=localdate() + timedelta(days=3), seen=mark, by=cast.office, at=now())
    assert Letter.objects.get().silent
    whole = written(advice, on_behalf_of="Het college")
    operations.respond(advice, seen=fingerprint(whole), by=cast.support, at=now())
    assert advice.trajectory.entries.get(kind=Kind.RESPONSE_AFTER_ALL).on_behalf_of.startswith("Het college")


def test_it_is_given_once(cast: Cast, advice: Advice) -> None:
    mark = fingerprint(written(advice))
    operations.respond(advice, seen=mark, by=cast.office, at=now())
    with pytest.raises(Refused):
        operations.respond(advice, seen=mark, by=cast.office, at=now())
    with pytest.raises(Refused):
        written(advice)
    assert advice.trajectory.entries.filter(kind=Kind.RESPONSE_AFTER_ALL).count() == 1


def test_the_link_of_the_office_still_opens_the_page_to_answer(cast: Cast, advice: Advice, client: Client) -> None:
    office = invite(
        Purpose.OFFICE, advice.trajectory, email="b@voorbeeld.nl", name="B", at=now(), until=now() + timedelta(days=9)
    )
    client.get(reverse("door", args=[mint(office)]))
    address = reverse("door", args=[mint(office)])
    page = client.get(address).content.decode()
    assert "concludeerde" in page
    seen = fingerprint(Letter.objects.get())
    look = client.post(address, {"act": "send", "seen": seen, **typed(advice)}, follow=True)
    assert 'value="day"' not in look.content.decode()
    mark = fingerprint(Letter.objects.get())
    client.post(look.request["PATH_INFO"], {"when": "now", "seen": mark})
    assert Letter.objects.get().received_at
    assert 'name="act"' not in client.get(address).content.decode()


def test_support_finds_the_way_to_it_on_the_overview_until_it_came(cast: Cast, advice: Advice, client: Client) -> None:
    client.force_login(cast.support)
    overview = reverse("trajectories:workspace", args=[advice.trajectory.slug])
    respond, anew = (reverse(f"followup:{name}", args=[advice.trajectory.slug]) for name in ("respond", "answer-anew"))
    page = client.get(overview).content.decode()
    assert f'href="{respond}"' in page
    assert f'href="{anew}"' not in page
    operations.respond(advice, seen=fingerprint(written(advice)), by=cast.office, at=now())
    page = client.get(overview).content.decode()
    assert f'href="{respond}"' not in page
    assert f'href="{anew}"' in page


def test_a_draft_of_an_answer_after_all_is_read_by_nobody(cast: Cast, advice: Advice, client: Client) -> None:
    written(advice)
    for person in (cast.member, cast.steering):
        client.force_login(person)
        assert "Omdat het kan." not in client.get(advice.get_absolute_url()).content.decode()
