"""Mail for members goes only to who is a member when it goes."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from meedenk.mail.entitled import still_entitled
from meedenk.mail.operations import Letter, Reader, letter_to

from .factories import a_member, a_past_member, a_steering_member, a_supporter, a_user

pytestmark = pytest.mark.django_db


def test_attack_12_who_left_between_writing_and_sending_gets_nothing() -> None:
    at = now()
    readers = {
        "member": a_member().user,
        "ended": a_past_member().user,
        "ending": a_member(until=localdate() + timedelta(days=3)).user,
        "steering": a_steering_member().user,
        "support": a_supporter(),
        "visitor": a_user(),
    }
    may = {
        "members": {"member", "ending", "steering"},
        "unanswered": {"member", "ending", "steering"},
        "steering": {"steering"},
        "support": {"support"},
        "the-member": set(readers),
    }
    for audience, expected in may.items():
        for name, user in readers.items():
            message = letter_to(Reader.of(user), Letter("a", "b"), kind="news", audience=audience, at=at)
            assert still_entitled(message, at) is (name in expected), (audience, name)
    late = letter_to(Reader.of(readers["ending"]), Letter("a", "b"), kind="news", audience="members", at=at)
    assert not still_entitled(late, at + timedelta(days=4))
