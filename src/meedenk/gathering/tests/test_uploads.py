"""Files are what is in them, and nothing more than that is kept."""

import time
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from meedenk.common.refusal import Refused
from meedenk.gathering.uploads import UNPACKED_MOST, file_name, looked_into

from .factories import a_docx, a_file, a_pdf, a_picture, an_odt


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("nota.pdf", a_pdf(), "pdf"),
        ("Nota versie 1.2.PDF", a_pdf(), "pdf"),
        ("brief.odt", an_odt(), "odt"),
        ("brief.docx", a_docx(), "docx"),
        ("foto.jpeg", a_picture("JPEG"), "jpg"),
        ("foto.png", a_picture("PNG"), "png"),
        ("foto.webp", a_picture("WEBP"), "webp"),
        ("foto.webp", a_picture("WEBP", lossless=True), "webp"),
    ],
)
def test_what_we_take_is_known_by_its_content(name: str, content: bytes, found: str) -> None:
    assert looked_into(a_file(name, content, "text/html"), megabytes=1).format == found


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plaat.svg", SVG),
        ("plaat.png", SVG),
        ("pagina.html", b"<html><script>alert(1)</script>"),
        ("pagina.pdf", b"<html>%PDF-1.7 %%EOF"),
        ("gegevens.xml", b"<?xml version='1.0'?><x/>"),
        ("nota.pdf.exe", a_pdf()),
        ("nota.html.pdf", a_pdf()),
        ("nota.docx", a_pdf()),
        ("nota", a_pdf()),
        ("half.pdf", b"%PDF-1.7\n"),
        ("pdf-en-zip.pdf", a_pdf() + a_docx() + b"%%EOF"),
        ("gif.png", b"GIF89a/*" + b"\x00" * 40 + b"*/=alert(1)"),
        ("beeld.jpg", b"\xff\xd8\xff<script>alert(1)</script>"),
        ("pak.docx", b"PK\x03\x04 geen zip"),
        ("pak.odt", a_docx()),
        ("macro.docx", a_docx(**{"word/vbaProject.bin": b"x"})),
        ("macro.odt", an_odt(**{"Basic/script.xml": b"x"})),
        ("pad.odt", an_odt(**{"../../etc/passwd": b"x"})),
        ("leeg.pdf", b""),
    ],
)
def test_attack_25_what_is_not_what_it_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Refused):
        looked_into(a_file(name, content, "application/pdf"), megabytes=1)


def test_attack_25_what_hangs_behind_a_picture_does_not_come_along() -> None:
    upload = looked_into(a_file("foto.jpg", a_picture("JPEG") + b"<script>alert(1)</script>"), megabytes=1)
    assert b"<script>" not in upload.content.read()


def test_attack_26_a_file_larger_than_the_rule_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="larger than 1 MB"):
        looked_into(a_file("groot.pdf", a_pdf() + b" " * 1024 * 1024), megabytes=1)


def test_attack_26_a_document_that_unpacks_to_far_too_much_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"wordprocessingml.document.main+xml")
        with archive.open("word/document.xml", "w") as part:
            for _each in range(UNPACKED_MOST // (1 << 20) + 1):
                part.write(b"\0" * (1 << 20))
    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(Refused, match="too large when it is opened"):
        looked_into(a_file("bom.docx", out.getvalue()), megabytes=1)


def test_attack_26_a_document_that_lies_about_its_parts_is_refused() -> None:
    honest = a_docx(**{"word/media.bin": b"\0" * 5_000_000})
    size = (5_000_000).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(Refused, match="damaged"):
        looked_into(a_file("leugen.docx", lying), megabytes=1)


def _png_that_says(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("content", [_png_that_says(50_000, 50_000), _png_that_says(8000, 8000)])
def test_attack_26_a_flood_of_pixels_is_never_unpacked(content: bytes) -> None:
    before = time.perf_counter()
    with pytest.raises(Refused, match="too many pixels"):
        looked_into(a_file("vloed.png", content), megabytes=1)
    assert time.perf_counter() - before < 0.5


def test_attack_26_a_jpeg_and_a_webp_with_too_many_pixels_are_refused() -> None:
    jpeg = bytearray(a_picture("JPEG"))
    place = jpeg.index(b"\xff\xc0") + 5
    jpeg[place : place + 4] = (60_000).to_bytes(2, "big") * 2
    webp = bytearray(a_picture("WEBP", exif=b"Exif\0\0" + bytes(20)))
    webp[24:30] = (16_000).to_bytes(3, "little") * 2
    for name, content in (("a.jpg", jpeg), ("a.webp", webp)):
        with pytest.raises(Refused, match="too many pixels"):
            looked_into(a_file(name, bytes(content)), megabytes=1)


def test_attack_26_moving_pictures_are_refused() -> None:
    frames = [Image.new("RGB", (8, 8), (place, 0, 0)) for place in (0, 200)]
    for form in ("PNG", "WEBP"):
        out = BytesIO()
        frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
        with pytest.raises(Refused, match="Moving"):
            looked_into(a_file(f"beweegt.{form.lower()}", out.getvalue()), megabytes=1)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_attack_26_where_a_picture_was_made_is_removed_and_it_stands_upright(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera van Gerda"
    exif.get_ifd(0x8825)[2] = (53.0, 13.0, 9.0)
    given = a_picture(form, (40, 20), exif=exif.tobytes())
    assert b"Camera van Gerda" in given
    kept = looked_into(a_file(f"foto.{form.lower()}", given), megabytes=1).content.read()
    assert b"Camera van Gerda" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert picture.size == (20, 40)
        assert dict(picture.getexif()) == {}


def test_a_picture_with_see_through_parts_keeps_them() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 0)).save(out, "PNG")
    kept = looked_into(a_file("logo.png", out.getvalue()), megabytes=1).content
    with Image.open(kept) as picture:
        assert picture.getpixel((0, 0))[3] == 0


def test_attack_27_a_title_never_becomes_a_path_or_another_ending() -> None:
    assert file_name("../../etc/passwd", "pdf") == "etc passwd.pdf"
    assert file_name("nota.exe\u202efdp\r\nX: y", "pdf") == "nota exe fdp X y.pdf"
    assert file_name('"; filename="x.html', "docx") == "filename x html.docx"
    assert file_name("", "png") == "stuk.png"
