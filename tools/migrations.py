"""While a new version starts, the old one still serves: what takes something away needs a thought, written down.

python -m tools.migrations
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.building import MEEDENK, shown

TAKES_AWAY = {"RemoveField", "RenameField", "DeleteModel", "RenameModel", "AlterModelTable", "RunSQL"}
SAYS_WHY = "safe because"


def main() -> int:
    wrong = [sentence for file in sorted(MEEDENK.glob("*/migrations/[0-9]*.py")) for sentence in in_file(file)]
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


def in_file(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text())
    if SAYS_WHY in (ast.get_docstring(tree) or "").lower():
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TAKES_AWAY:
            yield (
                f"{shown(file)}:{node.lineno}: {node.func.attr} may break the version that still runs."
                f' Say in the docstring why it does not: "{SAYS_WHY.capitalize()} …".'
            )


if __name__ == "__main__":
    sys.exit(main())
