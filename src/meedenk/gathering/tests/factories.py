"""Activities, polls and pieces for tests."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from PIL import Image

from meedenk.gathering.models import Activity, DateOption, DatePoll, Source
from meedenk.gathering.uploads import CONTENT_TYPES
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.steps import Audience

ABOUT = {"kind": "conversation", "title": "Gesprek aan de keukentafel", "why": "Thuis praat je makkelijker."}


def an_activity(trajectory: Trajectory, *, days: float = 7, **more: Any) -> Activity:
    """An activity `days` from now; in the past it is held unless told otherwise."""
    state = more.pop("state", Activity.State.HELD if days < 0 else Activity.State.PLANNED)
    return Activity.objects.create(
        trajectory=trajectory, starts_at=now() + timedelta(days=days), state=state, **(ABOUT | more)
    )


def moments(at: datetime, *days: int) -> list[datetime]:
    return [(at + timedelta(days=each)).replace(hour=18, minute=30, second=0, microsecond=0) for each in days]


def a_poll(trajectory: Trajectory, *, guests: tuple[tuple[str, str], ...] = (), **more: Any) -> DatePoll:
    """An open poll with three dates, for the group, the adviser and `guests`."""
    activity = Activity.objects.create(trajectory=trajectory, **(ABOUT | {"with_adviser": True} | more))
    for name, email in guests:
        activity.guests.create(name=name, email=email)
    poll = DatePoll.objects.create(activity=activity, closes_at=now() + timedelta(days=5))
    DateOption.objects.bulk_create(DateOption(poll=poll, starts_at=each) for each in moments(now(), 10, 12, 14))
    return poll


def a_source(trajectory: Trajectory, **more: Any) -> Source:
    facts = {"title": "Cijfers per dorp", "text": "Twaalf mensen.", "received_at": now()} | more
    return Source.objects.create(trajectory=trajectory, **facts)


def queries(client: Client, address: str) -> int:
    """How many queries the page takes once sessions and the like are warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def told_at_once(kind: str) -> set[str]:
    """The addresses of those invited who hear of `kind` at once."""
    found = Message.objects.filter(kind=kind, audience=Audience.INVITED, digest=False)
    return set(found.values_list("email", flat=True))


def a_file(name: str, content: bytes, content_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def a_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def an_odt(**parts: bytes) -> bytes:
    return _zip([("mimetype", CONTENT_TYPES["odt"].encode()), ("content.xml", b"<x/>"), *parts.items()])


def a_docx(**parts: bytes) -> bytes:
    types = b"<Types>application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml</Types>"
    return _zip([("[Content_Types].xml", types), ("word/document.xml", b"<w/>"), *parts.items()])


def a_picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), **more: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (10, 98, 98)).save(out, form, **more)
    return out.getvalue()


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return out.getvalue()
