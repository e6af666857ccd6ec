"""People for tests, each in one line."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils.timezone import localdate

from meedenk.accounts.models import User
from meedenk.people.models import Department, Member, Official, SteeringSeat, SupportAssignment, SupportKind, Term

_numbers = count(1)


def a_user(name: str = "", **more: Any) -> User:
    number = next(_numbers)
    name = name or f"Bewoner {number}"
    return User.objects.create_user(more.pop("email", f"bewoner{number}@voorbeeld.nl"), name, **more)


def a_member(name: str = "", *, since: date | None = None, until: date | None = None, **more: Any) -> Member:
    """A member with an account; the term began a year ago and has no end unless told otherwise."""
    user = a_user(name)
    member = Member.objects.create(user=user, name=user.name, **more)
    Term.objects.create(member=member, since=since or localdate() - timedelta(days=365), until=until)
    return member


def a_past_member(name: str = "") -> Member:
    return a_member(name, until=localdate() - timedelta(days=1))


def a_steering_member(name: str = "") -> Member:
    member = a_member(name)
    SteeringSeat.objects.create(member=member, since=localdate() - timedelta(days=100), roles=["coordinator"])
    a_second_lock(member.user)
    return member


def a_supporter(name: str = "", kind: SupportKind = SupportKind.SECRETARIAL) -> User:
    user = a_user(name)
    SupportAssignment.objects.create(user=user, kind=kind, since=localdate() - timedelta(days=100))
    a_second_lock(user)
    return user


def a_second_lock(user: User) -> Authenticator:
    """What staff need before anything opens: an app with codes."""
    return TOTP.activate(user, generate_totp_secret()).instance


def a_department(name: str = "Wmo") -> Department:
    return Department.objects.get_or_create(name=name)[0]


def an_official(name: str = "Eva Beleid", **more: Any) -> Official:
    email = more.pop("email", f"official{next(_numbers)}@gemeente.voorbeeld.nl")
    return Official.objects.create(name=name, email=email, department=a_department(), **more)
