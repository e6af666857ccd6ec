"""The wheel holds everything that Meedenk needs to run, and nothing that it does not.

python -m tools.wheel
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from tools.building import MEEDENK, ROOT

UNNEEDED = ("/tests/", "conftest.py", ".po~", "/__pycache__/")
SOURCES = (".py", ".html", ".txt", ".toml", ".md", ".po", ".typ", ".svg")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="meedenk-wheel-") as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = Path(folder).glob("*.whl")
        with ZipFile(wheel) as packed:
            wrong = list(faults(set(packed.namelist())))
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


def faults(packed: set[str]) -> Iterator[str]:
    for name in sorted(packed):
        if any(part in f"/{name}" for part in UNNEEDED):
            yield f"The wheel carries {name}, which nobody needs."
    for name in sorted(needed() - packed):
        yield f"The wheel lacks {name}."


def needed() -> set[str]:
    """Every source, a compiled catalogue beside each catalogue, and what was built of the front."""
    files = [file for file in MEEDENK.rglob("*") if file.suffix in SOURCES and "tests" not in file.parts]
    files += [file.with_suffix(".mo") for file in files if file.suffix == ".po"]
    files += [file for file in (MEEDENK / "static").rglob("*") if file.is_file()]
    return {str(file.relative_to(MEEDENK.parent)) for file in files} | {"meedenk/static/built/meedenk.css"}


if __name__ == "__main__":
    sys.exit(main())
