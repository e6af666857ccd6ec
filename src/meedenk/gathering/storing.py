"""Files in their private place: all of a file is there, or none of it."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused


@contextmanager
def kept(content: File | bytes, name: str) -> Iterator[str]:
    """`content` is stored under the name that is yielded; when the block fails, it is gone again."""
    file = ContentFile(content) if isinstance(content, bytes) else content
    try:
        name = default_storage.save(name, file)
    except OSError as mistake:
        forget(name)
        raise Refused(
            _("There is no room for this file now. Nothing was kept. Try again later, or phone us.")
        ) from mistake
    try:
        yield name
    except BaseException:
        forget(name)
        raise


def forget(name: str) -> None:
    """No file is stored under `name` any more."""
    default_storage.delete(name)


def random_name(folder: str, ending: str = "") -> str:
    """A name that says nothing and cannot be guessed."""
    return f"{folder}/{secrets.token_urlsafe(24)}{ending}"


def forget_strays(folder: str, known: Iterable[str], *, at: datetime) -> None:
    """Of the files in `folder` that are a day old, only those that are `known` are left."""
    if not default_storage.exists(folder):
        return
    names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    for name in names - set(known):
        if default_storage.get_modified_time(name) < at - timedelta(days=1):
            forget(name)
