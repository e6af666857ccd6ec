"""A newer version of a piece says what changed; the earlier one stays to read."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.gathering.models import Source
from meedenk.gathering.operations import sources as acts
from meedenk.gathering.versions import versions
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import a_source, queries

GIVEN = {"title": "Woonzorgvisie", "kind": "policy-draft", "access": "open", "text": "Tweede versie."}
CHANGED = "Dorpen zonder winkel staan er nu in."


def renew(source: Source, by: Any, **more: Any) -> Source:
    what: dict[str, Any] = GIVEN | {"replaces": source, "changed": CHANGED} | more
    return acts.add_source(source.trajectory, **what, by=by, at=now())


@pytest.fixture
def first(trajectory: Trajectory) -> Source:
    """The first version, which the adviser gave."""
    return a_source(trajectory, title="Woonzorgvisie", by_adviser=True)


def test_the_group_reads_in_its_mail_what_changed(cast: Cast, first: Source) -> None:
    renew(first, cast.adviser)
    mail = Message.objects.filter(kind=Kind.SOURCE_ADDED).first()
    assert mail is not None
    assert mail.subject == "Nieuwe versie: Woonzorgvisie"
    assert CHANGED in mail.body
    assert mail.digest


def test_the_newest_stands_there_once_with_the_earlier_ones(cast: Cast, first: Source, client: Client) -> None:
    third = renew(renew(first, cast.adviser), cast.contact, changed="Een <b>kaart</b> erbij.")
    [piece] = versions(list(first.trajectory.sources.here()), now())
    assert piece.source == third
    assert [each.changed for each in piece.earlier] == [CHANGED, ""]
    client.force_login(cast.group_member)
    page = client.get(reverse("gathering:sources", args=[first.trajectory.slug])).content.decode()
    assert page.count("<h3") == 1
    assert "Een &lt;b&gt;kaart&lt;/b&gt; erbij." in page
    assert CHANGED in page


def test_who_may_not_read_the_newest_reads_the_earlier_one(cast: Cast, first: Source) -> None:
    renew(first, cast.adviser, access="embargo", embargo_until=localdate() + timedelta(days=9))
    readable = Source.objects.visible_to(cast.member, at=now())
    assert [each.source for each in versions(list(readable), now())] == [first]


def test_nobody_gives_a_newer_version_without_saying_what_changed(cast: Cast, first: Source) -> None:
    with pytest.raises(Refused, match="what changed"):
        renew(first, cast.adviser, changed="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=first.pk).update(changed="x")
    assert Source.objects.count() == 1


def test_there_is_one_newest_version(cast: Cast, first: Source) -> None:
    second = renew(first, cast.adviser)
    with pytest.raises(Refused, match="newer version already"):
        renew(first, cast.contact)
    acts.remove_source(second, by=cast.contact, at=now())
    assert renew(first, cast.contact).replaces == first
    with pytest.raises(Refused, match="removed"):
        renew(second, cast.contact)


def test_attack_07_what_is_of_another_subject_is_not_replaced(cast: Cast, first: Source, client: Client) -> None:
    other = a_source(a_trajectory(Stage.WORKING), title="Van een ander", by_adviser=True)
    with pytest.raises(Refused):
        acts.add_source(first.trajectory, **GIVEN, replaces=other, changed=CHANGED, by=cast.contact, at=now())
    client.force_login(cast.contact)
    add = reverse("gathering:add-source", args=[first.trajectory.slug])
    door = reverse("door-page", args=[mint(cast.adviser), "stukken"])
    group_only = a_source(first.trajectory, title="Van de groep")
    for key in (other.pk, "x", "²", 0, "9" * 30):
        assert client.get(f"{add}?opnieuw={key}").status_code == 404, key
        assert client.get(f"{door}?opnieuw={key}").status_code == 404, key
    assert client.get(f"{door}?opnieuw={group_only.pk}").status_code == 404


def test_the_adviser_and_a_member_give_it_on_their_pages(cast: Cast, first: Source, client: Client) -> None:
    door = reverse("door-page", args=[mint(cast.adviser), "stukken"])
    assert f"?opnieuw={first.pk}" in client.get(door).content.decode()
    assert client.post(f"{door}?opnieuw={first.pk}", GIVEN).status_code == 200
    assert client.post(f"{door}?opnieuw={first.pk}", GIVEN | {"changed": CHANGED}).status_code == 302
    second = Source.objects.get(replaces=first)
    assert f"?opnieuw={first.pk}" not in client.get(door).content.decode()
    client.force_login(cast.group_member)
    address = f"{reverse('gathering:add-source', args=[first.trajectory.slug])}?opnieuw={second.pk}"
    assert client.post(address, GIVEN | {"changed": "Nog iets."}).status_code == 302
    assert Source.objects.get(replaces=second).changed == "Nog iets."


@pytest.mark.parametrize("many", [1, 3])
def test_it_is_read_in_as_many_queries_however_many_versions(
    cast: Cast, first: Source, client: Client, many: int
) -> None:
    client.force_login(cast.contact)
    address = reverse("gathering:sources", args=[first.trajectory.slug])
    before, latest = queries(client, address), first
    for _ in range(many):
        latest = renew(latest, cast.contact)
    assert queries(client, address) == before
