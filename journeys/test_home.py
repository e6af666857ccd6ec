"""Someone passes by."""

from journeys.conftest import Visit
from journeys.visitors import PHONE, Visitor


def test_the_home_page_opens_at_every_width(visitor: Visitor) -> None:
    visitor.opens("/")
    assert visitor.page.locator("h1").count() == 1
    visitor.looks("home")


def test_the_home_page_needs_no_scripts(visit: Visit) -> None:
    without = visit(PHONE, scripts=False)
    assert without.opens("/").ok
    assert without.page.get_by_role("heading", level=1).is_visible()


def test_a_page_that_is_not_there_helps_on(visit: Visit) -> None:
    visitor = visit(PHONE)
    assert visitor.opens("/is-er-niet/").status == 404
    visitor.looks("not-there")
