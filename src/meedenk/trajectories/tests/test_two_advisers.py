"""Several people of the municipality work along on one subject; each has a link, and it closes when they stop."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink
from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.models import Official
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.models import PolicyAdviser, Trajectory
from meedenk.trajectories.operations import advisers, links
from meedenk.trajectories.stages import NOT_CLOSED, Flow, Stage

from .factories import a_trajectory

NEW = {"name": "Noor Nieuw", "email": "Noor@gemeente.voorbeeld.nl"}
WHO = {"steering", "support", "adviser"}


def add(trajectory: Trajectory, by: Any, **more: str) -> PolicyAdviser:
    return advisers.add_adviser(trajectory, **(NEW | more), by=by, at=now())


def test_a_second_adviser_has_a_mail_with_a_link_that_opens(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    added = add(trajectory, cast.support)
    assert (added.official.email, added.leading) == ("noor@gemeente.voorbeeld.nl", False)
    assert added.official.department == trajectory.department
    assert told(Kind.ADVISER_ADDED) == {("adviser", False), ("group", True)}
    welcome = Message.objects.get(email=added.official.email)
    assert welcome.link is not None
    assert client.get(reverse("door", args=[mint(welcome.link)])).status_code == 200
    assert Message.objects.filter(audience="adviser", link=None).count() == 1, "the first one hears who joins"


def test_who_may_add_and_end(cast: Cast, trajectory: Trajectory) -> None:
    for name, person in cast.items():
        email = f"{name}@gemeente.voorbeeld.nl"
        if name in WHO:
            advisers.end_adviser(add(trajectory, person, email=email), by=person, at=now())
            continue
        with pytest.raises(Refused):
            add(trajectory, person, email=email)
        with pytest.raises(Refused):
            advisers.end_adviser(add(trajectory, cast.support, email=email), by=person, at=now())
        assert PolicyAdviser.objects.filter(official__email=email).exists(), name


def test_who_stops_has_no_link_any_more_and_none_is_sent_anew(cast: Cast, trajectory: Trajectory) -> None:
    added = add(trajectory, cast.support)
    link, other = Message.objects.get(email=added.official.email).link, cast.adviser
    assert link is not None
    advisers.end_adviser(added, by=cast.support, at=now())
    link.refresh_from_db()
    other.refresh_from_db()
    assert (link.is_open(now()), other.is_open(now())) == (False, True)
    links.send_anew(link, at=now())
    assert not PersonalLink.objects.filter(email=link.email).exclude(pk=link.pk).exists()
    assert told(Kind.ADVISER_ENDED) == {("adviser", False), ("group", True)}
    goodbye = Message.objects.filter(kind=Kind.ADVISER_ENDED, audience="adviser").values_list("email", "link")
    first = trajectory.advisers.get().official.email
    assert set(goodbye) == {("noor@gemeente.voorbeeld.nl", None), (first, None)}


def test_when_the_leading_one_stops_the_next_one_leads(cast: Cast, trajectory: Trajectory) -> None:
    leading, added = trajectory.advisers.get(), add(trajectory, cast.support)
    advisers.end_adviser(leading, by=cast.support, at=now())
    added.refresh_from_db()
    assert added.leading
    with pytest.raises(Refused, match="only one"):
        advisers.end_adviser(added, by=cast.support, at=now())
    assert trajectory.advisers.get() == added


def test_the_same_one_twice_and_one_who_left_are_refused_and_nothing_is_half_done(
    cast: Cast, trajectory: Trajectory
) -> None:
    known = trajectory.advisers.get().official
    gone = an_official("Gijs Gegaan", left_on=localdate() - timedelta(days=1))
    for official in (known, gone):
        with pytest.raises(Refused, match=official.name):
            add(trajectory, cast.support, email=official.email.upper())
    assert trajectory.advisers.count() == 1
    assert not trajectory.entries.exists()
    assert not Message.objects.exists()


def test_a_second_click_on_stop_is_told_so(cast: Cast, trajectory: Trajectory) -> None:
    added = add(trajectory, cast.support)
    twice = PolicyAdviser.objects.select_related("official", "trajectory").get(pk=added.pk)
    advisers.end_adviser(added, by=cast.support, at=now())
    with pytest.raises(Refused, match="already"):
        advisers.end_adviser(twice, by=cast.support, at=now())


def test_a_group_on_its_own_may_get_one_and_lose_it_again(cast: Cast) -> None:
    own = a_trajectory(Stage.WORKING, flow=Flow.UNREQUESTED)
    added = add(own, cast.support)
    assert added.leading
    advisers.end_adviser(added, by=cast.support, at=now())
    assert Trajectory.objects.get(pk=own.pk).alone


def test_in_a_closed_trajectory_nobody_joins(cast: Cast) -> None:
    assert Stage.CLOSED not in NOT_CLOSED
    with pytest.raises(Refused):
        add(a_trajectory(Stage.CLOSED), cast.support)
    assert not Official.objects.filter(name="Noor Nieuw").exists()


@pytest.mark.parametrize("name", ["steering", "support"])
def test_staff_add_and_end_on_pages(cast: Cast, trajectory: Trajectory, client: Client, name: str) -> None:
    client.force_login(getattr(cast, name))
    workspace = client.get(reverse("trajectories:workspace", args=[trajectory.slug])).content.decode()
    listed = reverse("trajectories:advisers", args=[trajectory.slug])
    assert listed in workspace
    assert client.post(reverse("trajectories:add-adviser", args=[trajectory.slug]), NEW).headers["Location"] == listed
    assert "Noor Nieuw" in client.get(listed).content.decode()
    added = trajectory.advisers.get(official__name="Noor Nieuw")
    end = reverse("trajectories:end-adviser", args=[trajectory.slug])
    assert "Noor Nieuw" in client.get(end).content.decode()
    assert client.post(end, {"adviser": added.pk}).headers["Location"] == listed
    assert "werkt niet meer mee" in client.get(listed).content.decode()
    assert "Noor Nieuw" not in client.get(listed).content.decode()


def test_behind_the_link_a_colleague_is_added_and_stops(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    token = mint(cast.adviser)
    page = client.get(reverse("door", args=[token])).content.decode()
    add_address = reverse("door-page", args=[token, "collega"])
    assert add_address in page
    assert client.get(add_address).status_code == 200
    assert client.post(add_address, NEW).status_code == 302
    added = trajectory.advisers.get(official__name="Noor Nieuw")
    end = reverse("door-page", args=[token, "collega-weg"])
    assert end in client.get(reverse("door", args=[token])).content.decode()
    assert client.post(end, {"adviser": added.pk}).status_code == 302
    assert not trajectory.advisers.filter(pk=added.pk).exists()


def test_attack_07_an_adviser_of_another_subject_cannot_be_ended(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    foreign = PolicyAdviser.objects.create(
        trajectory=a_trajectory(Stage.WORKING), official=an_official("Vera Vreemd"), leading=True
    )
    token = mint(cast.adviser)
    client.post(reverse("door-page", args=[token, "collega-weg"]), {"adviser": foreign.pk})
    client.force_login(cast.steering)
    client.post(reverse("trajectories:end-adviser", args=[trajectory.slug]), {"adviser": foreign.pk})
    assert PolicyAdviser.objects.filter(pk=foreign.pk).exists()


def test_attack_21_a_link_writes_to_a_few_strangers_a_day_and_no_more(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    address = reverse("door-page", args=[mint(cast.adviser), "collega"])
    answers = [client.post(address, NEW | {"email": f"x{n}@gemeente.voorbeeld.nl"}).status_code for n in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert trajectory.advisers.count() == 6
