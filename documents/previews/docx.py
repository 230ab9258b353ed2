import zipfile
from typing import BinaryIO

from documents.previews import office
from documents.previews.drawn import Drawn


def draw(file: BinaryIO, extension: str) -> Drawn:
    """Title, pages and words as its program noted them, and the text."""
    return office.described(file, _facts)


def _facts(package: zipfile.ZipFile) -> office.Facts:
    with office.part(package, "word/document.xml") as opened:
        return office.counted(package, pages="Pages", words="Words") | {"text": office.text_of(opened)}
