"""The package for the archive: all that everyone could read, and nothing of anyone."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from conftest import Cast
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pypdf import PdfReader

from meedenk.accounts.models import User
from meedenk.advice.models import Advice
from meedenk.advice.question import question_paper
from meedenk.agenda.tests.factories import a_concern
from meedenk.followup.archiving import archive
from meedenk.followup.models import Account, Commitment
from meedenk.followup.operations import checks, closing
from meedenk.followup.operations.checks import Told
from meedenk.followup.queries import open_checks
from meedenk.gathering.tests.factories import a_source
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.operations.ending import stop
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

from .factories import a_commitment, agreed, an_answered_advice

WHOLE = {name: f"Over {name}." for name in (*Account.STORY, *Account.SHORT)}

LATER = timedelta(days=100)


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    """A finished subject with everything that can happen to one."""
    advice = an_answered_advice(trajectory, by=cast.office)
    advice.adopted = dict(advice.adopted or {}) | {"question": trajectory.question}
    stored = default_storage.save("adviezen/een.pdf", ContentFile(question_paper(advice)))
    Advice.objects.filter(pk=advice.pk).update(pdf=stored, adopted=advice.adopted)
    view = advice.perspectives.create(title="Het kan anders", text="Zo zie ik het.")
    view.held_by.add(cast.contact.member)
    advice.trajectory.concerns.add(a_concern(teller={"name": "Truus Teller", "email": "truus@voorbeeld.nl"}))
    a_commitment(advice, by=cast.steering)
    agreed(advice, by=cast.steering)
    later = now() + LATER
    checks.ask_checks(later)
    for check in open_checks(advice.trajectory, "executor@voorbeeld.nl"):
        checks.answer_check(check, Told("stuck", "Het geld is op."), by=cast.support, at=later, on_behalf_of="Wmo")
    draft = closing.keep_account(advice.trajectory, WHOLE, seen=0)
    closing.publish_account(advice.trajectory, seen=draft.version, by=cast.steering, at=later)
    advice.refresh_from_db()
    return advice


def opened(trajectory: Trajectory) -> zipfile.ZipFile:
    found = Trajectory.objects.get(pk=trajectory.pk)
    return zipfile.ZipFile(io.BytesIO(b"".join(archive(found, at=now()))))


def words(packed: zipfile.ZipFile, name: str) -> str:
    if not name.endswith(".pdf"):
        return packed.read(name).decode()
    pages = PdfReader(io.BytesIO(packed.read(name))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_holds_the_whole_thread_with_what_archives_ask_for(advice: Advice) -> None:
    packed = opened(advice.trajectory)
    assert packed.testzip() is None
    files = {name for name in packed.namelist() if not name.endswith(".xml")}
    assert files == {
        "LEESMIJ.txt",
        "vraag.txt",
        "advies.pdf",
        "adviesaanvraag.pdf",
        "antwoord.pdf",
        "uitvoering.pdf",
        "verantwoording.pdf",
        "logboek.csv",
    }
    for name in files - {"LEESMIJ.txt"}:
        stem = name.rpartition(".")[0]
        ET.fromstring(packed.read(f"{stem}.mdto.xml"))  # noqa: S314 - we wrote it ourselves
        assert hashlib.sha256(packed.read(name)).hexdigest() in packed.read(f"{stem}.bestand.mdto.xml").decode()
    dossier = packed.read("dossier.mdto.xml").decode()
    assert "<begripLabel>Dossier</begripLabel>" in dossier
    assert dossier.count("<bevatOnderdeel>") == len(files) - 1
    assert "Omdat het kan." in words(packed, "antwoord.pdf")
    assert "Het geld is op." in words(packed, "uitvoering.pdf")
    assert all(text in words(packed, "verantwoording.pdf") for text in WHOLE.values())
    rows = list(csv.DictReader(io.StringIO(packed.read("logboek.csv").decode("utf-8-sig"))))
    assert list(rows[0]) == ["moment", "gebeurtenis", "wat"]
    assert rows[-1]["gebeurtenis"]


def test_the_same_subject_gives_the_same_bytes(advice: Advice) -> None:
    found = Trajectory.objects.get(pk=advice.trajectory_id)
    first = b"".join(archive(found, at=now() + LATER))
    assert first == b"".join(archive(found, at=now() + timedelta(days=300)))


def test_attack_08_and_40_nobody_is_in_it(cast: Cast, advice: Advice) -> None:
    a_source(advice.trajectory, title="Onder embargo", access="embargo", text="Vertrouwelijk stuk")
    packed = opened(advice.trajectory)
    everything = " ".join(words(packed, name) for name in packed.namelist())
    people = [person.name for name, person in cast.items() if hasattr(person, "name") and name != "executor"]
    house = "adviesgroep@voorbeeld.nl"
    for told in (*people, "Truus Teller", "Wim Wmo", "Vertrouwelijk stuk", "Eva Beleid"):
        assert told not in everything, told
    assert "@" not in everything.replace(house, ""), "no address but that of the house"
    assert Commitment.objects.get().email not in everything


def test_what_everyone_could_read_is_in_it_with_its_own_name(advice: Advice) -> None:
    a_source(advice.trajectory, title="=cmd|' /C calc'!A0 ../..", text="Voor iedereen")
    packed = opened(advice.trajectory)
    beside = [name for name in packed.namelist() if name.startswith("stukken/") and name.endswith(".txt")]
    assert len(beside) == 1
    assert ".." not in beside[0]
    assert words(packed, beside[0]) == "Voor iedereen\r\n"


def test_attack_24_no_cell_of_the_log_is_a_formula(cast: Cast) -> None:
    trajectory = a_trajectory(Stage.WORKING)
    stop(trajectory, reason="=1+1", by=cast.steering, at=now())
    rows = csv.reader(io.StringIO(opened(trajectory).read("logboek.csv").decode("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_what_was_stopped_has_a_package_too(cast: Cast, trajectory: Trajectory) -> None:
    stop(trajectory, reason="De gemeente ging niet door.", by=cast.steering, at=now())
    packed = opened(trajectory)
    files = [name for name in packed.namelist() if not name.endswith(".xml")]
    assert files == ["LEESMIJ.txt", "vraag.txt", "logboek.csv"]
    assert "De gemeente ging niet door." in words(packed, "logboek.csv")
    assert trajectory.question in words(packed, "vraag.txt")


def test_while_it_runs_there_is_nothing_to_hand_in(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    with pytest.raises(ValueError, match="finished"):
        archive(trajectory, at=now())
    client.force_login(cast.steering)
    page, package = (reverse(f"followup:{name}", args=[trajectory.slug]) for name in ("archive", "archive-package"))
    assert package not in client.get(page).content.decode()
    assert client.get(package).status_code == 404


def test_attack_14_only_staff_have_it(cast: Cast, advice: Advice, client: Client) -> None:
    slug = advice.trajectory.slug
    for name, person in cast.items():
        client.logout()
        if isinstance(person, User):
            client.force_login(person)
        inside = name in {"steering", "support"}
        for page in ("archive", "archive-package"):
            found = client.get(reverse(f"followup:{page}", args=[slug]))
            if found.streaming:
                assert b"".join(found.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
            away = 404 if isinstance(person, User) else 302
            assert found.status_code == (200 if inside else away), (name, page)
        if isinstance(person, User) and name != "ended":
            overview = client.get(reverse("trajectories:workspace", args=[slug])).content.decode()
            assert (reverse("followup:archive", args=[slug]) in overview) is inside, name


def test_reading_it_changes_nothing(cast: Cast, advice: Advice) -> None:
    before, mails = advice.trajectory.entries.count(), Message.objects.count()
    opened(advice.trajectory)
    assert (advice.trajectory.entries.count(), Message.objects.count()) == (before, mails)


def test_it_says_when_it_was_finished(advice: Advice) -> None:
    assert (localdate() + LATER).isoformat() in words(opened(advice.trajectory), "LEESMIJ.txt")
