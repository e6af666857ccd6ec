"""A list of members from a file."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.people.importing import read, write
from meedenk.people.models import Area, Member, SteeringSeat

from .factories import a_member

HEAD = "name;email;area;phone;paper;topics;since;until;steering\n"


@pytest.fixture
def sheet(tmp_path: Path, rules: None) -> Path:
    Area.objects.create(name="Beijum", kind=Area.Kind.DISTRICT)
    file = tmp_path / "leden.csv"
    file.write_text(
        "\ufeff" + HEAD + "Aaf Bos;Aaf@Voorbeeld.nl;beijum;;;werk en zorg;2026-01-01;2028-01-01;coordinator+connector\n"
        "Ko Vis;;;050 1;ja;;2026-01-01;2027-01-01;\n",
        encoding="utf-8",
    )
    return file


def test_the_preview_writes_nothing(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("people", "import", str(sheet))
    out = capsys.readouterr().out
    assert "Aaf Bos becomes a member" in out
    assert "Nothing has been written" in out
    assert not Member.objects.exists()


def test_sound_rows_become_members_and_a_second_time_changes_nothing(sheet: Path) -> None:
    assert write(read(sheet), at=now()) == 2
    aaf = Member.objects.get(name="Aaf Bos")
    assert (aaf.user.email, str(aaf.area)) == ("aaf@voorbeeld.nl", "Beijum")
    assert SteeringSeat.objects.get().roles == ["coordinator", "connector"]
    assert Member.objects.get(name="Ko Vis").paper
    assert write(read(sheet), at=now()) == 0


def test_each_wrong_row_says_what_is_wrong_and_nothing_is_written(sheet: Path) -> None:
    sheet.write_text(HEAD + ";geen-adres;Nergens;;;;gisteren;2028-01-01;baas\nAb;;;;;;2026-01-01;2027-01-01;\n")
    rows = read(sheet)
    for piece in ("name is missing", "geen-adres", "Nergens", "gisteren", "baas"):
        assert piece in rows[0].sentence
    with pytest.raises(Refused):
        write(rows, at=now())
    assert not Member.objects.exists()


def test_one_refused_row_undoes_the_others(sheet: Path) -> None:
    sheet.write_text(HEAD + "Ab;;;;;;2026-01-01;2027-01-01;\nBe;;;;;;2026-01-01;2036-01-01;\n")
    with pytest.raises(Refused, match="term lasts"):
        write(read(sheet), at=now())
    assert not Member.objects.exists()


def test_a_member_who_is_known_stays_as_they_are(sheet: Path) -> None:
    known = a_member("Aaf Eerder")
    sheet.write_text(HEAD + f"Aaf Bos;{known.user.email.upper()};;;;;2026-01-01;2028-01-01;\n")
    assert read(sheet)[0].known


@pytest.mark.parametrize("content", [b"\xff\xfe\x00bad", b"name,email\nAaf,a@b.nl\n", b""])
def test_a_file_that_is_no_list_gets_one_sentence(sheet: Path, content: bytes) -> None:
    sheet.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("people", "import", str(sheet))


def test_a_line_break_between_quotation_marks_is_part_of_the_row(sheet: Path) -> None:
    sheet.write_text(
        'name,since,until,topics\n"Anna\nde Vries",2026-01-01,2028-01-01,"wonen\nzorg"\n', encoding="utf-8"
    )
    (row,) = read(sheet)
    assert (row.values["name"], row.values["topics"], row.mistakes) == ("Anna de Vries", "wonen zorg", [])


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_row(sheet: Path) -> None:
    sheet.write_text('name,since,until\nAnna,2026-01-01,2028-01-01\n"Bert,2026-01-01,2028-01-01\n', encoding="utf-8")
    with pytest.raises(Refused, match="quotation mark"):
        read(sheet)


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("people", "import", str(tmp_path / "nergens.csv"))


def test_areas_that_are_not_known_are_entered_too_when_asked(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "{};;{};;;;2026-01-01;2028-01-01;\n"
    rows = [row.format("Ab", "Lewenborg"), row.format("Be", "lewenborg"), row.format("Ce", "Beijum")]
    sheet.write_text(HEAD + "".join(rows))
    with pytest.raises(CommandError):
        call_command("people", "import", str(sheet), "--write")
    assert "--new-areas" in capsys.readouterr().out
    call_command("people", "import", str(sheet), "--new-areas")
    assert "“Lewenborg” is new" in capsys.readouterr().out
    assert Area.objects.count() == 1
    call_command("people", "import", str(sheet), "--new-areas", "--write")
    lived_in = Member.objects.order_by("name").values_list("area__name", flat=True)
    assert list(lived_in) == ["Lewenborg", "Lewenborg", "Beijum"]


@pytest.mark.parametrize("column", ["name", "email", "phone", "area"])
def test_a_text_that_does_not_fit_is_a_mistake_in_its_row(rules: None, tmp_path: Path, column: str) -> None:
    told = {"name": "Ko", "since": "2026-01-01", "until": "2027-01-01"}
    told |= {column: "x" * 200 + "@voorbeeld.nl" * 5}
    file = tmp_path / "leden.csv"
    file.write_text(";".join(told) + "\n" + ";".join(told.values()))
    (row,) = read(file, new_areas=True)
    assert "longer than" in row.sentence
