"""Sentences are found, and a sentence without a good translation does not pass."""

import gettext
from pathlib import Path
from typing import Any

import polib
import pytest

from tools import building, catalogues

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

MAY = _("May you? "
        "You may.")

def count(n):
    return ngettext("%(n)d chair", "%(n)d chairs", n) % {"n": n}, pgettext("month", "May")
"""
PAGE = """{% extends "base.html" %}
{% block title %}{% translate "100% sure" %}{% endblock %}
{% if a %}{% blocktranslate trimmed count n=a|length %}
    {{ n }} table
{% plural %}
    {{ n }} tables
{% endblocktranslate %}{{ a|default:_("nothing") }}{% endif %}
"""
DUTCH = {
    "May you? You may.": "Mag je? Je mag.",
    "%(n)d chair": "%(n)d stoel",
    "May": "mei",
    "100%% sure": "100%% zeker",
    "%(n)s table": "%(n)s tafel",
    "nothing": "niets",
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one station, `garden`, whose sentences are all translated."""
    meedenk = tmp_path / "src" / "meedenk"
    write(meedenk / "__init__.py", "")
    write(meedenk / "garden" / "__init__.py", "")
    write(meedenk / "garden" / "views.py", CODE)
    write(meedenk / "garden" / "templates" / "garden" / "page.html", PAGE)
    monkeypatch.setattr(building, "MEEDENK", meedenk)
    monkeypatch.setattr(building, "ROOT", tmp_path)
    catalogues.update(building.stations())
    translate(meedenk / "garden", DUTCH)
    return meedenk


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def catalogue(station: Path) -> polib.POFile:
    return polib.pofile(str(station / "locale" / "nl" / "LC_MESSAGES" / "django.po"))


def translate(station: Path, dutch: dict[str, str]) -> None:
    entries = catalogue(station)
    for entry in entries:
        if entry.msgid in dutch and entry.msgid_plural:
            entry.msgstr_plural = {0: dutch[entry.msgid], 1: f"{dutch[entry.msgid]}s"}
        elif entry.msgid in dutch:
            entry.msgstr = dutch[entry.msgid]
    entries.save()


def complaints(capsys: Any) -> list[str]:
    capsys.readouterr()
    assert catalogues.check(building.stations()) == 1
    return capsys.readouterr().out.splitlines()[:-1]


def test_every_sentence_is_found(house: Path) -> None:
    assert {entry.msgid for entry in catalogue(house / "garden")} == set(DUTCH)


def test_a_complete_catalogue_passes_and_stays_as_it_is(house: Path) -> None:
    before = (house / "garden/locale/nl/LC_MESSAGES/django.po").read_text()
    catalogues.update(building.stations())
    assert catalogues.check(building.stations()) == 0
    assert polib.pofile(before) == catalogue(house / "garden")


def test_what_is_compiled_is_what_gettext_reads(house: Path) -> None:
    building.compile_catalogues()
    dutch = gettext.translation("django", house / "garden" / "locale", ["nl"])
    assert dutch.gettext("nothing") == "niets"
    assert dutch.pgettext("month", "May") == "mei"
    assert dutch.ngettext("%(n)d chair", "%(n)d chairs", 2) == "%(n)d stoels"


def test_a_catalogue_that_is_gone_is_not_read_any_more(house: Path) -> None:
    building.compile_catalogues()
    (house / "garden/locale/nl/LC_MESSAGES/django.po").unlink()
    building.compile_catalogues()
    assert not list(house.glob("**/*.mo"))


def test_a_missing_translation(house: Path, capsys: Any) -> None:
    translate(house / "garden", {"nothing": ""})
    (sentence,) = complaints(capsys)
    assert "no translation of 'nothing'" in sentence
    assert "garden/templates/garden/page.html" in sentence


def test_an_uncertain_translation(house: Path, capsys: Any) -> None:
    entries = catalogue(house / "garden")
    entries.find("nothing").flags.append("fuzzy")
    entries.save()
    (sentence,) = complaints(capsys)
    assert "'nothing' is marked as uncertain" in sentence


@pytest.mark.parametrize("msgid", ["%(n)d chair", "%(n)s table"])
def test_a_translation_that_names_other_values(house: Path, capsys: Any, msgid: str) -> None:
    translate(house / "garden", {msgid: "%(m)s dingen"})
    (sentence,) = complaints(capsys)
    assert f"{msgid!r} does not name the same values" in sentence


def test_the_form_for_one_may_leave_out_the_number(house: Path) -> None:
    entries = catalogue(house / "garden")
    entries.find("%(n)d chair").msgstr_plural = {0: "één stoel", 1: "%(n)d stoelen"}
    entries.save()
    assert catalogues.check(building.stations()) == 0


def test_two_stations_that_say_it_differently(house: Path, capsys: Any) -> None:
    write(house / "kitchen" / "__init__.py", 'from x import gettext as _\n_("nothing")\n')
    catalogues.update(building.stations())
    translate(house / "kitchen", {"nothing": "noppes"})
    (sentence,) = complaints(capsys)
    assert sentence.startswith("'nothing' is 'niets' in garden and 'noppes' in kitchen.")


def test_a_sentence_that_moves_keeps_its_translation(house: Path) -> None:
    write(house / "garden" / "views.py", "")
    write(house / "kitchen" / "__init__.py", CODE)
    catalogues.update(building.stations())
    assert catalogue(house / "kitchen").find("May you? You may.").msgstr == "Mag je? Je mag."
    assert catalogue(house / "garden").find("May you? You may.") is None


def test_a_sentence_that_is_not_used_any_more(house: Path, capsys: Any) -> None:
    write(house / "garden" / "views.py", "")
    assert all("is not used any more" in sentence for sentence in complaints(capsys))


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ("{% if %}", "garden/page.html:1"),
        ('{% include "garden/not_there.html" %}', "there is no template garden/not_there.html"),
        ("{% blocktranslate %}{{ a.b }}{% endblocktranslate %}", "blocktranslate with name=a.b"),
    ],
)
def test_a_template_that_cannot_be_read(house: Path, capsys: Any, page: str, complaint: str) -> None:
    write(house / "garden" / "templates" / "garden" / "page.html", page)
    assert any(complaint in sentence for sentence in complaints(capsys))


def test_a_sentence_that_is_put_together(house: Path, capsys: Any) -> None:
    write(house / "garden" / "views.py", 'from x import gettext as _\n_(f"Hello {name}")\n')
    assert any("views.py:2: what is translated must stand there" in sentence for sentence in complaints(capsys))
