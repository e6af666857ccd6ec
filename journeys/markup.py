"""Sound HTML, by the checker of the W3C's own validator."""

import json
import os
import shutil
import subprocess
from pathlib import Path

VNU = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def unsound_markup(folder: Path) -> list[str]:
    """What is wrong in the HTML files of `folder`, one line each; without Java nothing is looked at, and it says so."""
    if not any(folder.iterdir()):
        return []
    if not shutil.which("java"):
        sentence = "There is no Java here (apt install default-jre-headless): the HTML was not checked."
        return [sentence] if os.environ.get("CI") == "true" else []
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--skip-non-html", "--errors-only", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stderr or '{"messages": []}')["messages"]
    return [f"{Path(wrong['url']).stem}:{wrong.get('lastLine', '?')}: {wrong['message']}" for wrong in found]
