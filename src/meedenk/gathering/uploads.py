"""Files that people give us: what they are is decided by what is in them, not by their name or a browser."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from meedenk.common.refusal import Refused

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}
ENDINGS = {name: name for name in CONTENT_TYPES} | {"jpeg": "jpg"}
PROGRAMS = {"exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "js", "mjs", "jar", "msi", "sh", "php", "hta", "lnk"}
PAGES = {"html", "htm", "xhtml", "svg", "xml"}
MEGABYTE = 1024 * 1024
UNPACKED_MOST = 200 * MEGABYTE
PARTS_MOST = 2000
PIXELS_MOST = 50_000_000
SIDE_MOST = 20_000
PIECE = 256 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that was looked into and may be kept. Pictures have been drawn anew, without what a camera adds."""

    content: File
    format: str

    @property
    def size(self) -> int:
        return int(self.content.size)


def looked_into(file: Any, *, megabytes: int) -> Upload:
    """`file` as something we may keep. Refuses, with a sentence for the giver, what is too big or not what we take."""
    if file.size > megabytes * MEGABYTE:
        raise Refused(
            _("This file is larger than %(most)s MB. Make it smaller or give us a link.") % {"most": megabytes}
        )
    found = _format(file)
    _refuse_a_false_name(file.name, found)
    if found in {"png", "jpg", "webp"}:
        return Upload(_drawn_anew(file, found), found)
    file.seek(0)
    return Upload(file, found)


def _format(file: IO[bytes]) -> str:
    file.seek(0)
    head = file.read(32)
    if head.startswith(b"%PDF-"):
        return _pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return _text_document(file)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    raise Refused(_("We cannot read this kind of file. Give us a PDF, ODT or DOCX, or a picture (PNG, JPEG or WebP)."))


def _pdf(file: IO[bytes]) -> str:
    """A PDF to its end, and nothing else at the same time."""
    file.seek(0, 2)
    file.seek(max(file.tell() - 2048, 0))
    if b"%%EOF" not in file.read() or zipfile.is_zipfile(file):
        raise Refused(_("This PDF is damaged. Save it once more and choose it again."))
    return "pdf"


def _text_document(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _refuse_a_bomb(archive, parts)
            names = {part.filename for part in parts}
            if parts[0].filename == "mimetype" and archive.read("mimetype") == CONTENT_TYPES["odt"].encode():
                found = "odt" if "content.xml" in names else ""
            else:
                found = _word(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as mistake:
        raise Refused(_("This document is damaged. Save it once more and choose it again.")) from mistake
    if not found:
        raise Refused(
            _("We cannot read this kind of file. Give us a PDF, ODT or DOCX, or a picture (PNG, JPEG or WebP).")
        )
    if any(name.startswith(("Basic/", "Scripts/")) or name.endswith("vbaProject.bin") for name in names):
        raise Refused(_("This document holds a program (a macro). Save it without, or as a PDF."))
    return found


def _word(archive: zipfile.ZipFile, names: set[str]) -> str:
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        return ""
    with archive.open("[Content_Types].xml") as types:
        return "docx" if b"wordprocessingml.document.main+xml" in types.read(MEGABYTE) else ""


def _refuse_a_bomb(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Little on the way in, enormous when it is opened. What the list of parts says is checked against the parts."""
    if not parts or len(parts) > PARTS_MOST or sum(part.file_size for part in parts) > UNPACKED_MOST:
        raise Refused(_("This document is far too large when it is opened. Save it as a PDF and choose that."))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("This document is locked with a password. Save it without and choose it again."))
    if any(part.filename.startswith("/") or ".." in PurePath(part.filename).parts for part in parts):
        raise zipfile.BadZipFile
    for part in parts:
        with archive.open(part) as opened:
            while opened.read(PIECE):
                pass


def _refuse_a_false_name(name: str, found: str) -> None:
    endings = [ending.lower() for ending in re.split(r"\.", PurePath(name).name)[1:]]
    if not endings or ENDINGS.get(endings[-1].strip()) != found or (PROGRAMS | PAGES) & set(endings):
        raise Refused(
            _("The name of this file does not fit what is in it. It is a %(format)s: let its name end in .%(format)s.")
            % {"format": found}
        )


def _drawn_anew(file: IO[bytes], found: str) -> File:
    """The picture as it is seen, upright, and nothing beside it: no place, no camera, no maker."""
    file.seek(0)
    _refuse_a_flood(file, found)
    file.seek(0)
    try:
        with Image.open(file, formats=["JPEG" if found == "jpg" else found.upper()]) as picture:
            _refuse_size(*picture.size)
            if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
                raise Refused(_("Moving pictures cannot be kept. Give us one picture, or a link."))
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert(_mode(upright))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as mistake:
        raise Refused(_too_many_pixels()) from mistake
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError) as mistake:
        raise Refused(_("This picture is damaged. Save it once more and choose it again.")) from mistake
    plain.info = {}
    out = BytesIO()
    if found == "png":
        plain.save(out, "PNG")
    else:
        plain.save(out, "JPEG" if found == "jpg" else "WEBP", quality=90)
    return ContentFile(out.getvalue())


def _mode(picture: Image.Image) -> str:
    if picture.mode.startswith("I"):
        return picture.mode
    if picture.has_transparency_data:
        return "RGBA"
    return "L" if picture.mode in {"1", "L"} else "RGB"


def _refuse_a_flood(file: IO[bytes], found: str) -> None:
    """PNG and WebP say their size in their first bytes; of a JPEG Pillow reads no more than its head."""
    head = file.read(32)
    if found == "png":
        _refuse_size(int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))
    elif found == "webp" and head[12:16] == b"VP8X":
        _refuse_size(1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little"))
    elif found == "webp" and head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        _refuse_size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    elif found == "webp":
        _refuse_size(int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF)


def _refuse_size(width: int, height: int) -> None:
    if max(width, height) > SIDE_MOST or width * height > PIXELS_MOST:
        raise Refused(_too_many_pixels())


def _too_many_pixels() -> str:
    return _("This picture has too many pixels. Make it smaller and choose it again.")


def file_name(title: str, found: str) -> str:
    """What a kept file is called when someone takes it: letters, marks and digits of its title, and its true ending."""
    plain = "".join(sign if unicodedata.category(sign)[0] in "LMN" or sign in " -_" else " " for sign in title)
    return f"{' '.join(plain.split())[:80].strip() or 'stuk'}.{found}"
