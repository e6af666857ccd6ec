"""The title and the text in short are mended; the question stays as it was asked."""

from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.agenda.tests.factories import a_listed_theme
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind, Seen
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_department, an_official
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations.asking import take_up
from meedenk.trajectories.operations.wording import change_wording
from meedenk.trajectories.stages import Stage

from .factories import a_trajectory

WHO = {"contact", "steering", "support"}


def as_it_is(trajectory: Trajectory) -> dict[str, Any]:
    return {name: getattr(trajectory, name) for name in ("title", "lead", "theme", "department")}


def test_staff_and_the_contact_mend_the_words_and_nobody_else(cast: Cast, trajectory: Trajectory) -> None:
    for name, person in [*cast.items(), ("clock", None)]:
        new = as_it_is(Trajectory.objects.get(pk=trajectory.pk)) | {"title": f"Door {name}", "lead": "Kort gezegd."}
        if name in WHO:
            change_wording(trajectory, **new, by=person, at=now())
        else:
            with pytest.raises(Refused):
                change_wording(trajectory, **new, by=person, at=now())
    trajectory.refresh_from_db()
    assert (trajectory.title, trajectory.lead) == ("Door support", "Kort gezegd.")
    assert [entry.kind for entry in trajectory.entries.all()] == [Kind.WORDING_CHANGED] * 3
    assert "Door support" in trajectory.entries.last().sentence(Seen.MEMBERS)
    assert trajectory.entries.last().facts["was"] == {"title": "Door steering"}
    assert not Message.objects.exists()


def test_the_question_and_the_address_stay(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    before = (trajectory.question, trajectory.slug, trajectory.get_absolute_url())
    client.force_login(cast.contact)
    address = reverse("trajectories:wording", args=[trajectory.slug])
    assert client.post(address, {"title": "Beter", "lead": "Kort.", "question": "Anders?"}).status_code == 302
    trajectory.refresh_from_db()
    assert (trajectory.question, trajectory.slug, trajectory.get_absolute_url()) == before
    assert "Kort." in client.get(trajectory.get_absolute_url()).content.decode()


def test_the_theme_and_the_department_are_for_staff(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    theme, unit = a_listed_theme(), a_department("Jeugd")
    address = reverse("trajectories:wording", args=[trajectory.slug])
    filled = {"title": trajectory.title, "lead": "", "theme": theme.pk, "department": unit.pk}
    client.force_login(cast.contact)
    assert client.post(address, filled).status_code == 302
    trajectory.refresh_from_db()
    assert trajectory.theme is None
    with pytest.raises(Refused, match="theme"):
        change_wording(trajectory, **as_it_is(trajectory) | {"theme": theme}, by=cast.contact, at=now())
    client.force_login(cast.steering)
    assert client.post(address, filled).status_code == 302
    trajectory.refresh_from_db()
    assert (trajectory.theme, trajectory.department) == (theme, unit)


def test_nothing_changed_is_nothing_written_down(cast: Cast, trajectory: Trajectory) -> None:
    change_wording(trajectory, **as_it_is(trajectory), by=cast.steering, at=now())
    assert not trajectory.entries.exists()


def test_what_is_finished_keeps_its_words(cast: Cast, client: Client) -> None:
    closed = a_trajectory(Stage.CLOSED)
    with pytest.raises(Refused):
        change_wording(closed, **as_it_is(closed) | {"title": "Anders"}, by=cast.steering, at=now())
    client.force_login(cast.steering)
    page = client.get(reverse("trajectories:wording", args=[closed.slug]))
    assert page.status_code == 200
    assert 'name="title"' not in page.content.decode()
    for stage in set(Stage) - {Stage.CLOSED}:
        subject = a_trajectory(stage)
        change_wording(subject, **as_it_is(subject) | {"title": "Anders"}, by=cast.steering, at=now())
        subject.refresh_from_db()
        assert (subject.title, subject.stage) == ("Anders", stage)


def test_who_takes_a_question_up_can_tell_it_in_short(cast: Cast, client: Client) -> None:
    trajectory = a_trajectory(Stage.ASKED, adviser=an_official())
    client.force_login(cast.steering)
    page = reverse("trajectories:decision", args=[trajectory.slug])
    assert client.post(page, {"decision": "take-up", "lead": "Over zorg en werk."}).status_code == 302
    trajectory.refresh_from_db()
    assert (trajectory.stage, trajectory.lead) == (Stage.TAKEN_UP, "Over zorg en werk.")
    other = a_trajectory(Stage.ASKED, lead="Stond er al.")
    take_up(other, by=cast.steering, at=now())
    other.refresh_from_db()
    assert other.lead == "Stond er al."


def test_attack_10_a_form_sets_nothing_it_does_not_show(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    client.force_login(cast.steering)
    address = reverse("trajectories:wording", args=[trajectory.slug])
    client.post(address, {"title": "A", "stage": "closed", "slug": "gekozen", "flow": "unrequested"})
    changed = Trajectory.objects.get(pk=trajectory.pk)
    assert (changed.stage, changed.slug, changed.flow) == (trajectory.stage, trajectory.slug, trajectory.flow)
    assert changed.title == "A"
