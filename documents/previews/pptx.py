import re
import zipfile
from typing import Any, BinaryIO

from documents.previews import office
from documents.previews.drawn import MAX_TEXT, Drawn
from documents.previews.parts import End, Start, Text, happenings

SLIDE = re.compile(r"ppt/slides/slide(\d{1,4})\.xml")
MAX_SLIDES = 60
TITLES = {"title", "ctrTitle"}


def draw(file: BinaryIO, extension: str) -> Drawn:
    """How many slides, what each is called, and their text."""
    return office.described(file, _facts)


def _facts(package: zipfile.ZipFile) -> office.Facts:
    numbers = sorted(int(found[1]) for name in package.namelist() if (found := SLIDE.fullmatch(name)))
    titles, texts = [], []
    for number in numbers[:MAX_SLIDES]:
        name = f"ppt/slides/slide{number}.xml"
        with office.part(package, name) as opened:
            titles.append(_title(opened)[:150])
        with office.part(package, name) as opened:
            texts.append(office.text_of(opened))
    return {"slides": len(numbers), "titles": titles, "text": "\n\n".join(texts)[:MAX_TEXT]}


def _title(opened: Any) -> str:
    """The text of the slide's first title shape; "" where it has none."""
    found, titled = "", False
    for one in happenings(opened):
        match one:
            case Start("ph", attributes):
                titled = attributes.get("type") in TITLES
            case Text(data) if titled:
                found += data
            case End("sp") if found.strip():
                break
            case End("sp"):
                titled = False
    return " ".join(found.split())
