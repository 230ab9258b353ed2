"""PDFs that blow up, run in a ring or have no bottom: a few kilobytes each, until somebody looks inside."""

import zlib

import pikepdf
from pikepdf import Array, Dictionary

from tests.documents.checks.pdfs import PAGE, PAGES, ROOT, by_hand, object_at, page_with, pdf


def bomb(piece: bytes, size: int, before: bytes = b"") -> bytes:
    """`before`, then the piece repeated up to that many bytes: one packed block, laid end to end."""
    packer = zlib.compressobj(9)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(piece * 100_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size // (len(piece) * 100_000))


def stream(data: bytes, extra: bytes = b"", filters: bytes = b"/FlateDecode") -> bytes:
    return b"<</Length %d/Filter%s%s>>\nstream\n%s\nendstream" % (len(data), filters, extra, data)


def content_bomb() -> bytes:
    return page_with(b"/Contents 4 0 R", stream(bomb(b"0 0 m ", 900_000_000)))


def twice_packed_bomb() -> bytes:
    """Two gigabytes in a few kilobytes."""
    twice = zlib.compress(bomb(b"\0" * 100, 2_000_000_000), 9)
    return page_with(b"/Contents 4 0 R", stream(twice, filters=b"[/FlateDecode/FlateDecode]"))


def object_stream_bomb() -> bytes:
    """Objects inside a packed stream that unpacks to 1.2 gigabytes."""
    inside = bomb(b"<</X/Y>> ", 1_200_000_000, before=b"5 0 6 9 ")
    packed = stream(inside, extra=b"/Type/ObjStm/N 20/First 8")
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate((ROOT, PAGES, PAGE % b"/Contents 5 0 R", packed), 1):
        places.append(len(data))
        data += object_at(number, body)
    rows = b"\0" * 6 + b"".join(b"\1" + place.to_bytes(4, "big") + b"\0" for place in places)
    rows += b"\2" + (4).to_bytes(4, "big") + b"\0" + b"\2" + (4).to_bytes(4, "big") + b"\1"
    table = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream" % (len(rows), rows)
    return data + object_at(7, table) + b"startxref\n%d\n%%%%EOF\n" % len(data)


def table_bomb() -> bytes:
    """A packed table of a thousand million objects."""
    rows = bomb(b"\0\0\0\0\0\0", 6_000_000_000)
    table = stream(rows, extra=b"/Type/XRef/Size 1000000000/W[1 4 1]/Root 1 0 R/Index[0 1000000000]")
    data = b"%PDF-1.7\n" + object_at(1, ROOT) + object_at(2, PAGES) + object_at(3, PAGE % b"")
    return data + object_at(4, table) + b"startxref\n%d\n%%%%EOF\n" % len(data)


def deep_pages(levels: int = 20_000) -> bytes:
    """Each group of pages holds one group."""
    groups = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(levels)]
    return by_hand(ROOT, *groups, PAGE % b"")


def pages_in_a_ring() -> bytes:
    return by_hand(
        ROOT, b"<</Type/Pages/Count 2/Kids[3 0 R 2 0 R 4 0 R]>>", PAGE % b"", b"<</Type/Pages/Kids[2 0 R]>>"
    )


def same_group_many_times() -> bytes:
    """Ten levels of ten times the next: ten thousand million pages of one."""
    levels = [b"<</Type/Pages/Count 10/Kids[%s]>>" % (b"%d 0 R " % (number + 3) * 10) for number in range(10)]
    return by_hand(ROOT, *levels, PAGE % b"")


def many_objects() -> bytes:
    return pdf(
        lambda document: setattr(
            document.Root,
            "Kept",
            Array([document.make_indirect(Dictionary(K=number)) for number in range(160_000)]),
        ),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )


def attached_bomb() -> bytes:
    """An invoice without end, inside."""
    head = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
    inside = stream(bomb(b"<a/>", 500_000_000, before=head), extra=b"/Type/EmbeddedFile")
    return page_with(b"", inside)


def deep_list() -> bytes:
    return page_with(b"/X 4 0 R", b"[" * 2_000_000 + b"]" * 2_000_000)


def ring_of_tables() -> bytes:
    """The table before this one is this one."""
    return page_with(b"", trailer=b"/Prev HERE") + b" "


def said_to_be_large() -> bytes:
    """Thousands of millions of objects by its own words, none of them there."""
    return page_with(b"", size=2_147_483_647).replace(b"xref\n0 4\n", b"xref\n0 2147483647\n")
