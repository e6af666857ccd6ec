"""Where a subject of our own goes on is said on both pages, and nobody is said to be told who is not."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.agenda.models import Teller
from meedenk.agenda.tests.factories import UNKNOWN, a_listed_theme
from meedenk.mail.entitled import still_entitled
from meedenk.mail.models import Message
from meedenk.trajectories.mails import exploring as mails
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations import exploring
from meedenk.trajectories.stages import Stage

from .factories import LATER, a_trajectory, explored

pytestmark = pytest.mark.usefixtures("rules")

THE_GROUP, WHO_TOLD = "De groep heeft een mail.", "Wie ons hierover vertelde"


def join(client: Client, cast: Cast, joined: Trajectory, into: Trajectory) -> str:
    """What stands on the page after someone of the steering group joined them."""
    client.force_login(cast.steering)
    address = reverse("trajectories:join-other", args=[joined.slug])
    return client.post(address, {"into": into.pk}, follow=True).content.decode()


def untold(joined: Trajectory) -> Trajectory:
    Teller.objects.filter(concern__trajectories=joined).update(**UNKNOWN)
    return joined


def test_a_group_that_is_there_has_a_mail_and_who_told_hears(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    page = join(client, cast, explored(), trajectory)
    assert THE_GROUP in page
    assert WHO_TOLD in page


def test_without_a_group_and_tellers_nobody_is_said_to_be_told(cast: Cast, client: Client) -> None:
    joined, into = untold(explored()), a_trajectory(Stage.TAKEN_UP)
    client.force_login(cast.steering)
    assert WHO_TOLD not in client.get(reverse("trajectories:join-other", args=[joined.slug])).content.decode()
    page = join(client, cast, joined, into)
    assert "nog geen groep" in page
    assert THE_GROUP not in page
    assert WHO_TOLD not in page


def test_leaving_it_says_only_then_that_who_told_is_told_when_someone_told(cast: Cast, client: Client) -> None:
    client.force_login(cast.steering)
    form = {"reason": "Nu niet.", "look_on": LATER["look_on"].isoformat()}
    for left, said in ((explored(), True), (untold(explored()), False)):
        address = reverse("trajectories:not-now", args=[left.slug])
        page = client.post(address, form, follow=True).content.decode()
        assert "Iedereen kan lezen waarom" in page
        assert ("Wie ons erover vertelde" in page) is said


def test_both_pages_lead_to_each_other(cast: Cast, client: Client) -> None:
    joined, into = explored(title="Herfstblad"), a_trajectory(Stage.TAKEN_UP, title="Stoepen")
    join(client, cast, joined, into)
    for one, other, words in (
        (joined, into, "Dit gaat verder in: Stoepen"),
        (into, joined, "Het gaat hier verder: Herfstblad"),
    ):
        workspace = client.get(reverse("trajectories:workspace", args=[one.slug])).content.decode()
        way = reverse("trajectories:workspace", args=[other.slug])
        assert f'<a class="nl-link" href="{way}">{words}</a>' in workspace
        public = client.get(one.get_absolute_url()).content.decode()
        assert f'<a class="nl-link" href="{other.get_absolute_url()}">{words}</a>' in public


def test_what_is_looked_into_again_leads_on_too(cast: Cast, client: Client) -> None:
    left = explored()
    exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
    words = {"title": "Nu wel", "question": "Wat helpt?", "lead": "Wij zoeken het uit."}
    again = exploring.explore(theme=a_listed_theme(), **words, after=left, by=cast.steering, at=now())
    assert f'href="{again.get_absolute_url()}">Dit gaat verder in: Nu wel</a>' in (
        client.get(left.get_absolute_url()).content.decode()
    )


def test_no_group_is_promised_for_what_ended_without_one(cast: Cast, client: Client) -> None:
    joined, left, runs = explored(), explored(), a_trajectory(Stage.TAKEN_UP)
    exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
    exploring.join_other(joined, into=runs, by=cast.steering, at=now())
    for one, promised in ((joined, False), (left, False), (runs, True)):
        page = client.get(one.get_absolute_url()).content.decode()
        assert ("nog geen projectgroep" in page) is promised


def test_that_we_look_into_it_is_no_news_any_more_once_it_ended(cast: Cast) -> None:
    trajectory = explored()
    mails.begun(trajectory, at=now())
    waiting = list(Message.objects.filter(about=trajectory.pk, audience="members"))
    assert waiting
    assert all(still_entitled(each, now()) for each in waiting)
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    assert not any(still_entitled(each, now()) for each in waiting)
