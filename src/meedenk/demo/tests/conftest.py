"""The full house, for the tests that look around in it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils.timezone import now
from pytest_django import DjangoDbBlocker

from meedenk.demo.content import build


@pytest.fixture(scope="module")
def full_house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo is built once for a module, and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(at=now())
        yield
        transaction.set_rollback(True)
