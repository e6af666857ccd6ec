"""Nothing becomes public in one click: who answers sees the whole answer once more, and sends that."""

import re
from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import DjangoAssertNumQueries

from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.common.refusal import Refused
from meedenk.followup.models import Letter, Response
from meedenk.followup.operations import responding as operations
from meedenk.followup.queries import answers, draft, fingerprint
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .factories import a_delivered_advice, replies, typed


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    return a_delivered_advice(trajectory)


@pytest.fixture
def office(cast: Cast, client: Client) -> tuple[str, str]:
    """Where the office answers, and where it looks once more."""
    token = mint(cast.office)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return reverse("door", args=[token]), reverse("door-page", args=[token, "klopt"])


def kept(
    advice: Advice, given: tuple[str, ...] = ("adopted", "partly", "later"), reason: str = "Omdat.", **more: Any
) -> Letter:
    said = replies(advice, given, reason=reason)
    return operations.keep_draft(advice, replies=said, reference="", text="", at=now(), **more)


def seen_on(page: str) -> str:
    """The fingerprint that stands on the page; empty when there was nothing to see yet."""
    field = re.search(r'<input[^>]*name="seen"[^>]*>', page)
    assert field
    return re.sub(r'.*value="([^"]*)".*|.*', r"\1", field[0])


def test_the_send_button_sends_nothing_and_shows_the_whole_answer(
    client: Client, advice: Advice, office: tuple[str, str]
) -> None:
    form, look = office
    step = client.post(form, typed(advice) | {"act": "send", "text": "Dank voor uw advies.", "reference": "CB-12"})
    assert (step.status_code, step["Location"]) == (302, look)
    assert not Letter.objects.get().received_at
    page = client.get(look).content.decode()
    for told in (
        "Aanbeveling 1",
        "Aanbeveling 3",
        "Omdat het kan.",
        "Dank voor uw advies.",
        "CB-12",
        "Bureau Wethouder",
    ):
        assert told in page
    assert not Message.objects.exists()
    sent = client.post(look, {"seen": seen_on(page)})
    assert (sent.status_code, sent["Location"]) == (302, form)
    assert answers([advice])[advice.pk] == ["adopted", "partly", "awaiting"]
    assert client.get(look)["Location"] == form
    assert client.get(form).status_code == 200


def test_looking_changes_nothing_and_without_a_draft_there_is_nothing_to_look_at(
    client: Client, advice: Advice, office: tuple[str, str]
) -> None:
    form, look = office
    assert client.get(look)["Location"] == form
    kept(advice)
    assert client.get(look).status_code == 200
    advice.trajectory.refresh_from_db()
    assert advice.trajectory.stage == Stage.DELIVERED


@pytest.mark.parametrize("given", ["partly", "rejected"])
def test_what_is_not_adopted_as_it_is_needs_a_reason(
    client: Client, cast: Cast, advice: Advice, office: tuple[str, str], given: str
) -> None:
    form, look = office
    said = typed(advice, ("adopted", given, "later"), reason="")
    second = advice.recommendations.get(order=2)
    page = client.post(form, said | {"act": "send", "text": "Dit typte ik."}).content.decode()
    assert f'id="id_reason-{second.pk}_error"' in page
    assert "Dit typte ik." in page
    assert not Letter.objects.exists()
    assert client.post(form, said | {"act": "keep"}).status_code == 302
    letter = draft(advice)
    assert letter
    with pytest.raises(Refused, match=r"recommendation 2\."):
        operations.respond(advice, seen=fingerprint(letter), by=cast.office, at=now())
    assert not Response.objects.given().exists()
    assert client.post(look, {"seen": fingerprint(letter)}).status_code == 200
    assert not Response.objects.given().exists()


def test_the_refusal_names_every_number_that_lacks_a_reason(cast: Cast, advice: Advice) -> None:
    letter = kept(advice, ("partly", "rejected", "rejected"), reason="  ")
    with pytest.raises(Refused, match="recommendations 1, 2 and 3"):
        operations.respond(advice, seen=fingerprint(letter), by=cast.office, at=now())


def test_attack_34_what_changed_since_the_last_look_is_shown_before_it_is_sent(
    client: Client, cast: Cast, advice: Advice, office: tuple[str, str]
) -> None:
    _form, look = office
    kept(advice, reason="Zoals ik het zag.")
    seen = seen_on(client.get(look).content.decode())
    kept(advice, reason="Zoals een collega het schreef.")
    page = client.post(look, {"seen": seen})
    assert page.status_code == 200
    assert "Zoals een collega het schreef." in page.content.decode()
    assert not Response.objects.given().exists()
    assert client.post(look, {"seen": seen_on(page.content.decode())}).status_code == 302
    assert Response.objects.given().first().reason == "Zoals een collega het schreef."


