"""Files to be drawn, made when asked for, and the child that draws them."""

import base64
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from weasyprint import HTML

from documents.previews import drawn
from documents.previews.drawn import Drawn

ROOT = Path(__file__).resolve().parents[3]
GPS = 0x8825
ORIENTATION = 0x0112
#: What a phone writes for "turn me clockwise".
TURNED = 6
#: A grey gradient of 32 by 24: what writes HEIC is not installed here, only what reads it.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAAAAAAAEIAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNs"
    "eAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAIAAAAAEAAAAYAAAAAf///+AAAAAC////2AAAAAIAAAAQcGl4"
    "aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAASm1kYXQAAAA+KAGvGSFpFMDuILUo7Biy3Xu0/o2a/XMzU3/qpKjZ"
    "pb++NY12mghEQK7yHU8lXoDwfs85+hvUoQjor0h6q4A="
)


def draw(data: bytes, extension: str) -> Drawn:
    """What the child makes of a file, in a process of its own as in life."""
    command = [sys.executable, "-m", "documents.previews", extension]
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        child = subprocess.run(command, stdin=file, capture_output=True, cwd=ROOT, check=False)
    assert child.returncode == 0, child.stderr.decode()
    return drawn.read(child.stdout)


def seen(picture: bytes) -> Image.Image:
    """A preview's picture, opened."""
    image = Image.open(BytesIO(picture))
    image.load()
    return image


def pdf(pages: int) -> bytes:
    """An A4 document that says on each page which it is."""
    body = "".join(
        f"<h1 style='break-after:page'>Seite {number} von {pages}</h1>" for number in range(1, pages + 1)
    )
    return HTML(string=f"<html lang='de'><title>Bericht</title>{body}</html>").write_pdf()


def photo(kind: str = "JPEG", size: tuple[int, int] = (3000, 2000), **options) -> bytes:
    """A photo whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (size[0] // 2, 0, *size))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def told_on(orientation: int = 1) -> Image.Exif:
    """EXIF as a phone writes it: where the photo was taken, by whose camera."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Camera of Anna"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (54.0, 19.0, 24.0)
    return exif


def package(parts: dict[str, str]) -> bytes:
    """A ZIP of parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()
