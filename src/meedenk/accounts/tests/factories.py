"""Visitors for tests."""

import re
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from meedenk.accounts.models import User
from meedenk.mail.models import Message

_places = count(1)


def a_visitor(**more: Any) -> Client:
    """A browser in a place where nobody was before."""
    number = next(_places)
    return Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", **more)


def the_code(email: str) -> str:
    """The code in the last mail to `email`."""
    body = Message.objects.filter(kind="sign-in-code", email=email).latest("pk").body
    found = re.search(r"[A-Z]{4}-[A-Z]{4}", body)
    assert found, body
    return found.group()


def signed_in(user: User, visitor: Client | None = None, **asked: str) -> Client:
    """A browser in which `user` went through the pages with the code from the mail; a second lock still waits."""
    visitor = visitor or a_visitor()
    visitor.post(reverse("account_login"), {"email": user.email} | asked)
    response = visitor.post(reverse("account_code"), {"code": the_code(user.email)})
    assert response.status_code == 302, response.content
    return visitor
