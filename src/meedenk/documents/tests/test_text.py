"""A text in a mail without form reads as it was meant."""

import pytest

from meedenk.documents.text import readable


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Doe dit **nu** en _goed_.", "Doe dit nu en goed."),
        ("# Kop\n\nTekst", "Kop\n\nTekst"),
        ("Eerst:\n\n- een\n- **twee**\n\nDan.", "Eerst:\n\n- een\n- twee\n\nDan."),
        ("3. drie\n4. vier", "3. drie\n4. vier"),
        ("- een\n  - twee", "- een\n  - twee"),
        ("> Ik wil **één** nummer.", "Ik wil één nummer."),
        ("Lees [het stuk](https://a.nl/b).", "Lees het stuk (https://a.nl/b)."),
        ("Zie https://a.nl/b.", "Zie https://a.nl/b."),
        ("2 * 3 = 6 < 7 & <b>x</b>", "2 * 3 = 6 < 7 & <b>x</b>"),
        ("regel een\nregel twee", "regel een\nregel twee"),
        ("", ""),
    ],
)
def test_markdown_becomes_words(written: str, read: str) -> None:
    assert readable(written) == read
