"""The mailbox of the demo."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.common.mailserver import MailFolder
from meedenk.mail.carriers import carrier_to
from meedenk.mail.delivery import deliver
from meedenk.mail.operations import Letter, Reader
from meedenk.mail.tests.factories import a_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings, tmp_path: Path) -> Path:
    """A demo to which two mails were sent."""
    settings.DEMO = True
    settings.MAIL_GOES_TO = MailFolder(tmp_path)
    for name in ("Anna", "Bram"):
        letter = Letter(f"Voor {name}", "Lees <b>dit</b>.", button="Lees")
        a_message(Reader(f"{name.lower()}@voorbeeld.nl", name), letter=letter, address="/werk/")
    deliver(carrier_to(settings.MAIL_GOES_TO), now)
    return tmp_path


def test_everyone_reads_the_mails_of_the_demo(client: Client, box: Path) -> None:
    listed = client.get(reverse("demo:mailbox"))
    assert [letter.subject for letter in listed.context["page"]] == ["Voor Bram", "Voor Anna"]
    [only] = client.get(reverse("demo:mailbox"), {"aan": listed.context["people"][0]}).context["page"]
    assert only.subject == "Voor Anna"
    page = client.get(reverse("demo:letter", args=[only.key])).content.decode()
    assert "/werk/" in page
    assert "<b>dit" not in page


def test_the_html_part_stands_alone_under_its_own_policy(client: Client, box: Path) -> None:
    key = client.get(reverse("demo:mailbox")).context["page"][0].key
    seen = client.get(reverse("demo:letter-as-seen", args=[key]))
    assert "sandbox" in seen["Content-Security-Policy"]
    assert "<style>" in seen.content.decode()
    assert "unsafe-inline" not in client.get(reverse("demo:letter", args=[key]))["Content-Security-Policy"]


def test_attack_27_no_path_leads_out_of_the_mailbox(client: Client, box: Path) -> None:
    (box.parent / "geheim.eml").write_text("Subject: geheim\n\ngeheim")
    for key in ("..%2Fgeheim", "../geheim", "..", "%00"):
        assert client.get(f"/demo/post/{key}/").status_code == 404


def test_outside_the_demo_there_is_no_mailbox(client: Client, box: Path, settings) -> None:
    key = client.get(reverse("demo:mailbox")).context["page"][0].key
    settings.DEMO = False
    for page in (
        reverse("demo:mailbox"),
        reverse("demo:letter", args=[key]),
        reverse("demo:letter-as-seen", args=[key]),
    ):
        assert client.get(page).status_code == 404
