"""The outsider's door: one link, one purpose, one subject, for a while."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.doors import all_doors
from meedenk.accounts.models import PersonalLink, Purpose, digest
from meedenk.accounts.operations import invite, mint, revoke
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_call, a_trajectory

from .everything import everything
from .factories import a_visitor

pytestmark = pytest.mark.django_db


def a_link(purpose: Purpose, trajectory: Trajectory, *, days: int = 30) -> tuple[PersonalLink, str]:
    at = now()
    link = invite(
        purpose,
        trajectory,
        email="eva@gemeente.nl",
        name="Eva",
        at=at - timedelta(days=31),
        until=at + timedelta(days=days),
    )
    return link, mint(link)


def address(token: str, page: str = "") -> str:
    return reverse("door-page", args=[token, page]) if page else reverse("door", args=[token])


def test_only_a_hash_of_the_token_is_stored(trajectory: Trajectory) -> None:
    link, token = a_link(Purpose.ADVISER, trajectory)
    assert len(token) >= 43
    assert token not in everything()
    link.refresh_from_db()
    assert link.digest == digest(token)


def test_attack_15_fetching_a_link_changes_nothing(cast: Cast) -> None:
    trajectories = [a_trajectory(stage) for stage in Stage] + [a_call().trajectory]
    fetched = set()
    for purpose, page in all_doors():
        tokens = [a_link(purpose, trajectory)[1] for trajectory in trajectories]
        before = everything()
        for token in tokens:
            response = a_visitor().get(address(token, page))
            a_visitor().head(address(token, page))
            fetched.add((purpose, page) if response.status_code == 200 else None)
        assert everything() == before, (purpose, page)
    assert fetched - {None}


def test_attack_15_a_link_opens_for_its_own_purpose_only(cast: Cast) -> None:
    opened = {purpose: {page for each, page in all_doors() if each == purpose} for purpose in Purpose}
    for purpose in Purpose:
        _link, token = a_link(purpose, a_call().trajectory)
        for _other, page in all_doors():
            if page and page not in opened[purpose]:
                assert Client().get(address(token, page)).status_code == 404, (purpose, page)


def test_attack_16_a_token_that_was_changed_opens_nothing(trajectory: Trajectory) -> None:
    link, token = a_link(Purpose.ADVISER, trajectory)
    assert Client().get(address(token)).status_code == 200
    for wrong in (token[:-1], token + "A", token[::-1], token.swapcase(), str(link.pk), link.digest or "x", "%00", "."):
        assert Client().get(f"/p/{wrong}/").status_code == 404, wrong


def test_what_never_was_has_ended_or_was_taken_back_looks_the_same(trajectory: Trajectory) -> None:
    at = now()
    _ended, ended = a_link(Purpose.ADVISER, trajectory, days=-1)
    _taken, taken = a_link(Purpose.EXECUTOR, trajectory)
    revoke(Purpose.EXECUTOR, trajectory, at=at)
    pages = set()
    for token in (ended, taken, "x" * 43):
        response = Client().get(address(token))
        body = response.content.decode().replace(token, "TOKEN")
        start = body.index("<main")
        hidden = 'name="csrfmiddlewaretoken" value="'
        body = hidden.join(part[64:] if place else part for place, part in enumerate(body[start:].split(hidden)))
        pages.add((response.status_code, body))
        assert "Eva" not in body
        assert trajectory.title not in body
    assert len(pages) == 1
    assert pages.pop()[0] == 404


def test_attack_17_a_link_is_no_way_into_the_workspace(cast: Cast, trajectory: Trajectory) -> None:
    for purpose in Purpose:
        _link, token = a_link(purpose, trajectory)
        visitor = Client()
        visitor.get(address(token))
        for path in (reverse("people:members"), reverse("mfa_index"), f"/werk/{trajectory.slug}/oproep/"):
            assert visitor.get(path)["Location"].startswith(reverse("account_login"))


def test_attack_17_the_token_is_in_no_log_and_leaves_by_no_header(
    trajectory: Trajectory, capfd: pytest.CaptureFixture[str]
) -> None:
    _link, token = a_link(Purpose.ADVISER, trajectory)
    response = Client().get(address(token))
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"
    Client().get(address(token[:-1]))
    Client().post(reverse("trajectories:link-anew", args=[token]))
    logged = capfd.readouterr()
    assert "p/<str:token>/" in logged.out
    assert token[:20] not in logged.out + logged.err
    assert token not in str(dict(response.items()))


def test_attack_18_a_door_never_shows_a_made_up_host(trajectory: Trajectory) -> None:
    _link, token = a_link(Purpose.ADVISER, trajectory)
    assert Client().get(address(token), headers={"host": "evil.nl"}).status_code == 400
    assert b"evil.nl" not in Client().get(address(token), headers={"x-forwarded-host": "evil.nl"}).content
