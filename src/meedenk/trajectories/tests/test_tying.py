"""Something that was told belongs to a subject that runs already."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.accounts.operations import mint
from meedenk.agenda.models import Concern
from meedenk.agenda.operations import reading
from meedenk.agenda.tests.factories import a_concern, a_listed_theme, the_link_of
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations import ending, tying
from meedenk.trajectories.stages import Stage

from .access import ACCESS
from .factories import a_trajectory, told_whom


@pytest.fixture
def subject(trajectory: Trajectory) -> Trajectory:
    trajectory.theme = a_listed_theme("Mantelzorg")
    trajectory.save()
    return trajectory


def address(concern: Concern) -> str:
    return reverse("trajectories:tie", args=[concern.pk])


def test_who_told_it_hears_it_and_from_then_on_what_becomes_of_the_subject(
    cast: Cast, subject: Trajectory, client: Client
) -> None:
    concern = a_concern(teller={"email": "inwoner@voorbeeld.nl"})
    other = a_concern(state=Concern.State.MERGED, merged_into=concern, teller={"email": "buur@voorbeeld.nl"})
    tying.tie(concern, to=subject, by=cast.support, at=now())
    both = {("tellers", "inwoner@voorbeeld.nl"), ("tellers", "buur@voorbeeld.nl")}
    assert told_whom(Kind.CONCERN_TIED) == {(*each, True) for each in both}
    concern.refresh_from_db()
    assert (concern.state, concern.theme) == (Concern.State.THEME, subject.theme)
    ending.stop(subject, reason="Van tafel.", by=cast.steering, at=now())
    assert {(*each, False) for each in both} <= told_whom(Kind.STOPPED)
    page = client.get(reverse("door", args=[mint(the_link_of(other))])).content.decode()
    assert subject.title in page


def test_what_is_part_of_a_theme_stays_part_of_it(cast: Cast, subject: Trajectory) -> None:
    theme = a_listed_theme("Vervoer")
    concern = a_concern(state=Concern.State.THEME, theme=theme)
    tying.tie(concern, to=subject, by=cast.steering, at=now())
    concern.refresh_from_db()
    assert concern.theme == theme
    assert not Message.objects.filter(kind=Kind.CONCERN_READ).exists()


def test_it_does_not_belong_there_after_all(cast: Cast, subject: Trajectory, client: Client) -> None:
    concern = a_concern(teller={"email": "inwoner@voorbeeld.nl"})
    client.force_login(cast.support)
    assert client.post(address(concern), {"to": subject.pk}).status_code == 302
    assert list(subject.concerns.all()) == [concern]
    assert client.post(address(concern), {"away": subject.pk}).status_code == 302
    assert not subject.concerns.exists()
    ending.stop(subject, reason="Van tafel.", by=cast.steering, at=now())
    assert not Message.objects.filter(kind=Kind.STOPPED, audience="tellers").exists()
    with pytest.raises(Refused):
        tying.untie(concern, from_=subject, by=cast.support, at=now())


def test_only_staff_tie_and_untie(cast: Cast, subject: Trajectory) -> None:
    concern = a_concern()
    for name, person in cast.items():
        if name in {"steering", "support"}:
            continue
        with pytest.raises(Refused):
            tying.tie(concern, to=subject, by=person, at=now())
        with pytest.raises(Refused):
            tying.untie(concern, from_=subject, by=person, at=now())
    assert not subject.concerns.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("stage", [Stage.ASKED, Stage.CLOSED])
def test_only_to_what_runs(cast: Cast, stage: Stage, client: Client) -> None:
    concern, subject = a_concern(), a_trajectory(stage, theme=a_listed_theme())
    with pytest.raises(Refused, match="that runs"):
        tying.tie(concern, to=subject, by=cast.steering, at=now())
    client.force_login(cast.steering)
    assert client.post(address(concern), {"to": subject.pk}).status_code == 200
    assert not subject.concerns.exists()


def test_what_is_spam_set_aside_or_lies_with_another_does_not(cast: Cast, subject: Trajectory) -> None:
    root = a_concern()
    refused = [
        a_concern(state=Concern.State.DOUBTFUL),
        a_concern(state=Concern.State.ASIDE, reason="Zo."),
        a_concern(state=Concern.State.MERGED, merged_into=root),
    ]
    for concern in refused:
        with pytest.raises(Refused, match="waits to be read"):
            tying.tie(concern, to=subject, by=cast.steering, at=now())
    assert not subject.concerns.exists()


def test_what_nobody_read_needs_a_subject_with_a_theme(cast: Cast, trajectory: Trajectory) -> None:
    with pytest.raises(Refused, match="no theme"):
        tying.tie(a_concern(), to=trajectory, by=cast.steering, at=now())
    assert not Message.objects.exists()


def test_it_is_tied_once(cast: Cast, subject: Trajectory) -> None:
    concern = a_concern()
    tying.tie(concern, to=subject, by=cast.steering, at=now())
    concern.refresh_from_db()
    with pytest.raises(Refused, match="already"):
        tying.tie(concern, to=subject, by=cast.steering, at=now())
    assert Message.objects.filter(kind=Kind.CONCERN_TIED).count() == 1


def test_the_page_is_linked_from_what_was_told_and_open_for_staff_only(
    cast: Cast, subject: Trajectory, client: Client
) -> None:
    concern = a_concern()
    for kind, person in cast.items():
        if isinstance(person, User):
            client.force_login(person)
            allowed = kind in ACCESS["trajectories:tie"]
            assert client.get(address(concern)).status_code == (200 if allowed else 404), kind
    client.force_login(cast.support)
    assert address(concern) in client.get(reverse("agenda:concern", args=[concern.pk])).content.decode()
    reading.set_aside(concern, reason="Zo.", by=cast.support, at=now())
    assert address(concern) not in client.get(reverse("agenda:concern", args=[concern.pk])).content.decode()
