"""A visitor hears what goes wrong; so silence means that nothing did."""

import pytest
from playwright.sync_api import Route

from journeys.conftest import Visit
from journeys.visitors import PHONE


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize(
    ("policy", "body", "heard"),
    [
        ("default-src 'none'", '<p style="color: red">red</p>', "the browser complains"),
        ("default-src 'none'; style-src 'unsafe-inline'", "<p>red</p>", "guards /page/ too little"),
        ("", "<p>red</p>", "guards /page/ too little"),
    ],
    ids=["a-style-inline", "a-policy-that-allows-it", "no-policy"],
)
def test_what_breaks_or_misses_the_policy_is_heard(
    *, visit: Visit, scripts: bool, policy: str, body: str, heard: str
) -> None:
    visitor = visit(PHONE, scripts=scripts)

    def answer(route: Route) -> None:
        route.fulfill(headers={"content-type": "text/html", "content-security-policy": policy}, body=body)

    visitor.page.route("**/page/", answer)
    visitor.opens("/page/")
    problems, visitor.problems = visitor.problems, []
    assert any(heard in problem for problem in problems), problems
