"""Who may open which page, around an advice that is being written and was once adopted."""

from itertools import product
from typing import Any

from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice
from meedenk.advice.operations import adopting
from meedenk.trajectories.models import Trajectory

from .access import ACCESS
from .factories import a_round, an_advice

PAPERS = ("pdf", "question", "bundle")


def test_every_page_opens_for_who_may_and_is_not_there_for_others(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_advice(trajectory)
    view = advice.perspectives.create(title="Anders", text="Zo.")
    view.held_by.add(cast.contact.member)
    a_round(advice)
    tokens = {each.user_id: mint(each) for each in PersonalLink.objects.of(Purpose.DRAFT, trajectory)}
    keys = {
        "part": ["samenvatting"],
        "recommendation": [advice.recommendations.get(order=1).pk],
        "perspective": [view.pk],
    }
    for name, allowed in ACCESS.items():
        station, _colon, page = name.partition(":")
        if station == "door" or page in PAPERS:
            continue
        address = reverse(name, args=[trajectory.slug, *keys.get(page, [])])
        for kind, person in cast.items():
            if isinstance(person, User):
                client.force_login(person)
                assert client.get(address).status_code == (200 if kind in allowed else 404), (name, kind)
        client.logout()
        assert client.get(address).status_code == 302, name
    holders = {User.objects.get(pk=key).pk for key in tokens}
    assert holders == {getattr(cast, kind).pk for kind in ACCESS["door:draft/"]}
    assert {client.get(reverse("door", args=[token])).status_code for token in tokens.values()} == {200}
    _the_papers(cast, advice, client)


def _the_papers(cast: Cast, advice: Advice, client: Client) -> None:
    adopting.adopt(advice, by=cast.contact, at=now(), because="x")
    for page, (kind, person) in product(PAPERS, cast.items()):
        if isinstance(person, User):
            client.force_login(person)
            found: Any = client.get(reverse(f"advice:{page}", args=[advice.number]))
            assert found.status_code == (200 if kind in ACCESS[f"advice:{page}"] else 404), (page, kind)
            if found.streaming:
                assert b"".join(found.streaming_content)
