"""Our rules for templates, which no general tool knows.

python -m tools.templates
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.building import MEEDENK, shown

# What may not stand in a template, and why.
FORBIDDEN = {
    r"\sstyle\s*=": "the content security policy refuses style attributes: use a class",
    r"<style[\s>]": "the content security policy refuses style elements: use a class",
    r"<script(?![^>]*\ssrc=)": "the content security policy refuses scripts in the page: write a module in front/js",
    r"<[a-z][^>{}]*\son[a-z]+\s*=": "the content security policy refuses handlers in attributes: use front/js",
    r"\shx-[a-z]": "hx- is no valid HTML: write data-hx-",
    r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//": "no third party is asked for anything when a page opens",
    r"\|\s*safe(?:seq)?\b": "what people write is never trusted as HTML: mark it safe where it is made",
    r"\{%\s*autoescape\s+off": "what people write is never trusted as HTML",
    r"javascript:": "the content security policy refuses scripts in addresses",
}
A_MAIL = "templates/mail/message.html"
LINKS_ELSEWHERE = re.compile(r"<a\s[^>]*>")


def main() -> int:
    wrong = [sentence for file in sorted(MEEDENK.glob("**/templates/**/*.html")) for sentence in in_file(file)]
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


def in_file(file: Path) -> Iterator[str]:
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", blank, file.read_text(), flags=re.DOTALL)
    page = LINKS_ELSEWHERE.sub(blank, text)  # a link is followed by who wants to
    for pattern, reason in FORBIDDEN.items():
        if file.match(A_MAIL) and "style" in pattern:
            continue  # a mail program has no style sheet of ours
        for found in re.finditer(pattern, page if "href" in pattern else text, re.IGNORECASE):
            yield f"{shown(file)}:{text.count(chr(10), 0, found.start()) + 1}: {found[0].strip()!r}: {reason}."


def blank(found: re.Match[str]) -> str:
    """As many lines as there were, so that line numbers stay right."""
    return "\n" * found[0].count("\n") or " " * len(found[0])


if __name__ == "__main__":
    sys.exit(main())
