"""Pieces: given, asked, late, under embargo, removed."""

import errno
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Cast
from django.conf import settings as house
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.operations import mint
from meedenk.common.refusal import Refused
from meedenk.gathering.models import Source
from meedenk.gathering.operations import sources as acts
from meedenk.gathering.uploads import Upload
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.steps import Audience
from meedenk.trajectories.tests.factories import a_trajectory
from meedenk.trajectories.waiting import waits_of_adviser

from .factories import a_file, a_pdf, a_source, queries

GIVEN = {"title": "Cijfers per dorp", "kind": "figures", "access": "open"}


def give(trajectory: Trajectory, by: object, **more: object) -> Source:
    what = GIVEN | {"upload": Upload(ContentFile(a_pdf()), "pdf")} | more
    return acts.add_source(trajectory, **what, by=by, at=now())


def files() -> list[Path]:
    return [path for path in Path(house.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_piece_is_kept_under_a_name_that_says_nothing_and_the_group_hears_later(
    trajectory: Trajectory, cast: Cast
) -> None:
    source = give(trajectory, cast.contact)
    assert [path.read_bytes() for path in files()] == [a_pdf()]
    assert files()[0].stat().st_mode & 0o077 == 0
    assert "cijfers" not in source.file.name.lower()
    assert len(source.file.name) > 30
    digest = Message.objects.filter(kind=Kind.SOURCE_ADDED, audience=Audience.GROUP, digest=True)
    assert set(digest.values_list("email", flat=True)) == {cast.contact.email, cast.group_member.email}
    assert trajectory.entries.get().facts == {"title": "Cijfers per dorp"}


def test_the_group_and_the_adviser_give_pieces_and_nobody_else(trajectory: Trajectory, cast: Cast) -> None:
    for name, person in cast.items():
        if name in {"group_member", "contact", "adviser"}:
            assert give(trajectory, person).by_adviser is (name == "adviser")
        else:
            with pytest.raises(Refused):
                give(trajectory, person)
    assert Source.objects.count() == len(files()) == 3
    give(trajectory, cast.support, on_behalf_of="Eva Beleid")
    assert trajectory.entries.last().on_behalf_of == "Eva Beleid"


def test_no_piece_is_given_to_a_trajectory_without_a_group(cast: Cast) -> None:
    with pytest.raises(Refused):
        give(a_trajectory(Stage.TAKEN_UP), cast.contact)
    assert not Source.objects.exists()
    assert files() == []


def test_fault_05_on_a_full_disk_neither_a_row_nor_a_file_is_left(
    trajectory: Trajectory, cast: Cast, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    def full(self: FileSystemStorage, name: str, content: object) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    client.force_login(cast.contact)
    address = reverse("gathering:add-source", args=[trajectory.slug])
    with monkeypatch.context() as disk:
        disk.setattr(FileSystemStorage, "_save", full)
        page = client.post(address, GIVEN | {"file": a_file("a.pdf", a_pdf()), "text": "Mijn tekst"})
    assert page.status_code == 200
    html = page.content.decode()
    assert "Mijn tekst" in html
    assert not Source.objects.exists()
    assert not trajectory.entries.exists()
    assert files() == []
    assert client.post(address, GIVEN | {"file": a_file("a.pdf", a_pdf())}).status_code == 302


def test_attack_21_nobody_fills_the_disk_with_pieces(trajectory: Trajectory, cast: Cast) -> None:
    for _ in range(100):
        give(trajectory, cast.adviser)
    with pytest.raises(Refused, match="very many pieces"):
        give(trajectory, cast.adviser)
    assert Source.objects.count() == 100
    give(trajectory, cast.contact)


def test_a_piece_that_was_asked_is_the_one_that_comes(trajectory: Trajectory, cast: Cast) -> None:
    day = localdate() + timedelta(days=5)
    asked = acts.ask_source(
        trajectory, title="Cijfers", kind="figures", promised_by_on=day, by=cast.group_member, at=now()
    )
    message = Message.objects.get(kind=Kind.SOURCE_ASKED, audience=Audience.ADVISER, digest=False)
    assert message.email == trajectory.advisers.get().official.email
    assert "stukken" in {wait.page for wait in waits_of_adviser(trajectory, at=now())}
    give(trajectory, cast.adviser, asked=asked)
    assert Source.objects.get().received_at is not None
    assert "stukken" not in {wait.page for wait in waits_of_adviser(trajectory, at=now())}
    with pytest.raises(Refused, match="already"):
        give(trajectory, cast.adviser, asked=asked)
    assert len(files()) == 1


def test_only_the_group_asks_for_pieces(trajectory: Trajectory, cast: Cast) -> None:
    ask = {"title": "Cijfers", "kind": "figures", "promised_by_on": localdate(), "at": now()}
    for name, person in cast.items():
        if name in {"group_member", "contact"}:
            acts.ask_source(trajectory, **ask, by=person)
        else:
            with pytest.raises(Refused):
                acts.ask_source(trajectory, **ask, by=person)
    with pytest.raises(Refused):
        acts.ask_source(trajectory, **(ask | {"promised_by_on": localdate() - timedelta(days=1)}), by=cast.contact)
    assert Source.objects.count() == 2


def test_a_piece_that_is_late_is_told_once(trajectory: Trajectory, cast: Cast) -> None:
    day = localdate() + timedelta(days=2)
    acts.ask_source(trajectory, title="Cijfers", kind="figures", promised_by_on=day, by=cast.contact, at=now())
    acts.tell_late_sources(now() + timedelta(days=2))
    assert not Message.objects.filter(kind=Kind.SOURCE_LATE).exists()
    for days in (3, 3, 4, 40):
        acts.tell_late_sources(now() + timedelta(days=days))
    late = Message.objects.filter(kind=Kind.SOURCE_LATE)
    assert late.get(audience=Audience.ADVISER, digest=False).email == trajectory.advisers.get().official.email
    assert set(late.filter(audience=Audience.GROUP, digest=True).values_list("email", flat=True)) == {
        cast.contact.email,
        cast.group_member.email,
    }
    assert trajectory.entries.filter(kind=Kind.SOURCE_LATE).count() == 1


def test_who_sees_which_piece(trajectory: Trajectory, cast: Cast) -> None:
    today = localdate()
    opened = a_source(trajectory)
    over = a_source(trajectory, access="embargo", embargo_until=today)
    until = a_source(trajectory, access="embargo", embargo_until=today + timedelta(days=1))
    endless = a_source(trajectory, access="embargo")
    asked = a_source(trajectory, received_at=None, promised_by_on=today)
    a_source(trajectory, removed_at=now())
    for name, person in cast.items():
        seen = set(Source.objects.visible_to(person, at=now()))
        inside = name in {"group_member", "contact", "steering", "support"}
        assert seen == ({opened, over, until, endless, asked} if inside else {opened, over}), name
    assert set(Source.objects.public(now())) == {opened, over}


def test_attack_14_a_file_is_served_by_right_only_and_never_to_be_run(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    source = give(trajectory, cast.contact, access="embargo", title='Nota "één" <b>\r\nX: y')
    address = reverse("gathering:source-file", args=[trajectory.slug, source.pk])
    foreign = reverse("gathering:source-file", args=[a_trajectory(Stage.WORKING).slug, source.pk])
    assert client.get(address).status_code == 404
    for name in ("member", "ended"):
        client.force_login(getattr(cast, name))
        assert client.get(address).status_code == 404, name
    client.force_login(cast.group_member)
    assert client.get(foreign).status_code == 404
    response = client.get(address)
    assert b"".join(response.streaming_content) == a_pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Nota%20%C3%A9%C3%A9n")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert client.post(address).status_code == 405


def test_attack_14_a_removed_file_is_gone_for_everyone(
    trajectory: Trajectory, cast: Cast, client: Client, django_capture_on_commit_callbacks
) -> None:
    source = give(trajectory, cast.contact, link="https://voorbeeld.nl", text="Geheim")
    with django_capture_on_commit_callbacks(execute=True):
        acts.remove_source(source, by=cast.group_member, at=now())
    source.refresh_from_db()
    assert (source.file.name, source.link, source.text) == ("", "", "")
    assert files() == []
    client.force_login(cast.contact)
    assert client.get(reverse("gathering:source-file", args=[trajectory.slug, source.pk])).status_code == 404
    assert "Cijfers per dorp" not in client.get(reverse("gathering:sources", args=[trajectory.slug])).content.decode()
    with pytest.raises(Refused, match="already"):
        acts.remove_source(source, by=cast.group_member, at=now())


def test_the_group_and_staff_remove_and_nobody_else(trajectory: Trajectory, cast: Cast) -> None:
    for name, person in cast.items():
        source = a_source(trajectory)
        if name in {"group_member", "contact", "steering", "support"}:
            acts.remove_source(source, by=person, at=now())
        else:
            with pytest.raises(Refused):
                acts.remove_source(source, by=person, at=now())
        source.refresh_from_db()
        assert (source.removed_at is not None) is (name in {"group_member", "contact", "steering", "support"}), name


def test_when_the_machine_stopped_halfway_the_clock_clears_up(trajectory: Trajectory, cast: Cast) -> None:
    source, kept = give(trajectory, cast.contact), give(trajectory, cast.contact)
    Source.objects.filter(pk=source.pk).update(removed_at=now())
    stray = Path(house.MEDIA_ROOT) / "stukken" / "niemand"
    stray.write_bytes(b"x")
    acts.forget_removed_files(now())
    acts.forget_stray_files(now())
    assert len(files()) == 2
    acts.forget_stray_files(now() + timedelta(days=2))
    assert [path.name for path in files()] == [kept.file.name.rpartition("/")[2]]


def test_after_a_mistake_the_text_is_there_and_the_file_is_asked_again(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    client.force_login(cast.contact)
    address = reverse("gathering:add-source", args=[trajectory.slug])
    page = client.post(address, {"title": "Mijn titel", "file": a_file("a.pdf", a_pdf())})
    assert page.status_code == 200
    assert page.context["form"]["title"].value() == "Mijn titel"
    assert len(page.context["form"].errors["file"]) == 1
    assert client.post(address, GIVEN).context["form"].errors["file"]
    assert not Source.objects.exists()


def test_attack_26_of_a_file_beyond_the_limit_nothing_is_kept_and_the_reader_hears_the_limit(
    trajectory: Trajectory, cast: Cast, client: Client, settings
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    client.force_login(cast.contact)
    address = reverse("gathering:add-source", args=[trajectory.slug])
    page = client.post(address, GIVEN | {"file": a_file("a.pdf", a_pdf() + b" " * 1_500_000)})
    assert page.status_code == 200
    assert "1 MB" in page.context["form"].errors["file"][0]
    assert client.post(address, GIVEN | {"file": a_file("a.pdf", b" " * 5_000_000)}).status_code == 400
    many = {f"file{place}": BytesIO(b"x") for place in range(30)}
    assert client.post(address, GIVEN | many).status_code == 400
    assert files() == []


def test_attack_28_a_link_is_never_fetched_and_only_leads_to_the_web(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    client.force_login(cast.contact)
    address = reverse("gathering:add-source", args=[trajectory.slug])
    for link in ("javascript:alert(1)", "data:text/html,x", "ftp://voorbeeld.nl/x", "file:///etc/passwd"):
        assert client.post(address, GIVEN | {"link": link}).status_code == 200, link
    assert not Source.objects.exists()
    assert client.post(address, GIVEN | {"link": "http://127.0.0.1:1/x"}).status_code == 302


def test_attack_07_the_adviser_answers_no_question_of_another_trajectory(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    other = a_source(a_trajectory(Stage.WORKING), received_at=None, text="", promised_by_on=localdate())
    address = reverse("door-page", args=[mint(cast.adviser), "stukken"])
    assert client.get(f"{address}?stuk={other.pk}").status_code == 200
    assert client.post(f"{address}?stuk={other.pk}", GIVEN | {"file": a_file("a.pdf", a_pdf())}).status_code == 302
    other.refresh_from_db()
    assert other.received_at is None
    assert trajectory.sources.get().by_adviser
    with pytest.raises(Refused):
        give(trajectory, cast.contact, asked=other)


def test_attack_01_a_piece_with_an_evil_title_stays_text(trajectory: Trajectory, cast: Cast, client: Client) -> None:
    a_source(trajectory, title="<svg onload=alert(1)>", text="<img src=x onerror=1>", from_whom="<b>")
    client.force_login(cast.contact)
    html = client.get(reverse("gathering:sources", args=[trajectory.slug])).content.decode()
    assert "<svg onload" not in html
    assert "<img src=x" not in html


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    trajectory: Trajectory, cast: Cast, client: Client
) -> None:
    a_source(trajectory)
    client.force_login(cast.contact)
    address = reverse("gathering:sources", args=[trajectory.slug])
    one = queries(client, address)
    for _each in range(2):
        a_source(trajectory)
        a_source(trajectory, received_at=None, text="", promised_by_on=localdate())
    assert queries(client, address) == one
