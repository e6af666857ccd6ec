"""Mail for a group goes only to who sits in it when it goes."""

from conftest import Cast
from django.utils.timezone import now

from meedenk.mail.entitled import still_entitled
from meedenk.mail.operations import Letter, Reader, letter_to


def test_attack_12_only_who_sits_in_the_group_gets_its_mail(cast: Cast, trajectory) -> None:
    at = now()
    for name, person in cast.items():
        if name == "outsider":
            continue
        reader = Reader.of(person)
        message = letter_to(reader, Letter("a", "b"), kind="news", audience="group", at=at, about=trajectory)
        assert still_entitled(message, at) is (name in {"group_member", "contact"}), name
