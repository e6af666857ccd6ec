"""What goes out by mail about gathering."""

from datetime import timedelta

from conftest import Cast
from django.core.mail import EmailMessage
from django.test import Client
from django.utils.timezone import localdate, now

from meedenk.gathering.operations.activities import plan_activity
from meedenk.gathering.operations.sources import ask_source
from meedenk.mail import delivery
from meedenk.mail.carriers import BeforeAccepting
from meedenk.mail.models import Message, State
from meedenk.trajectories.models import Trajectory

from .factories import ABOUT


class Tray:
    """Takes every mail and keeps it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def carry(self, mail: EmailMessage, before: BeforeAccepting) -> None:
        before()
        self.mails.append(mail)


def deliver() -> list[EmailMessage]:
    tray = Tray()
    delivery.deliver(tray, now)
    return tray.mails


def test_the_button_opens_the_page_where_the_adviser_sends_the_piece(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    ask_source(trajectory, title="Cijfers", kind="figures", promised_by_on=localdate(), by=cast.contact, at=now())
    [sent] = deliver()
    address = next(word for word in sent.body.split() if "/p/" in word)
    assert address.rstrip(".").endswith("/stukken/")
    page = client.get(address[address.index("/p/") :])
    assert page.status_code == 200
    assert "Cijfers" in page.content.decode()


def test_an_invitation_carries_a_calendar_file(trajectory: Trajectory, cast: Cast) -> None:
    starts_at = now() + timedelta(days=9)
    plan_activity(
        trajectory, **ABOUT, starts_at=starts_at, guests=[("Mo", "mo@voorbeeld.nl")], by=cast.contact, at=now()
    )
    sent_mails = deliver()
    assert len(sent_mails) == 3
    for sent in sent_mails:
        [(name, content, kind)] = sent.attachments
        assert (name, kind) == ("afspraak.ics", "text/calendar")
        assert "BEGIN:VCALENDAR" in content


def test_attack_12_who_left_meanwhile_is_not_invited_any_more(trajectory: Trajectory, cast: Cast) -> None:
    plan_activity(trajectory, **ABOUT, starts_at=now() + timedelta(days=9), by=cast.contact, at=now())
    cast.group_member.member.seats.update(until=localdate())
    assert not [sent for sent in deliver() if cast.group_member.email in sent.to[0]]
    assert Message.objects.get(user=cast.group_member).state == State.DROPPED
