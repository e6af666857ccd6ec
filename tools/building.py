"""What is made from the sources and is not kept with them: the style sheet, the scripts and the compiled catalogues."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
MEEDENK = ROOT / "src" / "meedenk"
SHARED = "meedenk"


def stations() -> dict[str, Path]:
    """The folder of each station by its name; `meedenk` is what stands above them all."""
    return {SHARED: MEEDENK} | {
        folder.name: folder for folder in sorted(MEEDENK.iterdir()) if (folder / "__init__.py").exists()
    }


def compile_catalogues() -> None:
    """Beside each catalogue stands what Django reads; catalogues that did not change are passed over."""
    for stale in MEEDENK.glob("**/locale/*/LC_MESSAGES/*.mo"):
        if not stale.with_suffix(".po").exists():
            stale.unlink()
    for file in MEEDENK.glob("**/locale/*/LC_MESSAGES/*.po"):
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= file.stat().st_mtime:
            polib.pofile(str(file)).save_as_mofile(str(compiled))


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))
