"""A zip that is made while it is sent."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import IO

import pytest

from meedenk.documents.packing import Part, Stamp, packed, ready

MEGABYTE = 1024 * 1024


def test_it_opens_and_holds_what_was_put_in_and_what_is_said_of_it() -> None:
    def told(stamp: Stamp) -> Iterator[Part]:
        yield ready("a.txt.sum", f"{stamp.size} {stamp.sha256}".encode())

    made = zipfile.ZipFile(io.BytesIO(b"".join(packed([ready("a.txt", b"dag", told), ready("é/leeg.txt", b"")]))))
    assert made.testzip() is None
    assert made.namelist() == ["a.txt", "a.txt.sum", "é/leeg.txt"]
    assert made.read("a.txt.sum").decode() == f"3 {hashlib.sha256(b'dag').hexdigest()}"


def test_the_same_parts_give_the_same_bytes() -> None:
    assert b"".join(packed([ready("a", b"1")])) == b"".join(packed([ready("a", b"1")]))


def test_a_large_file_goes_through_in_small_pieces() -> None:
    class Endless(io.RawIOBase):
        left = 40 * MEGABYTE

        def read(self, size: int = -1) -> bytes:
            taken = min(size, self.left)
            self.left -= taken
            return hashlib.sha256(str(self.left).encode()).digest() * (taken // 32)

    def opened() -> IO[bytes]:
        return Endless()  # type: ignore[return-value]  # all that is asked of it is to be read

    pieces = packed([Part("groot", opened)])
    assert max(map(len, pieces)) < MEGABYTE


def test_a_file_that_is_gone_is_not_passed_over_in_silence() -> None:
    def gone() -> IO[bytes]:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        b"".join(packed([Part("weg", gone)]))
