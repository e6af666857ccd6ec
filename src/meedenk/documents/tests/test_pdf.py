"""The same tree becomes a PDF that everyone can read, and that reads nothing itself."""

import time
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from meedenk.documents.tree import Block, parse
from meedenk.documents.typst import LETTER, LetterPage, pdf

HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.2.2"',
    '#include "/etc/hostname"',
    '#image("/etc/passwd")',
    '#image("http://127.0.0.1/x.png")',
    '"]) #read("letter.typ")',
    "// #panic() $ #x $ @ref <label> `raw` ``` \\ \\u{1f600} = kop",
    '{"kind": "heading"}',
]


def a_letter(*blocks: Block) -> LetterPage:
    return LetterPage(
        title="Hulp bij het huishouden",
        author="Adviesgroep",
        language="nl",
        on=date(2026, 5, 1),
        sender=("Adviesgroep", "adviesgroep@voorbeeld.nl"),
        addressee=("Het college", "Groningen"),
        facts=(("Datum", "1 mei 2026"), ("Ons kenmerk", "ASDG-2026-03")),
        foot="https://adviesgroep.voorbeeld.nl/adviezen/ASDG-2026-03/",
        page="Bladzijde {page} van {pages}",
        blocks=blocks,
    )


def read(made: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(made))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def test_the_letter_is_tagged_and_says_its_title_and_language() -> None:
    reader, text = read(pdf(a_letter(*parse("# Kop\n\nEen **alinea** met [een link](https://a.nl/).\n\n- punt"))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == "Hulp bij het huishouden"
    for expected in ("Kop", "Een alinea met een link.", "punt", "ASDG-2026-03", "Bladzijde 1 van 1", "Het college"):
        assert expected in text


def test_the_address_and_the_number_stand_on_every_page() -> None:
    reader, _text = read(pdf(a_letter(*parse("Een alinea. " * 900))))
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, start=1):
        assert f"Bladzijde {number} van {len(reader.pages)}" in page.extract_text()
        assert "voorbeeld.nl/adviezen/ASDG-2026-03" in page.extract_text()


def test_the_same_letter_is_the_same_file() -> None:
    letter = a_letter(*parse("Tekst"))
    assert pdf(letter) == pdf(letter)


@pytest.mark.parametrize("text", HOSTILE)
def test_attack_01_and_27_markup_of_typst_stays_text(text: str) -> None:
    letter = a_letter(*parse(text), *parse(f"# {text}"))
    _reader, shown = read(pdf(letter))
    assert "root:" not in shown
    assert "".join(text.split())[:12] in "".join(shown.replace("”", '"').replace("“", '"').split())


def test_attack_27_the_letter_itself_reads_no_file_and_no_package() -> None:
    source = LETTER.read_text()
    for way in ("read(", "import", "include", "image(", "@preview", "eval", "plugin(", "csv(", "yaml("):
        assert way not in source


def test_attack_30_characters_without_a_font_become_a_box() -> None:
    _reader, text = read(pdf(a_letter(*parse("duim 👍 en 中文 en \ue000 en \x01 en مرحبا"))))
    assert "duim □ en □□" in text
    _reader, text = read(pdf(a_letter(*parse("begin " + "".join(chr(0x4E00 + i) for i in range(60)) + " einde"))))
    assert "begin" in text
    assert "einde" in text


def test_a_long_advice_is_made_within_half_a_second() -> None:
    letter = a_letter(*parse("# Kop\n\n" + "Een alinea van een advies. " * 100 + "\n\n- punt\n" * 20))
    pdf(letter)
    began = time.process_time()
    pdf(letter)
    assert time.process_time() - began < 0.5
