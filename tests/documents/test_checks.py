"""What the structural checks say about real and broken files, in their real child process."""

import base64
import io
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from documents import storage, structure
from documents.structure import BytesChangedError, CheckerBrokeError
from tests.factories.documents import einvoice, received

pytestmark = pytest.mark.django_db

#: A grey gradient of 32 by 24, made by ourselves: what writes HEIC is not installed here, only what reads it.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAAAAAAAEIAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNs"
    "eAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAIAAAAAEAAAAYAAAAAf///+AAAAAC////2AAAAAIAAAAQcGl4"
    "aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAASm1kYXQAAAA+KAGvGSFpFMDuILUo7Biy3Xu0/o2a/XMzU3/qpKjZ"
    "pb++NY12mghEQK7yHU8lXoDwfs85+hvUoQjor0h6q4A="
)


def found(data, name):
    return structure.check(received(data, name))


def pdf(**encryption):
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(einvoice())) as document:
        document.save(file, encryption=pikepdf.Encryption(**encryption) if encryption else False)
    return file.getvalue()


def image(kind, size=(60, 40)):
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(file, kind)
    return file.getvalue()


def office(*parts, content=b"<x/>"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part in ("[Content_Types].xml", *parts):
            package.writestr(part, content)
    return file.getvalue()


def sealed():
    """As an office program seals a file with a password: an old container with one package inside."""
    return (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    )


def locked_zip():
    """An entry that says of itself that it is encrypted."""
    data = bytearray(office("word/document.xml"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def huge_png():
    """Nine thousand by nine thousand, in a few kilobytes."""
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    return file.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.mark.parametrize(
    ("name", "make", "content_type"),
    [
        ("simple.pdf", einvoice, "application/pdf"),
        ("old.pdf", lambda: einvoice("ZUGFeRD_1p0_COMFORT_Einfach.pdf"), "application/pdf"),
        ("xrechnung.pdf", lambda: einvoice("XRECHNUNG_Einfach.pdf"), "application/pdf"),
        ("owner.pdf", lambda: pdf(owner="secret", user=""), "application/pdf"),
        ("cii.xml", lambda: einvoice("EN16931_Einfach.cii.xml"), "text/xml"),
        ("ubl.XML", lambda: einvoice("EN16931_Einfach.ubl.xml"), "text/xml"),
        ("photo.jpg", lambda: image("JPEG"), "image/jpeg"),
        ("photo.jpeg", lambda: image("JPEG"), "image/jpeg"),
        ("large.jpg", lambda: image("JPEG", (5000, 4000)), "image/jpeg"),
        ("shot.png", lambda: image("PNG"), "image/png"),
        ("phone.heic", lambda: HEIC, "image/heic"),
        ("agenda.docx", lambda: office("word/document.xml"), OFFICE + "wordprocessingml.document"),
        ("list.xlsx", lambda: office("xl/workbook.xml"), OFFICE + "spreadsheetml.sheet"),
        ("talk.pptx", lambda: office("ppt/presentation.xml"), OFFICE + "presentationml.presentation"),
    ],
)
def test_a_good_file_passes_and_is_known_by_its_content(name, make, content_type):
    assert found(make(), name) == ("", content_type)


@pytest.mark.parametrize(
    ("refusal", "name", "make"),
    [
        ("password", "locked.pdf", lambda: pdf(user="secret", owner="secret")),
        ("password", "sealed.docx", sealed),
        ("password", "locked.docx", locked_zip),
        ("damaged", "half.pdf", lambda: einvoice()[:20_000]),
        ("damaged", "head.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 500),
        ("damaged", "half.jpg", lambda: image("JPEG", (600, 400))[:9_000]),
        ("damaged", "half.png", lambda: image("PNG", (600, 400))[:9_000]),
        ("damaged", "half.heic", lambda: HEIC[: len(HEIC) // 2]),
        ("damaged", "half.docx", lambda: office("word/document.xml")[:-30]),
        ("damaged", "half.xml", lambda: einvoice("EN16931_Einfach.cii.xml")[:2_000]),
        ("wrong_content", "invoice.pdf", lambda: image("PNG")),
        ("wrong_content", "photo.jpg", lambda: image("PNG")),
        ("wrong_content", "photo.png", einvoice),
        ("wrong_content", "text.pdf", lambda: b"Dear all,\nplease find attached"),
        ("wrong_content", "program.pdf", lambda: b"\x7fELF" + b"\0" * 500),
        ("wrong_content", "list.docx", lambda: office("xl/workbook.xml")),
        ("wrong_content", "plain.docx", lambda: office("readme.txt")),
        ("wrong_content", "web.xml", lambda: b"<!DOCTYPE html><html><body>Hello</body></html>"),
        ("too_complex", "many.docx", lambda: office("word/document.xml", *(f"x/{n}" for n in range(2_000)))),
        ("too_complex", "bomb.docx", lambda: office("word/document.xml", content=b"\0" * 120_000_000)),
        ("too_many_pixels", "huge.png", huge_png),
        ("no_e_invoice", "other.xml", lambda: b'<?xml version="1.0"?><note>Hello</note>'),
        ("no_e_invoice", "dtd.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'),
    ],
)
def test_a_bad_file_is_refused_for_what_it_is(refusal, name, make):
    assert found(make(), name) == (refusal, "")


def test_a_file_that_eats_memory_is_too_complex():
    """A small PNG whose text chunk unpacks to 600 MB."""
    data = image("PNG")
    packer = zlib.compressobj(9)
    text = b"x\0\0" + b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(600)) + packer.flush()
    chunk = len(text).to_bytes(4, "big") + b"zTXt" + text + zlib.crc32(b"zTXt" + text).to_bytes(4, "big")
    refusal, _ = found(data[:33] + chunk + data[33:], "memory.png")
    assert refusal in {"too_complex", "damaged"}


def test_bytes_that_changed_in_storage_are_no_finding(settings):
    document = received()
    path = settings.DOCUMENTS_FOLDER / document.key
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(BytesChangedError):
        structure.check(document)


def test_a_child_that_breaks_says_nothing_about_the_file(monkeypatch):
    monkeypatch.setattr(structure, "_ROOT", "/")
    with pytest.raises(CheckerBrokeError, match="documents"):
        structure.check(received())


def test_the_child_sees_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    assert "SECRET_KEY" not in structure._ENVIRONMENT
    assert found(einvoice(), "a.pdf") == ("", "application/pdf")


def test_what_was_checked_lies_there_unchanged():
    data = pdf(owner="secret", user="")
    document = received(data)
    structure.check(document)
    assert b"".join(storage.read(document.key)) == data
