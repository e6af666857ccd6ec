"""The translations of each station, without GNU gettext.

    python -m tools.catalogues update [station…]   new sentences are added empty, those no longer used are removed
    python -m tools.catalogues compile             what Django reads is written beside each catalogue
    python -m tools.catalogues check [station…]    fails, and says why, when a sentence has no good translation

A station keeps its sentences in its own `locale`; those of `meedenk/templates` stand in `meedenk/locale`.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meedenk.settings")
os.environ.setdefault("MEEDENK_DEBUG", "1")

import django
import polib

from tools.building import compile_catalogues, shown, stations
from tools.sentences import Key, Mistake, Sentence, in_station

LANGUAGES = ["nl"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|(?<!\{)\{(\w+)\}(?!\})")
SHOWN = 60  # more than that are read with an editor, not on a screen
UPDATE = "Run: python -m tools.catalogues update"


def main(arguments: list[str]) -> int:
    verb, *names = arguments or ["help"]
    if verb not in {"update", "compile", "check"}:
        print(__doc__)
        return 2
    if unknown := set(names) - set(stations()):
        print(f"There is no station {', '.join(sorted(unknown))}.")
        return 2
    if verb == "compile":
        compile_catalogues()
        return 0
    django.setup()
    return (update if verb == "update" else check)(names or list(stations()))


def update(names: Iterable[str]) -> int:
    """Every catalogue holds exactly the sentences of its station; a sentence that moved keeps its translation."""
    for language in LANGUAGES:
        known = all_known(language)
        for station in names:
            try:
                update_one(station, language, known)
            except Mistake as mistake:
                print(mistake)
                return 1
    return 0


def all_known(language: str) -> dict[Key, polib.POEntry]:
    """Every sentence that has a translation in any station."""
    entries = [entry for station in stations() for entry in read(catalogue_file(station, language))]
    return {key_of(entry): entry for entry in entries if is_translated(entry)}


def update_one(station: str, language: str, known: dict[Key, polib.POEntry]) -> None:
    file = catalogue_file(station, language)
    catalogue = read(file)
    own = {key_of(entry): entry for entry in catalogue if is_translated(entry)}
    catalogue[:] = [
        entry_for(sentence, own.get(key) or known.get(key)) for key, sentence in in_station(station).items()
    ]
    if not catalogue:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    text = str(catalogue).removeprefix("#\n")
    if not file.exists() or file.read_text() != text:
        file.write_text(text)
    missing = sum(not is_translated(entry) for entry in catalogue)
    print(f"{station}, {language}: {len(catalogue)} sentences, {missing} without a translation")


def catalogue_file(station: str, language: str) -> Path:
    return stations()[station] / "locale" / language / "LC_MESSAGES" / "django.po"


def read(file: Path) -> polib.POFile:
    """The catalogue in `file`, or a new one. Sentences marked as obsolete are left out."""
    if file.exists():
        try:
            catalogue = polib.pofile(str(file), wrapwidth=0)
        except (OSError, ValueError) as mistake:
            raise Mistake(f"{shown(file)} cannot be read: {mistake}") from mistake
    else:
        catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "Meedenk",
        "Language": file.parts[-3],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue[:] = [entry for entry in catalogue if not entry.obsolete]
    return catalogue


def entry_for(sentence: Sentence, before: polib.POEntry | None) -> polib.POEntry:
    """The entry of `sentence` with the translation it had, without line numbers."""
    entry = polib.POEntry(msgid=sentence.msgid, msgctxt=sentence.context or None, msgid_plural=sentence.plural)
    if sentence.plural:
        entry.msgstr_plural = {0: "", 1: ""}
    if "%(" in sentence.msgid + sentence.plural:
        entry.flags.append("python-format")
    if before:
        entry.comment, entry.tcomment = before.comment, before.tcomment
        entry.flags += [flag for flag in before.flags if flag == "fuzzy"]
        entry.msgstr = "" if sentence.plural else said(before)
        if sentence.plural:
            entry.msgstr_plural |= before.msgstr_plural or {0: before.msgstr, 1: before.msgstr}
    return entry


def check(names: Iterable[str]) -> int:
    """Every sentence of the stations has one good translation, and every template can be read."""
    wrong: list[str] = []
    for language in LANGUAGES:
        for station in names:
            file = catalogue_file(station, language)
            try:
                wrong += faults(shown(file), read(file), in_station(station))
            except Mistake as mistake:
                wrong.append(str(mistake))
        wrong += disagreements(language)
    for sentence in wrong[:SHOWN]:
        print(sentence)
    print(f"{len(wrong)} mistakes in the translations." if wrong else "The translations are complete.")
    return 1 if wrong else 0


def faults(file: str, catalogue: polib.POFile, sentences: dict[Key, Sentence]) -> Iterator[str]:
    entries = {key_of(entry): entry for entry in catalogue}
    if len(entries) != len(catalogue):
        yield f"{file}: holds a sentence twice. {UPDATE}"
    for msgid, _ in sorted(entries.keys() - sentences.keys()):
        yield f"{file}: {msgid!r} is not used any more. {UPDATE}"
    for key, sentence in sentences.items():
        entry = entries.get(key)
        if entry is None or not is_translated(entry) or bool(entry.msgid_plural) != bool(sentence.plural):
            yield f"{file}: no translation of {sentence.msgid!r}, used in {sentence.places[0]}."
        elif "fuzzy" in entry.flags:
            yield f"{file}: the translation of {sentence.msgid!r} is marked as uncertain (fuzzy)."
        elif not names_the_same_values(entry):
            yield f"{file}: the translation of {sentence.msgid!r} does not name the same values as the sentence."


def disagreements(language: str) -> Iterator[str]:
    """All catalogues are one when Meedenk runs, so a sentence has the same translation wherever it stands."""
    first: dict[Key, tuple[str, polib.POEntry]] = {}
    for station in stations():
        for entry in filter(is_translated, read(catalogue_file(station, language))):
            where, other = first.setdefault(key_of(entry), (station, entry))
            if said(entry) != said(other):
                yield (
                    f"{entry.msgid!r} is {said(other)!r} in {where} and {said(entry)!r} in {station}."
                    " Choose one, or tell them apart with a context (pgettext)."
                )


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgid, entry.msgctxt or ""


def said(entry: polib.POEntry) -> str:
    return str(entry.msgstr or entry.msgstr_plural.get(0, ""))


def is_translated(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return len(entry.msgstr_plural) > 1 and all(text.strip() for text in entry.msgstr_plural.values())
    return bool(entry.msgstr.strip())


def names_the_same_values(entry: polib.POEntry) -> bool:
    """A translation names every value of its sentence; the form for one may leave out the number."""
    if not entry.msgid_plural:
        return values_in(entry.msgid) == values_in(entry.msgstr)
    allowed = values_in(entry.msgid) | values_in(entry.msgid_plural)
    one, *more = (values_in(text) for _, text in sorted(entry.msgstr_plural.items()))
    return one <= allowed and all(names == values_in(entry.msgid_plural) for names in more)


def values_in(text: str) -> set[str]:
    return {one or other for one, other in PLACEHOLDER.findall(text)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
