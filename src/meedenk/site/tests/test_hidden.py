"""What someone may not see leaves no trace, also not in the page that says it is not there."""

import re

import pytest
from conftest import Cast
from django.test import Client

from meedenk.followup.tests.factories import a_delivered_advice
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory


@pytest.mark.parametrize("language", ["nl", "en"])
def test_attack_13_a_hidden_page_is_the_same_as_one_that_never_was(cast: Cast, client: Client, language: str) -> None:
    a_trajectory(Stage.ASKED, slug="geheime-vraag", title="Een vraag van Jan de Vries")
    advice = a_delivered_advice()
    type(advice).objects.update(published_at=None)
    never = re.sub(r"\d", "9", advice.number)  # as long as the other, for the page names the address it was asked for
    hidden_and_absent = [
        ("/trajecten/geheime-vraag/", "/trajecten/nooit-geweest/"),
        (f"/adviezen/{advice.number}/", f"/adviezen/{never}/"),
        (f"/adviezen/{advice.number}/advies.pdf", f"/adviezen/{never}/advies.pdf"),
    ]
    for hidden, absent in hidden_and_absent:
        found, nothing = (client.get(address, headers={"accept-language": language}) for address in (hidden, absent))
        assert found.status_code == nothing.status_code == 404
        assert _without_its_own_address(found.content.decode(), hidden) == _without_its_own_address(
            nothing.content.decode(), absent
        )
        assert "Jan de Vries" not in found.content.decode()
        assert dict(found.headers) | {"X-Request-Id": ""} == dict(nothing.headers) | {"X-Request-Id": ""}


def _without_its_own_address(page: str, address: str) -> str:
    """A page names the address it was asked for and carries a token of its own; the rest is compared."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page).replace(address, "")
