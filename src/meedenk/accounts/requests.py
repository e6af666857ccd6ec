"""Requests whose sender is known."""

from django.http import HttpRequest

from .models import User


class UserRequest(HttpRequest):
    """What a view behind `login_required` gets."""

    user: User
