"""The bundle around an advice: what is in it, what never is, and who may have it."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Cast
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pypdf import PdfReader
from pytest_django import Settings

from meedenk.accounts.models import PersonalLink, User
from meedenk.accounts.operations import mint
from meedenk.advice.bundle import bundle
from meedenk.advice.models import Advice
from meedenk.advice.operations import adopting, publishing
from meedenk.gathering.tests.factories import a_pdf, a_source
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Flow

from .factories import a_delivered_advice, a_published_advice, a_round, an_adopted_advice, an_advice, by, deliver

EVIL = 'Wij]]><b>&amp;"\x00 ' + "lang " * 30


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory) -> Advice:
    return a_published_advice(trajectory, staff=cast.steering)


def opened(advice: Advice) -> zipfile.ZipFile:
    advice = Advice.objects.get(pk=advice.pk)
    return zipfile.ZipFile(io.BytesIO(b"".join(bundle(advice, at=now()))))


def words(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_it_holds_the_advice_the_question_and_what_registers_ask_for(advice: Advice) -> None:
    packed = opened(advice)
    assert packed.testzip() is None
    assert packed.namelist() == [
        "LEESMIJ.txt",
        "dossier.mdto.xml",
        *("advies.pdf", "advies.mdto.xml", "advies.bestand.mdto.xml"),
        *("adviesaanvraag.pdf", "adviesaanvraag.mdto.xml", "adviesaanvraag.bestand.mdto.xml"),
        *("advies.diwoo.xml", "adviesaanvraag.diwoo.xml"),
    ]
    assert packed.read("advies.pdf") == Path(advice.pdf.path).read_bytes()
    assert advice.trajectory.question in words(packed.read("adviesaanvraag.pdf"))
    for name in packed.namelist():
        if name.endswith(".xml"):
            ET.fromstring(packed.read(name))  # noqa: S314 - we wrote it ourselves


def test_the_checksums_are_those_of_the_files_beside_them(advice: Advice) -> None:
    packed = opened(advice)
    for name in ("advies", "adviesaanvraag"):
        said = packed.read(f"{name}.bestand.mdto.xml").decode()
        assert hashlib.sha256(packed.read(f"{name}.pdf")).hexdigest() in said
        assert f"<omvang>{len(packed.read(f'{name}.pdf'))}</omvang>" in said


def test_the_same_advice_gives_the_same_bytes(advice: Advice) -> None:
    later = now() + timedelta(days=400)
    again = Advice.objects.get(pk=advice.pk)
    assert b"".join(bundle(advice, at=now())) == b"".join(bundle(again, at=later))


def test_it_is_explained_in_plain_dutch(advice: Advice) -> None:
    said = opened(advice).read("LEESMIJ.txt").decode()
    for told in ("Voeg advies.pdf bij het voorstel.", "Omschrijving: Advies", "Soort document: Advies", advice.number):
        assert str(told) in said
    assert advice.get_absolute_url() in said
    assert "nog niet openbaar" not in said


def test_before_it_is_public_it_says_so(cast: Cast, trajectory: Trajectory) -> None:
    packed = opened(a_delivered_advice(trajectory, staff=cast.steering))
    assert "nog niet openbaar" in packed.read("LEESMIJ.txt").decode()
    assert "nog niet openbaar" in packed.read("advies.mdto.xml").decode()


def test_an_own_subject_has_no_question(cast: Cast, trajectory: Trajectory) -> None:
    Trajectory.objects.filter(pk=trajectory.pk).update(flow=Flow.UNREQUESTED)
    trajectory.refresh_from_db()
    packed = opened(a_published_advice(trajectory, staff=cast.steering))
    assert "adviesaanvraag.pdf" not in packed.namelist()
    assert "Er is geen aanvraag: dit was een eigen onderwerp." in packed.read("LEESMIJ.txt").decode()


def test_what_came_with_the_question_is_in_it_when_it_is_public(advice: Advice) -> None:
    stored = default_storage.save("stukken/een", ContentFile(a_pdf()))
    a_source(advice.trajectory, title="../../Beleid & nota", file=stored, format="pdf", text="", by_adviser=True)
    a_source(advice.trajectory, title="Brief", text="Beste groep", by_adviser=True)
    a_source(advice.trajectory, title="Website", text="", link="https://gemeente.voorbeeld.nl/x", by_adviser=True)
    a_source(advice.trajectory, title="Onder embargo", access="embargo", by_adviser=True)
    a_source(advice.trajectory, title="Van de groep zelf")
    a_source(advice.trajectory, title="Zoekgeraakt", file="stukken/weg", format="pdf", by_adviser=True)
    packed = opened(advice)
    beside = [name for name in packed.namelist() if name.startswith("bij-de-aanvraag/") and not name.endswith(".xml")]
    assert [name[20:] for name in beside] == [" Beleid nota.pdf", " Brief.txt"]
    assert packed.read(beside[0]) == a_pdf()
    said = packed.read("LEESMIJ.txt").decode()
    assert "https://gemeente.voorbeeld.nl/x" in said
    assert "embargo" not in said
    default_storage.delete(stored)


def test_attack_27_and_30_hostile_titles_and_questions_survive(cast: Cast, trajectory: Trajectory) -> None:
    Trajectory.objects.filter(pk=trajectory.pk).update(title=EVIL.replace("\x00", "")[:200], question="]]>&<x>" * 500)
    trajectory.refresh_from_db()
    advice = an_advice(trajectory, title=EVIL.replace("\x00", ""))
    advice = a_published_advice_of(advice, cast)
    a_source(trajectory, title="\\..\\x\u202e/etc/passwd", text="a\x07b", by_adviser=True)
    packed = opened(advice)
    assert packed.testzip() is None
    for name in packed.namelist():
        assert ".." not in name
        if name.endswith(".xml"):
            ET.fromstring(packed.read(name))  # noqa: S314 - we wrote it ourselves


def a_published_advice_of(advice: Advice, cast: Cast) -> Advice:
    a_round(advice)
    adopting.adopt(advice, by=by(advice), at=now(), because="Iedereen was erbij.")
    deliver(advice, by=cast.steering)
    publishing.publish(advice, checked=True, by=cast.steering, at=now())
    return advice


def test_no_official_is_named_in_it(advice: Advice) -> None:
    packed = opened(advice)
    official = advice.trajectory.advisers.get().official
    for name in packed.namelist():
        content = packed.read(name)
        said = words(content) if name.endswith(".pdf") else content.decode()
        assert official.name not in said
        assert official.email not in said


def test_attack_08_it_is_for_staff_and_for_everyone_once_it_is_public(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = a_delivered_advice(trajectory, staff=cast.steering)
    address = reverse("advice:bundle", args=[advice.number])
    for name, person in cast.items():
        client.logout()
        if isinstance(person, User):
            client.force_login(person)
        assert status(client, address) == (200 if name in {"steering", "support"} else 404), name
    client.logout()
    publishing.publish(advice, checked=True, by=cast.steering, at=now())
    assert status(client, address) == 200


def test_attack_08_under_embargo_nobody_outside_has_it(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = a_published_advice(trajectory, staff=cast.steering, embargo_until=now() + timedelta(days=2))
    for page in ("advice:bundle", "advice:question", "advice:pdf"):
        assert status(client, reverse(page, args=[advice.number])) == 404


def test_the_adviser_and_the_office_have_it_by_their_link_once_it_was_delivered(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_adopted_advice(trajectory)
    addresses = {name: behind(getattr(cast, name)) for name in ("adviser", "office", "executor")}
    assert {status(client, address) for address in addresses.values()} == {404}
    deliver(advice, by=cast.steering)
    assert {name: status(client, address) for name, address in addresses.items()} == {
        "adviser": 200,
        "office": 200,
        "executor": 404,
    }


def behind(link: PersonalLink) -> str:
    return reverse("door-page", args=[mint(link), "bijlagepakket"])


def status(client: Client, address: str) -> int:
    found = client.get(address)
    if found.streaming:
        assert b"".join(found.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
    return int(found.status_code)


def test_the_pages_lead_to_it(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = a_delivered_advice(trajectory, staff=cast.steering)
    address = reverse("advice:bundle", args=[advice.number])
    adviser = mint(cast.adviser)
    assert "/bijlagepakket/" in client.get(reverse("door", args=[adviser])).content.decode()
    assert "/bijlagepakket/" in client.get(reverse("door", args=[mint(cast.office)])).content.decode()
    assert address not in client.get(advice.get_absolute_url()).content.decode()
    client.force_login(cast.steering)
    for page in ("trajectories:workspace", "advice:attach"):
        assert address in client.get(reverse(page, args=[trajectory.slug])).content.decode()
    client.force_login(cast.group_member)
    assert address not in client.get(reverse("trajectories:workspace", args=[trajectory.slug])).content.decode()
    publishing.publish(advice, checked=True, by=cast.steering, at=now())
    client.logout()
    page = client.get(advice.get_absolute_url()).content.decode()
    assert address in page
    assert reverse("advice:question", args=[advice.number]) in page


def test_without_a_place_in_the_register_there_is_no_diwoo(advice: Advice, settings: Settings) -> None:
    settings.HOUSE = replace(settings.HOUSE, tooi="")
    packed = opened(advice)
    assert not [name for name in packed.namelist() if "diwoo" in name]
    assert "DiWoo" not in packed.read("LEESMIJ.txt").decode()


def test_an_advice_whose_file_is_gone_has_no_bundle(advice: Advice, client: Client) -> None:
    Advice.objects.update(pdf="adviezen/weg.pdf")
    assert client.get(reverse("advice:bundle", args=[advice.number])).status_code == 404


def test_the_day_of_the_question_is_on_it(advice: Advice, client: Client) -> None:
    Trajectory.objects.update(asked_on=localdate() - timedelta(days=90))
    found = client.get(reverse("advice:question", args=[advice.number]))
    assert found["Content-Type"] == "application/pdf"
    assert str((localdate() - timedelta(days=90)).year) in words(found.content)