def test_the_fingerprint_follows_every_word(advice: Advice) -> None:
    first = fingerprint(kept(advice))
    assert fingerprint(kept(advice)) == first
    other = [
        kept(advice, ("adopted", "partly", "adopted")),
        kept(advice, reason="Anders."),
        operations.keep_draft(advice, replies=replies(advice), reference="x", text="", at=now()),
        operations.keep_draft(advice, replies=replies(advice), reference="", text="x", at=now()),
        operations.keep_draft(advice, replies=replies(advice), reference="", text="", at=now(), on_behalf_of="x"),
        operations.keep_draft(advice, replies=replies(advice), reference="", text="", at=now(), dated_on=localdate()),
    ]
    assert len({first, *(fingerprint(each) for each in other)}) >= 2


def test_under_embargo_the_last_look_says_from_when_it_is_read(
    client: Client, advice: Advice, office: tuple[str, str]
) -> None:
    kept(advice)
    assert "at once, on our site" in client.get(office[1]).content.decode()
    Delivery.objects.update(embargo_until=now() + timedelta(days=3))
    page = client.get(office[1]).content.decode()
    assert "at once, on our site" not in page
    assert "Everyone can read it from" in page


def test_support_writes_down_a_letter_by_name_and_date_and_looks_once_more(
    client: Client, cast: Cast, advice: Advice
) -> None:
    client.force_login(cast.support)
    form, look = (reverse(f"followup:{name}", args=[advice.trajectory.slug]) for name in ("respond", "look"))
    said = typed(advice) | {"act": "send"}
    nameless = client.post(form, said)
    assert nameless.context["form"].errors["on_behalf_of"]
    assert nameless.context["form"].errors["received_on"]
    assert nameless.context["form"]["received_on"].initial == localdate()
    said |= {"on_behalf_of": "Het college"}
    today, tomorrow, before = ((localdate() + timedelta(days=days)).isoformat() for days in (0, 1, -1))
    for dated, received in ((tomorrow, today), (today, tomorrow), (today, before)):
        refused = client.post(form, said | {"dated_on": dated, "received_on": received})
        assert refused.status_code == 200
    assert not Letter.objects.exists()
    dated = {"dated_on": today, "received_on": today}
    assert client.post(form, said | dated)["Location"] == look
    page = client.get(look).content.decode()
    assert "Het college" in page
    assert client.post(look, {"seen": seen_on(page)}).status_code == 302
    entry = advice.trajectory.entries.get()
    assert (entry.on_behalf_of, entry.by) == ("Het college", cast.support)
    assert Letter.objects.get().dated_on == localdate()


def test_a_letter_on_paper_counts_on_the_day_on_which_it_was_received(
    client: Client, cast: Cast, advice: Advice
) -> None:
    received = localdate() - timedelta(days=4)
    letter = kept(advice, on_behalf_of="Het college", dated_on=received, received_on=received)
    operations.respond(advice, seen=fingerprint(letter), by=cast.support, at=now())
    letter.refresh_from_db()
    assert letter.received_at
    assert localdate(letter.received_at) == received
    assert localdate(advice.trajectory.entries.get().at) == localdate()


def test_what_the_office_sends_by_its_link_counts_at_that_moment(cast: Cast, advice: Advice) -> None:
    letter = kept(advice, on_behalf_of="Het college", received_on=localdate() - timedelta(days=4))
    at = now()
    operations.respond(advice, seen=fingerprint(letter), by=cast.office, at=at)
    letter.refresh_from_db()
    assert (letter.received_at, letter.received_on) == (at, None)


@pytest.mark.parametrize("recommendations", [1, 3])
def test_the_last_look_takes_a_fixed_number_of_queries(
    client: Client,
    cast: Cast,
    trajectory: Trajectory,
    recommendations: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    advice = a_delivered_advice(trajectory, recommendations=recommendations)
    kept(advice, ("adopted",) * recommendations)
    look = reverse("door-page", args=[mint(cast.office), "klopt"])
    client.get(look)
    with django_assert_num_queries(8):
        client.get(look)


def test_what_the_office_says_first_is_read_above_the_answers_by_everyone(
    client: Client, cast: Cast, advice: Advice
) -> None:
    said = {"replies": replies(advice), "reference": "CB-12", "text": "Dank <b>u</b> wel.", "at": now()}
    letter = operations.keep_draft(advice, **said)
    assert "Dank" not in client.get(advice.get_absolute_url()).content.decode()
    operations.respond(advice, seen=fingerprint(letter), by=cast.office, at=now())
    page = client.get(advice.get_absolute_url()).content.decode()
    assert "Dank &lt;b&gt;u&lt;/b&gt; wel." in page
    assert "CB-12" in page


def test_attack_34_two_who_write_at_once_lose_nothing(client: Client, advice: Advice, office: tuple[str, str]) -> None:
    form, look = office
    opened = seen_on(client.get(form).content.decode())
    kept(advice, reason="Van mijn collega.")
    mine = typed(advice, reason="Van mij.") | {"act": "send", "seen": opened}
    page = client.post(form, mine)
    assert page.status_code == 200
    both = page.content.decode()
    assert both.count("Van mijn collega.") == both.count("Van mij.") == 3
    assert set(Response.objects.values_list("reason", flat=True)) == {"Van mijn collega."}
    assert client.post(form, mine | {"seen": seen_on(both)})["Location"] == look
    assert set(Response.objects.values_list("reason", flat=True)) == {"Van mij."}
