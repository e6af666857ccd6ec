"""A zip that is made while it is sent: nothing of it stands in memory whole, and the same parts give the same bytes."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

ALWAYS = (1980, 1, 1, 0, 0, 0)
PIECE = 256 * 1024


@dataclass(frozen=True)
class Stamp:
    """What a file was when it was packed."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Part:
    """A file of a zip. `opened` gives its bytes; `after` gives the parts that tell how it was packed."""

    name: str
    opened: Callable[[], IO[bytes]]
    after: Callable[[Stamp], Iterable["Part"]] = lambda _stamp: ()


def ready(name: str, content: bytes, after: Callable[[Stamp], Iterable[Part]] = lambda _stamp: ()) -> Part:
    """A part whose bytes are known."""
    return Part(name, lambda: io.BytesIO(content), after)


def packed(parts: Iterable[Part]) -> Iterator[bytes]:
    """The zip, piece by piece."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as made:
        for part in parts:
            yield from _packed(part, made, pipe)
    yield pipe.taken()


def _packed(part: Part, made: zipfile.ZipFile, pipe: "_Pipe") -> Iterator[bytes]:
    info = zipfile.ZipInfo(part.name, ALWAYS)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    digest, size = hashlib.sha256(), 0
    with part.opened() as source, made.open(info, "w") as target:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
            yield pipe.taken()
    yield pipe.taken()
    for beside in part.after(Stamp(size, digest.hexdigest())):
        yield from _packed(beside, made, pipe)


class _Pipe(io.RawIOBase):
    """What was written and not yet sent."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        piece, self._waiting = bytes(self._waiting), bytearray()
        return piece
