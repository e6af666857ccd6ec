"""The pictures that pages draw."""

import pytest

from meedenk.common.templatetags.pieces import clock_rings


@pytest.mark.parametrize(("used", "agreed"), [(0, 0), (3, 0), (0, 56), (56, 56), (90, 56)])
def test_a_clock_is_drawn_for_any_number_of_days(used: int, agreed: int) -> None:
    rings = clock_rings(used, agreed)
    assert rings["agreed"]
    assert bool(rings["over"]) == (used > max(agreed, 1))
