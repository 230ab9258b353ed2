"""A ZIP that is sent while it is written, with names every system can unpack."""

import io
from zipfile import ZIP_STORED, ZipFile

import pytest

from claims.zipping import LONGEST_NAME, Entry, of_bytes, safe_name, zipped
from lifecycle import clock

pytestmark = pytest.mark.django_db


def test_the_archive_never_holds_more_than_a_piece():
    def chunks():
        for _ in range(400):
            yield b"x" * 100_000

    held = [len(piece) for piece in zipped([Entry("big.bin", 40_000_000, clock.now(), chunks)])]
    assert sum(held) > 40_000_000
    assert max(held) < 110_000


def test_what_is_packed_already_is_stored():
    data = b"".join(
        zipped(
            [of_bytes("a.txt", b"a" * 1000, clock.now()), Entry("b", 4, clock.now(), lambda: iter([b"abcd"]))]
        )
    )
    archive = ZipFile(io.BytesIO(data))
    assert archive.getinfo("b").compress_type == ZIP_STORED
    assert archive.getinfo("a.txt").compress_size < 100
    assert archive.read("a.txt") == b"a" * 1000


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\evil.exe", "evil.exe"),
        ("C:\\x.pdf", "x.pdf"),
        ('a<b>c:"d|e?f*.pdf', "a_b_c__d_e_f_.pdf"),
        ("line\nbreak.pdf", "linebreak.pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        ("Rechnung März.pdf", "Rechnung März.pdf"),
        ("x.", "x"),
    ],
)
def test_names_every_system_can_unpack(raw, safe):
    assert safe_name(raw) == safe


@pytest.mark.parametrize("raw", ["ü" * 150, "文" * 146 + ".pdf", "🎉" * 150 + ".jpg"])
def test_a_long_name_stays_within_what_file_systems_take(raw):
    name = safe_name(raw)
    assert len(name.encode()) <= LONGEST_NAME
    assert name.endswith(raw[-4:] if "." in raw else "ü")
