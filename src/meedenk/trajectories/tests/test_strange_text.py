"""Attack 30: what keyboards, phones and attackers put into a text."""

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from meedenk.trajectories.models import Choice, GroupMessage, Task, Trajectory

from .factories import a_call

STRANGE = {
    "rtl override": "veilig\u202egnp.exe",
    "zero width": "me\u200bdenk\u200den",
    "emoji": "👩‍🦽🏳️‍🌈",
    "dotted capital i": "İstanbul",
    "half a percent": "100% %s %(what)s {0} {{ x }}",
}
PAGES = {
    "choice": ("what", "why", "left"),
    "support": ("text",),
    "report": ("text",),
    "messages": ("text",),
    "tasks": ("text",),
    "end": ("done", "changed"),
    "stop": ("reason",),
    "agreements": ("text",),
}
VALID = {"kind": "secretarial", "topic": "use", "promised_by": "both", "act": "propose"}


def person_for(page: str, cast: Cast) -> object:
    return cast.steering if page == "stop" else cast.contact


@pytest.mark.parametrize("page", list(PAGES))
@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_attack_30_strange_text_is_kept_as_it_is(
    client: Client, cast: Cast, trajectory: Trajectory, page: str, text: str
) -> None:
    client.force_login(person_for(page, cast))
    sent = VALID | dict.fromkeys(PAGES[page], text)
    assert client.post(reverse(f"trajectories:{page}", args=[trajectory.slug]), sent).status_code == 302
    overview = client.get(reverse("trajectories:workspace", args=[trajectory.slug]))
    assert overview.status_code == 200
    kept = [*Choice.objects.values_list("what"), *Task.objects.values_list("text")]
    kept += GroupMessage.objects.values_list("text")
    assert all(row == (text,) for row in kept)


@pytest.mark.parametrize("page", list(PAGES))
@pytest.mark.parametrize("text", ["a\x00b", "x" * 6000], ids=["null", "long"])
def test_attack_30_what_cannot_be_kept_is_said_in_words(
    client: Client, cast: Cast, trajectory: Trajectory, page: str, text: str
) -> None:
    client.force_login(person_for(page, cast))
    sent = VALID | dict.fromkeys(PAGES[page], text)
    answer = client.post(reverse(f"trajectories:{page}", args=[trajectory.slug]), sent)
    assert answer.status_code == 200
    assert "errors-form" in answer.content.decode()
    assert not trajectory.entries.exists()


@pytest.mark.parametrize("page", list(PAGES))
def test_attack_30_lone_surrogates_do_not_break_a_page(
    client: Client, cast: Cast, trajectory: Trajectory, page: str
) -> None:
    client.force_login(person_for(page, cast))
    body = "&".join(f"{name}=a%ED%A0%80b" for name in PAGES[page])
    body += "".join(f"&{name}={value}" for name, value in VALID.items())
    address = reverse(f"trajectories:{page}", args=[trajectory.slug])
    answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {200, 302}
    assert client.get(reverse("trajectories:workspace", args=[trajectory.slug])).status_code == 200


def test_attack_30_ten_megabytes_are_refused(client: Client, cast: Cast, trajectory: Trajectory) -> None:
    client.force_login(cast.contact)
    address = reverse("trajectories:messages", args=[trajectory.slug])
    answer = client.post(address, {"text": "x" * 10_000_000})
    assert answer.status_code in {400, 413}
    assert not GroupMessage.objects.exists()


def test_attack_30_a_null_in_an_address_finds_nothing_and_breaks_nothing(
    client: Client, cast: Cast, trajectory: Trajectory
) -> None:
    a_call(trajectory)
    client.force_login(cast.steering)
    for name, args, asked in (("sign-ups", [trajectory.slug], "q"), ("explore", [], "thema")):
        assert client.get(reverse(f"trajectories:{name}", args=args), {asked: "a\x00b"}).status_code == 200
