"""A subject of our own goes its own way, is joined to another or is left for now; who told us of it hears so."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.operations import mint
from meedenk.agenda.followed import followed_from
from meedenk.agenda.models import PaperLetter
from meedenk.agenda.operations import telling
from meedenk.agenda.operations.forgetting import forget_tellers
from meedenk.agenda.tests.factories import BY_POST, a_concern, a_listed_theme, the_link_of
from meedenk.common.refusal import Refused
from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.audiences import tellers
from meedenk.trajectories.models import Exploration, Trajectory
from meedenk.trajectories.operations import exploring
from meedenk.trajectories.stages import Flow, Outcome, Stage

from .factories import FOUR_ANSWERS, LATER, OWN_PLAN, a_trajectory, explored

pytestmark = pytest.mark.usefixtures("rules")


def test_our_own_way_has_no_adviser_and_everyone_can_read_the_plan(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Zo.", by=cast.steering, at=now())
    exploring.go_own_way(trajectory, **OWN_PLAN, by=cast.steering, at=now())
    trajectory.refresh_from_db()
    assert (trajectory.flow, trajectory.stage, trajectory.alone) == (Flow.UNREQUESTED, Stage.TAKEN_UP, True)
    page = client.get(trajectory.get_absolute_url()).content.decode()
    assert OWN_PLAN["plan"] in page
    assert OWN_PLAN["towards"] in page


def test_who_did_not_weigh_what_we_can_do_says_why_they_go_on(cast: Cast) -> None:
    trajectory = explored()
    with pytest.raises(Refused, match="four questions"):
        exploring.go_own_way(trajectory, **OWN_PLAN | {"because": ""}, by=cast.steering, at=now())
    exploring.weigh(trajectory, **FOUR_ANSWERS, by=cast.steering, at=now())
    exploring.go_own_way(trajectory, **OWN_PLAN | {"because": ""}, by=cast.steering, at=now())
    assert trajectory.stage == Stage.TAKEN_UP


def test_what_is_joined_to_a_running_subject_takes_its_tellers_along(cast: Cast, trajectory: Trajectory) -> None:
    joined = explored(official=an_official())
    for name, person in cast.items():
        if name != "steering":
            with pytest.raises(Refused):
                exploring.join_other(joined, into=trajectory, by=person, at=now())
    exploring.join_other(joined, into=trajectory, by=cast.steering, at=now())
    assert (joined.stage, joined.outcome) == (Stage.CLOSED, Outcome.MERGED)
    assert told(Kind.MERGED) == {("group", False), ("tellers", True)}
    assert set(tellers(trajectory)) == set(tellers(joined))
    assert trajectory.title in joined.entries.last().sentence(Seen.PUBLIC)


def test_nothing_is_joined_to_itself_or_to_what_ended(cast: Cast) -> None:
    joined = explored()
    for into in (joined, a_trajectory(Stage.CLOSED), a_trajectory(Stage.ASKED)):
        with pytest.raises(Refused):
            exploring.join_other(joined, into=into, by=cast.steering, at=now())
    assert not joined.entries.exists()


def test_what_is_left_waits_at_the_desk_on_its_day_and_goes_on_with_its_tellers(cast: Cast, client: Client) -> None:
    left = explored(title="Later misschien", theme=a_listed_theme())
    exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
    client.force_login(cast.steering)
    assert "Later misschien" not in client.get(reverse("site:desk")).content.decode()
    Exploration.objects.update(look_again_on=localdate())
    assert "Later misschien" in client.get(reverse("site:desk")).content.decode()
    page = reverse("trajectories:not-now", args=[left.slug])
    assert f"?na={left.slug}" in client.get(page).content.decode()
    form = {"theme": left.theme_id, "title": "Nu wel", "question": "Wat helpt?", "lead": "Wij zoeken het uit."}
    address = reverse("trajectories:explore") + f"?na={left.slug}"
    assert client.post(address, form).status_code == 302
    again = Trajectory.objects.get(title="Nu wel")
    assert set(tellers(again)) == set(tellers(left))
    assert left.entries.last().kind == Kind.LOOKED_AGAIN
    assert "Later misschien" not in client.get(reverse("site:desk")).content.decode()
    assert client.get(address).status_code == 404


def test_what_was_left_can_be_left_longer_and_tellers_hear_it(cast: Cast, client: Client) -> None:
    left = explored()
    exploring.leave_for_now(left, **LATER, by=cast.steering, at=now())
    client.force_login(cast.steering)
    later = LATER["look_on"] + timedelta(days=100)
    page = reverse("trajectories:not-now", args=[left.slug])
    assert client.post(page, {"reason": "Nog niet.", "look_on": later.isoformat()}).status_code == 302
    assert Exploration.objects.get(trajectory=left).look_again_on == later
    assert told(Kind.LOOK_LATER) == {("tellers", False)}
    for name, person in cast.items():
        if name != "steering":
            with pytest.raises(Refused):
                exploring.leave_longer(left, reason="x", look_on=later + timedelta(days=9), by=person, at=now())
    with pytest.raises(Refused):
        exploring.leave_longer(left, reason="x", look_on=LATER["look_on"], by=cast.steering, at=now())
    assert left.stage == Stage.CLOSED


def test_of_two_choices_at_once_one_wins_and_the_other_reads_what_happened(cast: Cast) -> None:
    trajectory = explored()
    seen_earlier = Trajectory.objects.get(pk=trajectory.pk)
    exploring.go_own_way(trajectory, **OWN_PLAN, by=cast.steering, at=now())
    with pytest.raises(Refused, match="An own trajectory"):
        exploring.leave_for_now(seen_earlier, **LATER, by=cast.steering, at=now())
    assert told(Kind.NOT_NOW) == set()
    assert Exploration.objects.get(trajectory=trajectory).look_again_on is None


def test_who_told_something_reads_on_their_page_what_followed(cast: Cast, client: Client) -> None:
    trajectory = explored(title="Werken en zorgen")
    concern = trajectory.concerns.get()
    exploring.go_own_way(trajectory, **OWN_PLAN, by=cast.steering, at=now())
    page = client.get(reverse("door", args=[mint(the_link_of(concern))])).content.decode()
    assert f'<a class="nl-link" href="{trajectory.get_absolute_url()}">Werken en zorgen</a>' in page
    assert "We werken eraan." in page
    assert "Werken en zorgen: Een eigen traject" in page
    assert OWN_PLAN["plan"] in page


def test_who_told_something_is_known_as_long_as_it_runs(cast: Cast) -> None:
    trajectory = explored()
    concern = trajectory.concerns.get()
    later = now() + timedelta(days=1000)
    forget_tellers(later)
    assert tellers(trajectory).get().email
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    assert not followed_from([concern.pk])[concern.pk][0].runs
    Exploration.objects.update(look_again_on=localdate(later))
    forget_tellers(later)
    assert tellers(trajectory).get().email
    later += timedelta(days=31 * number("concern-keep-months", localdate(later)))
    forget_tellers(later)
    assert not tellers(trajectory).get().email


def test_a_teller_who_hears_by_post_has_a_letter(cast: Cast) -> None:
    trajectory = explored()
    trajectory.concerns.add(a_concern(teller=BY_POST))
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    assert PaperLetter.objects.count() == 1


def test_attack_12_a_teller_who_stopped_hears_nothing_more(cast: Cast) -> None:
    trajectory = explored()
    teller = tellers(trajectory).get()
    telling.stop_hearing(teller.concern, by=None, at=now())
    exploring.leave_for_now(trajectory, **LATER, by=cast.steering, at=now())
    assert not Message.objects.filter(kind=Kind.NOT_NOW).exists()
