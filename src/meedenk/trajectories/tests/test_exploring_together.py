"""The steering group and an official word a question both can agree with."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink
from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.tests.factories import told
from meedenk.people.tests.factories import an_official
from meedenk.trajectories.models import PolicyAdviser, Trajectory
from meedenk.trajectories.operations import exploring
from meedenk.trajectories.stages import Stage

from .factories import explored, the_adviser_of

pytestmark = pytest.mark.usefixtures("rules")


def the_adviser_of_new(trajectory: Trajectory) -> PersonalLink:
    PolicyAdviser.objects.create(trajectory=trajectory, official=trajectory.exploration.official)
    return the_adviser_of(trajectory)


def test_a_collaboration_goes_on_as_a_requested_advice_that_began_with_us(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Wat helpt mensen die werken?", by=cast.steering, at=now())
    link = the_adviser_of(trajectory)
    assert Message.objects.get(audience="other-side").link.email == link.email
    exploring.agree(trajectory, question="Wat helpt mensen die werken?", by=link, at=now())
    trajectory.refresh_from_db()
    assert (trajectory.flow, trajectory.begun_as, trajectory.stage) == ("requested", "unrequested", "taken-up")
    assert trajectory.question == "Wat helpt mensen die werken?"
    assert trajectory.department == trajectory.exploration.official.department
    assert told(Kind.COLLABORATION_AGREED) == {("other-side", False), ("members", True), ("tellers", True)}
    assert Message.objects.filter(kind=Kind.COLLABORATION_AGREED, user=cast.steering).count() == 1
    page = client.get(trajectory.get_absolute_url()).content.decode()
    assert "Eigen onderwerp, nu samen met de gemeente" in page


def test_both_sides_word_the_question_and_nobody_agrees_with_themselves(cast: Cast) -> None:
    trajectory = explored(official=an_official())
    with pytest.raises(Refused):
        exploring.agree(trajectory, question="", by=cast.steering, at=now())
    exploring.word_question(trajectory, question="Eerst.", by=cast.steering, at=now())
    link = the_adviser_of(trajectory)
    with pytest.raises(Refused, match="other side"):
        exploring.agree(trajectory, question="Eerst.", by=cast.steering, at=now())
    exploring.word_question(trajectory, question="Dan.", by=link, at=now())
    assert told(Kind.QUESTION_WORDED) == {("other-side", False)}
    for question, by in (("Eerst.", cast.steering), ("Dan.", link)):
        with pytest.raises(Refused):
            exploring.agree(trajectory, question=question, by=by, at=now())
    exploring.agree(trajectory, question="Dan.", by=cast.steering, at=now())
    assert trajectory.stage == Stage.TAKEN_UP


def test_support_writes_down_what_the_official_said_by_phone(cast: Cast) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Zo.", by=cast.steering, at=now())
    exploring.agree(trajectory, question="Zo.", by=cast.support, at=now(), on_behalf_of="Eva Beleid")
    assert trajectory.entries.last().on_behalf_of == "Eva Beleid"


def test_only_the_sides_agree(cast: Cast) -> None:
    for name, person in cast.items():
        trajectory = explored(official=an_official())
        exploring.word_question(trajectory, question="Zo.", by=the_adviser_of_new(trajectory), at=now())
        if name == "steering":
            exploring.agree(trajectory, question="Zo.", by=person, at=now())
            continue
        with pytest.raises(Refused):
            exploring.agree(trajectory, question="Zo.", by=person, at=now())


def test_the_official_reads_agrees_and_words_behind_their_link(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Wat helpt?", by=cast.steering, at=now())
    token = mint(the_adviser_of(trajectory))
    assert "onze vraag" in client.get(reverse("door", args=[token])).content.decode()
    page = reverse("door-page", args=[token, "vraag"])
    assert "Wat helpt?" in client.get(page).content.decode()
    client.post(page, {"question": "Wat helpt echt?"})
    assert trajectory.stage == Stage.EXPLORING
    client.force_login(cast.steering)
    desk = reverse("trajectories:together", args=[trajectory.slug])
    assert "Wat helpt echt?" in client.get(desk).content.decode()
    assert client.post(desk, {"agree": "Wat helpt?"}).status_code == 200
    assert client.post(desk, {"agree": "Wat helpt echt?"}).status_code == 302
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.TAKEN_UP


def test_another_official_takes_the_place_of_the_first_whose_link_is_closed(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Zo.", by=cast.steering, at=now())
    token = mint(the_adviser_of(trajectory))
    other = an_official("Ander Ambtenaar")
    exploring.find_official(trajectory, official=other, text="Toch een ander.", by=cast.steering, at=now())
    assert client.get(reverse("door", args=[token])).status_code == 404
    assert not PolicyAdviser.objects.filter(trajectory=trajectory).exists()
    with pytest.raises(Refused):
        exploring.agree(trajectory, question="Zo.", by=cast.support, at=now(), on_behalf_of=other.name)
    exploring.word_question(trajectory, question="Anders.", by=cast.steering, at=now())
    assert [adviser.official for adviser in PolicyAdviser.objects.filter(trajectory=trajectory)] == [other]


def test_who_is_found_once_more_keeps_their_link_and_their_words(cast: Cast, client: Client) -> None:
    official = an_official()
    trajectory = explored(official=official)
    exploring.word_question(trajectory, question="Zo.", by=cast.steering, at=now())
    link = the_adviser_of(trajectory)
    exploring.find_official(trajectory, official=official, text="Ook per telefoon.", by=cast.steering, at=now())
    exploring.agree(trajectory, question="Zo.", by=link, at=now())
    assert trajectory.stage == Stage.TAKEN_UP


def test_support_agrees_for_someone_of_the_steering_group(cast: Cast, client: Client) -> None:
    trajectory = explored(official=an_official())
    exploring.word_question(trajectory, question="Eerst.", by=cast.steering, at=now())
    exploring.word_question(trajectory, question="Wat helpt?", by=the_adviser_of(trajectory), at=now())
    client.force_login(cast.support)
    page = reverse("trajectories:together", args=[trajectory.slug])
    assert 'name="on_behalf_of"' in client.get(page).content.decode()
    assert client.post(page, {"agree": "Wat helpt?"}).status_code == 200
    assert client.post(page, {"agree": "Wat helpt?", "on_behalf_of": "Siebe"}).status_code == 302
    entry = trajectory.entries.get(kind=Kind.COLLABORATION_AGREED)
    assert (entry.by, entry.on_behalf_of) == (cast.support, "Siebe")
    assert Message.objects.get(kind=Kind.COLLABORATION_AGREED, audience="other-side").user is None


@pytest.mark.parametrize("who", ["steering", "support"])
def test_what_the_official_says_by_phone_is_written_down_in_their_name(cast: Cast, client: Client, who: str) -> None:
    official = an_official("Bel Ambtenaar")
    trajectory = explored(official=official)
    client.force_login(getattr(cast, who))
    page = reverse("trajectories:together", args=[trajectory.slug])
    client.post(page, {"question": "Wat helpt?", "theirs": "on"})
    assert trajectory.entries.get(kind=Kind.QUESTION_WORDED).on_behalf_of == official.name
    assert Message.objects.get(kind=Kind.QUESTION_WORDED).user == cast.steering
    client.post(page, {"question": "Wat helpt echt?"})
    assert client.post(page, {"agree": "Wat helpt?"}).status_code == 200
    assert client.post(page, {"agree": "Wat helpt echt?"}).status_code == 302
    trajectory.refresh_from_db()
    assert trajectory.stage == Stage.TAKEN_UP
    assert trajectory.entries.get(kind=Kind.COLLABORATION_AGREED).on_behalf_of == official.name
