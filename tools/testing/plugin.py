"""What tests need beside the cast; conftest.py loads it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connections
from django.utils.timezone import now

from meedenk.mail.carriers import BeforeAccepting
from meedenk.mail.delivery import deliver

Delivered = Callable[..., list[EmailMessage]]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Tests open and drop databases, which a pool of connections would keep open."""
    settings: dict[str, Any] = connections["default"].settings_dict
    settings["OPTIONS"].pop("pool", None)


class Basket:
    """Takes every mail and keeps it to read."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def carry(self, mail: EmailMessage, before: BeforeAccepting) -> None:
        before()
        self.mails.append(mail)

    def rest(self) -> None:
        pass


@pytest.fixture
def delivered() -> Delivered:
    """`delivered(at=…)` sends what waits in the outbox at that moment, and returns those mails as they went out."""

    def bring(*, at: datetime | None = None) -> list[EmailMessage]:
        basket = Basket()
        while deliver(basket, lambda: at or now()).left:
            pass
        return basket.mails

    return bring
