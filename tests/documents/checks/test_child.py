"""The checks as they really run: a child process with hard limits. Every bomb ends there, and soon."""

import ast
import resource
import subprocess
import sys

import pytest

from documents import storage, structure
from documents.checks.kinds import KINDS
from documents.structure import BytesChangedError, CheckerBrokeError
from tests.documents.checks import images, packages, pdf_bombs, pdfs
from tests.factories.documents import einvoice, received

pytestmark = pytest.mark.django_db

OFFICE = "application/vnd.openxmlformats-officedocument."
#: Seconds of processor time: on a busy machine the clock of the wall says nothing.
SOON = 5

GOOD = {
    "simple.pdf": (einvoice, "application/pdf"),
    "cii.xml": (lambda: einvoice("EN16931_Einfach.cii.xml"), "text/xml"),
    "ubl.XML": (lambda: einvoice("EN16931_Einfach.ubl.xml"), "text/xml"),
    "photo.jpeg": (lambda: images.image("JPEG"), "image/jpeg"),
    "fifty megapixels.png": (lambda: images.blank((10_000, 5_000), mode="RGBA"), "image/png"),
    "phone.heic": (lambda: images.HEIC, "image/heic"),
    "agenda.docx": (packages.office, OFFICE + "wordprocessingml.document"),
    "list.xlsx": (lambda: packages.office("xlsx"), OFFICE + "spreadsheetml.sheet"),
    "talk.pptx": (lambda: packages.office("pptx"), OFFICE + "presentationml.presentation"),
}

BOMBS = {
    "content.pdf": pdf_bombs.content_bomb,
    "twice packed.pdf": pdf_bombs.twice_packed_bomb,
    "objects.pdf": pdf_bombs.object_stream_bomb,
    "table.pdf": pdf_bombs.table_bomb,
    "attached.pdf": pdf_bombs.attached_bomb,
    "many objects.pdf": pdf_bombs.many_objects,
    "deep pages.pdf": pdf_bombs.deep_pages,
    "deep list.pdf": pdf_bombs.deep_list,
    "ring of tables.pdf": pdf_bombs.ring_of_tables,
    "ring of pages.pdf": pdf_bombs.pages_in_a_ring,
    "drawings.pdf": lambda: pdfs.pdf(pdfs.drawings(levels=10, times=10)),
    "no page.pdf": lambda: pdfs.pdf(pages=0),
    "text.png": images.text_bomb,
    "profile.png": images.profile_bomb,
    "pixels.png": lambda: images.blank((9000, 9000)),
    "lying.docx": packages.lying_bomb,
    "flat.docx": packages.flat_bomb,
    "white.docx": packages.white_bomb,
    "laughs.xml": packages.laughs,
}


def found(data: bytes, name: str) -> tuple[str, str]:
    return structure.check(received(data, name))


def used() -> float:
    """Processor time of all children that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize(
    ("name", "make", "content_type"), [(name, *row) for name, row in GOOD.items()], ids=GOOD
)
def test_a_good_file_passes_and_is_known_by_its_content(name, make, content_type):
    assert found(make(), name) == ("", content_type)


@pytest.mark.parametrize(("name", "make"), BOMBS.items(), ids=BOMBS)
def test_a_bomb_or_a_loop_is_refused_soon(name, make):
    document = received(make(), name)
    before = used()
    refusal, content_type = structure.check(document)
    assert refusal in {"too_complex", "damaged", "too_many_pixels", "no_e_invoice", "too_many_pages"}
    assert not content_type
    assert used() - before < SOON


def test_a_pdf_that_says_it_is_huge_is_read_as_what_it_is():
    assert found(pdf_bombs.said_to_be_large(), "large.pdf") == ("", "application/pdf")


def test_a_signed_pdf_passes_and_lies_there_unchanged():
    """A signature covers each byte: nothing of what arrived may ever be written anew."""
    data = pdfs.pdf(pdfs.signed)
    document = received(data, "signed.pdf")
    assert structure.check(document) == ("", "application/pdf")
    assert b"/ByteRange" in data
    assert b"".join(storage.read(document.key)) == data


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


@pytest.mark.parametrize("answer", [b"", b"fine", b"[]", b'{"refusal": "all fine", "network_cut": true}'])
def test_a_child_that_talks_nonsense_says_nothing_about_the_file(monkeypatch, answer):
    monkeypatch.setattr(structure, "in_child", lambda module, document: answer)
    with pytest.raises(CheckerBrokeError):
        structure.check(received())


def test_the_child_sees_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    assert "SECRET_KEY" not in structure._ENVIRONMENT
    assert found(einvoice(), "a.pdf") == ("", "application/pdf")


def in_limits(code: str) -> str:
    """What Python says that runs these lines under the limits of the checks."""
    program = f"from documents.checks import limits\ncut = limits.apply(2)\n{code}"
    child = subprocess.run(
        [sys.executable, "-EsB", "-c", program],
        capture_output=True,
        text=True,
        cwd=structure._ROOT,
        check=False,
    )
    return child.stdout.strip() or str(child.returncode)


def test_under_the_limits_nothing_is_written(tmp_path):
    said = in_limits(
        f"try:\n  open('{tmp_path}/x', 'wb', 0).write(b'x')\nexcept OSError as no: print(no.errno)"
    )
    assert said == "27", "File too large: not a single byte"


def test_under_the_limits_memory_ends():
    assert in_limits("try: bytes(600_000_000)\nexcept MemoryError: print('none left')") == "none left"


def test_under_the_limits_time_ends():
    assert in_limits("while True: pass") == "-24", "SIGXCPU"


def test_under_the_limits_there_is_no_network():
    said = in_limits(
        "import socket\n"
        "try: socket.create_connection(('127.0.0.1', 9), 2)\n"
        "except OSError as no: print((cut, no.errno))"
    )
    cut, error = ast.literal_eval(said)
    if not cut:
        pytest.skip(
            "unshare is not permitted on this machine: the checks run without cutting off their network"
        )
    assert error == 101, "Network is unreachable, not merely nobody there"


def test_where_the_network_cannot_be_cut_the_log_says_so_once(monkeypatch, caplog):
    structure._warn_of_network.cache_clear()
    monkeypatch.setattr(
        structure, "in_child", lambda module, document: b'{"refusal": "", "network_cut": false}'
    )
    document = received()
    assert [structure.check(document)[0] for _ in range(3)] == [""] * 3
    assert [record.message for record in caplog.records if "unshare" in record.message] == [
        "unshare is not permitted here: the checks of files run without cutting off their network"
    ]


def test_no_kind_of_file_may_take_longer_than_the_hard_limit():
    assert all(kind.seconds <= 20 for kind in KINDS.values())
    assert KINDS["pdf"].seconds < 5
