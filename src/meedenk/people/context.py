"""For templates: what the reader is in the group."""

from django.http import HttpRequest
from django.utils.timezone import localdate

from .standing import OUTSIDE, Standing
from .standing import standing as standing_of


def standing(request: HttpRequest) -> dict[str, Standing]:
    """`{{ standing }}` of whoever asks, today; outside when the page failed before anyone was known."""
    user = getattr(request, "user", None)
    return {"standing": standing_of(user, localdate()) if user else OUTSIDE}
