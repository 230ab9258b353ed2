"""200 files of 200 kB through their checks and clamd, against the same tasks and child processes without clamd.

In turns in one run, ten files each time: PDFs, photos and office files. Without clamd the bytes are
read and hashed all the same, and nobody is asked about them. clamd has a handful of signatures of our own
here, as in the tests; its makers' millions take memory and start-up, hardly time a file.
`python -m benchmarks.scanning`
"""

import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable
from unittest.mock import patch

from benchmarks.serving import timed
from claims_portal import embedded

FILES = 200
SIZE = 200_000
TURN = 10
TARGET = 2.0
DATABASE = "test_bench_scanning"
#: Red, green and blue of so many pixels squared are SIZE bytes.
PIXELS = 258


def run() -> bool:
    """Measure, print, and say whether the target is met."""
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "claims_portal.settings.test"
    import django

    django.setup()
    from django.test.utils import override_settings

    from benchmarks import upload_people
    from tests.services.clamd import Clamd, program

    upload_people.session_key(DATABASE)
    clamd = Clamd(program())
    clamd.start()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="bench-") as folder,
            override_settings(DOCUMENTS_FOLDER=folder, SCANNER="clamd", CLAMD_URL=clamd.url),
        ):
            without, scanned = _measure()
    finally:
        clamd.remove()
    print(
        f"{FILES} files of 200 kB, checks and scan: {scanned / without:.2f} × without clamd (target {TARGET:g} ×)"
    )
    print(f"  {without:.0f} s without clamd, {scanned:.0f} s with it: {scanned / FILES * 1000:.0f} ms a file")
    return scanned / without <= TARGET


def _measure() -> tuple[float, float]:
    """Seconds for all files, without clamd and with it."""
    without = scanned = 0.0
    for _ in range(0, FILES, TURN):
        with patch("documents.scanning._answer_to", _nobody):
            without += _checked(_jobs())
        scanned += _checked(_jobs())
    return without, scanned


def _nobody(pieces) -> str:
    """The bytes are read, hashed and let go."""
    for _data in pieces:
        pass
    return "stream: OK"


def _checked(jobs: list[int]) -> float:
    """Seconds until these are done. Raises RuntimeError where a file did not pass."""
    from documents import tasks
    from documents.enums import State
    from documents.models import Document
    from outbox.jobs import run as work

    seconds = timed(lambda: [work(job, tasks.check.body) for job in jobs])
    if wrong := Document.objects.exclude(state=State.CLEAN).values_list("name", "state", "refusal").first():
        raise RuntimeError(f"Not clean: {wrong}")
    return seconds


def _jobs() -> list[int]:
    """Files of one turn, received; the ids of their jobs."""
    from accounts.models import Partner, User
    from documents.actions import receive
    from documents.stored import StoredUpload
    from lifecycle import clock
    from outbox.models import Job

    partner, user = Partner.objects.get(), User.objects.get()
    for number in range(TURN):
        name, make = KINDS[number % len(KINDS)]
        upload = StoredUpload(name)
        upload.write(make())
        upload.finish()
        receive(upload, partner=partner, user=user, at=clock.now())
    return list(Job.objects.open().filter(task="documents.check").values_list("pk", flat=True))


def _pdf() -> bytes:
    import pikepdf

    file = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        picture = pikepdf.Stream(
            pdf,
            os.urandom(PIXELS * PIXELS * 3),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=PIXELS,
            Height=PIXELS,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page.add_resource(picture, pikepdf.Name.XObject)
        pdf.save(file)
    return file.getvalue()


def _photo() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.frombytes("RGB", (PIXELS, PIXELS), os.urandom(PIXELS * PIXELS * 3)).save(file, "JPEG", quality=98)
    return file.getvalue()


def _letter() -> bytes:
    file = io.BytesIO()
    package = "http://schemas.openxmlformats.org/package/2006/"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    of_document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}relationships">'
        f'<Relationship Id="r1" Type="{of_document}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
        "word/media/image1.png": b"\x89PNG\r\n\x1a\n" + os.urandom(SIZE),
    }
    with zipfile.ZipFile(file, "w") as letter:
        for name, data in parts.items():
            letter.writestr(name, data)
    return file.getvalue()


KINDS: list[tuple[str, Callable[[], bytes]]] = [
    ("invoice.pdf", _pdf),
    ("photo.jpg", _photo),
    ("letter.docx", _letter),
]

if __name__ == "__main__":
    sys.exit(not run())
