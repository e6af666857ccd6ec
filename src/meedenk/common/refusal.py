"""Saying no in words for the reader."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest


class Refused(Exception):
    """What was asked may not be now. The text is one sentence for the reader: what is wrong and what to do."""


@contextmanager
def refusal_as_message(request: HttpRequest) -> Iterator[None]:
    """A refusal inside the block becomes a message on the page that is shown next; nothing else is caught."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
