"""The first edition of the handbook, from the content that ships with Meedenk.

Of a municipality that has a folder of its own, the files there take the place of those for any municipality.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from .models import Chapter, Rule, UsefulLink

CONTENT = Path(__file__).parent / "content"


@transaction.atomic
def begin(*, at: datetime) -> None:
    """The handbook has its first chapters, rules and links. One that was begun stays as it is."""
    if Chapter.objects.exists() or Rule.objects.exists():
        return
    Chapter.objects.bulk_create(Chapter(**chapter, changed_at=at) for chapter in _chapters())
    chapters = {chapter.slug: chapter for chapter in Chapter.objects.all()}
    rules = tomllib.loads(_files()["rules.toml"].read_text())["rule"]
    Rule.objects.bulk_create(Rule(**rule | {"chapter": chapters[rule["chapter"]]}) for rule in rules)
    links = tomllib.loads(_files()["links.toml"].read_text())["link"]
    UsefulLink.objects.bulk_create(UsefulLink(order=order, **link) for order, link in enumerate(links))


def _chapters() -> Iterator[dict[str, Any]]:
    """Each file is TOML between two lines of `+++`, then the text."""
    for file in sorted(file for name, file in _files().items() if name.endswith(".md")):
        _, head, body = file.read_text().split("+++\n", 2)
        yield tomllib.loads(head) | {"body": body.strip()}


def _files() -> dict[str, Path]:
    folders = (CONTENT, CONTENT / slugify(settings.HOUSE.municipality))
    return {file.name: file for folder in folders for file in folder.glob("*.*")}
