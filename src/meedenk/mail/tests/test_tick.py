"""The clock."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils.timezone import now

from meedenk.common import duties
from meedenk.common.mailserver import MailConsole, MailFolder, MailServer, Safety, mail_goes_to
from meedenk.mail.models import Message, State
from meedenk.mail.queries import oldest_waiting

from .factories import a_message


@pytest.mark.django_db(transaction=True)
def test_one_round_does_the_duties_and_empties_the_outbox_though_a_duty_fails(settings, tmp_path, monkeypatch) -> None:
    settings.MAIL_GOES_TO = MailFolder(tmp_path / "post")
    done = []

    def broken(at) -> None:
        raise ValueError(at)

    def counting(at) -> None:
        done.append(at)

    monkeypatch.setattr(duties, "_duties", [broken, counting])
    for _ in range(3):
        a_message()
    assert oldest_waiting(now()) is not None
    call_command("tick", "--once")
    assert len(done) == 1
    assert oldest_waiting(now()) is None
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert len(list((tmp_path / "post").glob("*.eml"))) == 3


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("smtp://mail.example.nl", MailServer("mail.example.nl", 587, safety=Safety.STARTTLS)),
        ("smtp://jan:a%40b@mail.example.nl:25?tls=no", MailServer("mail.example.nl", 25, "jan", "a@b", Safety.NONE)),
        ("smtps://mail.example.nl?timeout=5", MailServer("mail.example.nl", 465, safety=Safety.TLS, timeout=5)),
        ("file:///var/post", MailFolder("/var/post")),  # type: ignore[arg-type]  # a path is compared
        ("console:", MailConsole()),
    ],
)
def test_where_mail_goes_is_one_address(url: str, place: object) -> None:
    found = mail_goes_to(url)
    assert str(found) == str(place).replace("'/var/post'", "PosixPath('/var/post')")


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.nl", "smtp://", "smtp://a:b", "smtp://a?tls=maybe", "smtp://a?tsl=no", "http://a", "file://a"],
)
def test_nonsense_stops_the_start_with_one_sentence(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MEEDENK_EMAIL_URL must be"):
        mail_goes_to(url)
