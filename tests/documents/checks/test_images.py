"""What is said about pictures: photos pass as phones make them, broken, huge and double-faced ones do not."""

import pytest

from tests.documents.checks import images, verdict
from tests.documents.checks.images import HEIC, image
from tests.factories.documents import einvoice

GOOD = {
    "photo.jpg": lambda: image("JPEG"),
    "photo.jpeg": lambda: image("JPEG"),
    "progressive.jpg": lambda: image("JPEG", (300, 200), progressive=True),
    "print.jpg": lambda: image("JPEG", mode="CMYK"),
    "large.jpg": lambda: image("JPEG", (5000, 4000)),
    "depth.jpg": images.two_pictures,
    "edited.jpg": images.edited,
    "film.jpg": lambda: image("JPEG") + images.FILM,
    "settings.jpg": lambda: image("JPEG") + b"\0" * 64 + b"SEFHv" + b"\0" * 20 + b"SEFT",
    "comment.jpg": lambda: images.with_comment(b"made by hand"),
    "shot.png": lambda: image("PNG"),
    "clear.png": lambda: image("PNG", mode="RGBA"),
    "text.png": lambda: images.with_chunk(b"tEXt", b"Title\0Hall"),
    "moving.png": lambda: images.animated(3, (60, 40)),
    "padded.png": lambda: image("PNG") + b"\0\0\r\n",
    "phone.heic": lambda: HEIC,
}

BAD = {
    "half.jpg": ("damaged", lambda: image("JPEG", (600, 400))[:9_000]),
    "half progressive.jpg": ("damaged", lambda: image("JPEG", (600, 400), progressive=True)[:20_000]),
    "no end.jpg": ("damaged", lambda: image("JPEG")[:-2]),
    "head.jpg": ("damaged", lambda: image("JPEG")[:200]),
    "half.png": ("damaged", lambda: image("PNG", (600, 400))[:9_000]),
    "no end.png": ("damaged", lambda: image("PNG")[:-12]),
    "checksum.png": ("damaged", images.wrong_checksum),
    "larger than it is.png": ("damaged", lambda: images.size_in_header(image("PNG"), 90, 90)),
    "text bomb.png": ("damaged", images.text_bomb),
    "profile bomb.png": ("damaged", images.profile_bomb),
    "something behind.png": ("damaged", lambda: image("PNG") + b"the part that was cut off"),
    "page behind.png": ("damaged", lambda: image("PNG") + b"<html><script>x</script></html>"),
    "half.heic": ("damaged", lambda: HEIC[: len(HEIC) // 2]),
    "broken.heic": ("damaged", lambda: HEIC[:60] + b"\xff" * 200 + HEIC[260:]),
    "huge.png": ("too_many_pixels", lambda: images.blank((9000, 9000))),
    "huge by its head.png": ("too_many_pixels", lambda: images.size_in_header(image("PNG"), 60_000, 60_000)),
    "huge by its head.jpg": ("too_many_pixels", lambda: images.jpeg_size_in_header(65_000, 65_000)),
    "one pixel more.png": ("too_many_pixels", lambda: images.blank((50_000_001, 1))),
    "huge animation.png": ("too_many_pixels", lambda: images.animated(3, (7000, 6000))),
    "picture.jpg": ("wrong_content", lambda: image("PNG")),
    "picture.png": ("wrong_content", lambda: image("JPEG")),
    "moving.jpg": ("wrong_content", lambda: image("GIF")),
    "drawing.png": ("wrong_content", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "scan.jpg": ("wrong_content", lambda: image("TIFF")),
    "bitmap.png": ("wrong_content", lambda: image("BMP")),
    "web.jpg": ("wrong_content", lambda: image("WEBP")),
    "web.heic": ("wrong_content", lambda: image("AVIF")),
    "photo.heic": ("wrong_content", lambda: image("JPEG")),
    "film.heic": ("wrong_content", lambda: images.FILM),
    "document.png": ("wrong_content", einvoice),
    "empty.jpg": ("wrong_content", lambda: b""),
    "also a ZIP.jpg": ("wrong_content", lambda: images.also_zip(image("JPEG"))),
    "also a ZIP.png": ("wrong_content", lambda: images.also_zip(image("PNG"))),
    "also a ZIP.heic": ("wrong_content", lambda: images.also_zip(HEIC)),
    "also a PDF.jpg": ("wrong_content", lambda: images.with_comment(b"%PDF-1.7\n1 0 obj")),
    "also a PDF.png": ("wrong_content", lambda: images.with_chunk(b"tEXt", b"x\0%PDF-1.7")),
    "program behind.jpg": ("wrong_content", lambda: image("JPEG") + b"MZ" * 40),
    "page behind.jpg": ("wrong_content", lambda: image("JPEG") + b"\n<script>alert(1)</script>"),
    "document behind.jpg": ("wrong_content", lambda: image("JPEG") + einvoice()),
    "archive behind.jpg": ("wrong_content", lambda: image("JPEG") + b"Rar!\x1a\x07\0" + b"x" * 90),
}


@pytest.mark.parametrize(("name", "make"), GOOD.items(), ids=GOOD)
def test_a_good_picture_passes(name, make):
    assert verdict(make(), name) == ""


@pytest.mark.parametrize(("name", "code", "make"), [(name, *row) for name, row in BAD.items()], ids=BAD)
def test_a_bad_picture_is_refused_for_what_it_is(name, code, make):
    assert verdict(make(), name) == code
