"""The letter of the executive is kept with its answer, and everyone can take it along once it was sent."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.operations import mint
from meedenk.advice.models import Advice, Delivery
from meedenk.common.refusal import Refused
from meedenk.followup.models import Letter
from meedenk.followup.operations import responding as operations
from meedenk.followup.queries import fingerprint
from meedenk.gathering.tests.factories import a_pdf
from meedenk.gathering.uploads import looked_into
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .factories import a_delivered_advice, replies, typed


@pytest.fixture
def advice(cast: Cast, trajectory: Trajectory, settings: Any, tmp_path: Any) -> Advice:
    settings.MEDIA_ROOT = tmp_path
    return a_delivered_advice(trajectory)


def files() -> list[str]:
    return default_storage.listdir("brieven")[1] if default_storage.exists("brieven") else []


def a_letter(content: bytes = b"", name: str = "brief.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or a_pdf())


def kept(advice: Advice, **more: Any) -> Letter:
    return operations.keep_draft(advice, replies=replies(advice), reference="", text="", at=now(), **more)


def an_upload(content: bytes = b"") -> Any:
    return looked_into(a_letter(content), megabytes=5)


def test_the_office_sends_its_letter_with_the_answer_and_everyone_can_take_it_along(
    client: Client, cast: Cast, advice: Advice
) -> None:
    token = mint(cast.office)
    form = reverse("door", args=[token])
    look, file = (reverse("door-page", args=[token, page]) for page in ("klopt", "brief"))
    public = reverse("followup:letter", args=[advice.number])
    assert client.get(file).status_code == 404
    assert client.post(form, typed(advice) | {"act": "send", "upload": a_letter()})["Location"] == look
    assert file in client.get(look).content.decode()
    assert b"".join(client.get(file).streaming_content) == a_pdf()
    assert client.get(public).status_code == 404
    client.post(form, typed(advice) | {"act": "keep", "seen": fingerprint(Letter.objects.get())})
    assert len(files()) == 1
    client.post(look, {"seen": fingerprint(Letter.objects.get())})
    response = client.get(public)
    assert b"".join(response.streaming_content) == a_pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert public in client.get(advice.get_absolute_url()).content.decode()
    assert client.get(file).status_code == 404


def test_attack_14_the_draft_of_a_letter_is_for_who_writes_the_answer(
    client: Client, cast: Cast, advice: Advice
) -> None:
    kept(advice, upload=an_upload())
    address = reverse("followup:draft-file", args=[advice.trajectory.slug])
    assert client.get(address).status_code == 302
    for name in ("ended", "member", "group_member", "contact", "steering"):
        client.force_login(getattr(cast, name))
        assert client.get(address).status_code == 404, name
    client.force_login(cast.support)
    assert b"".join(client.get(address).streaming_content) == a_pdf()


def test_attack_08_under_embargo_the_letter_is_not_there_for_outsiders(
    client: Client, cast: Cast, advice: Advice
) -> None:
    Delivery.objects.update(embargo_until=now() + timedelta(days=3))
    letter = kept(advice, upload=an_upload())
    advice.delivery.refresh_from_db()
    operations.respond(advice, seen=fingerprint(letter), by=cast.office, at=now())
    address = reverse("followup:letter", args=[advice.number])
    assert client.get(address).status_code == 404
    client.force_login(cast.member)
    assert b"".join(client.get(address).streaming_content) == a_pdf()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<script>alert(1)</script>", "brief.pdf"),
        (b"%PDF-1.7 zonder einde", "brief.pdf"),
        (a_pdf(), "brief.pdf.exe"),
        (b"\x89PNG\r\n\x1a\n", "brief.png"),
    ],
)
def test_attack_25_what_is_no_pdf_is_not_kept(
    client: Client, cast: Cast, advice: Advice, content: bytes, name: str
) -> None:
    form = reverse("door", args=[mint(cast.office)])
    page = client.post(form, typed(advice) | {"act": "send", "upload": a_letter(content, name), "text": "Getypt."})
    assert page.status_code == 200
    assert page.context["form"].errors["upload"]
    assert "Getypt." in page.content.decode()
    assert not Letter.objects.exists()
    assert files() == []


def test_another_letter_or_none_takes_the_place_of_the_first(
    advice: Advice, django_capture_on_commit_callbacks: Any
) -> None:
    first = kept(advice, upload=an_upload())
    seen = fingerprint(first)
    assert fingerprint(kept(advice)) == seen
    with django_capture_on_commit_callbacks(execute=True):
        second = kept(advice, upload=an_upload(a_pdf() + b"\n"))
    assert fingerprint(second) != seen
    assert files() == [str(second.file.name).partition("/")[2]]
    with django_capture_on_commit_callbacks(execute=True):
        without = kept(advice, without_file=True)
    assert not without.file
    assert files() == []


def test_when_keeping_fails_neither_a_row_nor_a_file_is_left(advice: Advice) -> None:
    Trajectory.objects.filter(pk=advice.trajectory_id).update(stage=Stage.ANSWERED)
    with pytest.raises(Refused):
        kept(advice, upload=an_upload())
    assert not Letter.objects.exists()
    assert files() == []


def test_a_file_that_no_letter_knows_is_gone_after_a_day(advice: Advice) -> None:
    mine = kept(advice, upload=an_upload())
    default_storage.save("brieven/verdwaald", a_letter())
    operations.forget_stray_letters(now())
    assert len(files()) == 2
    operations.forget_stray_letters(now() + timedelta(days=2))
    assert files() == [str(mine.file.name).partition("/")[2]]
