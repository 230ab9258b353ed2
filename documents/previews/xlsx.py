import re
import zipfile
from typing import BinaryIO

from documents.previews import office
from documents.previews.drawn import Drawn
from documents.previews.parts import Start, happenings

WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
MAX_SHEETS = 60
#: The last cell of a sheet's used range, as in A1:F20.
LAST = re.compile(r"(?:[A-Z]{1,3}\d{1,7}:)?([A-Z]{1,3})(\d{1,7})")


def draw(file: BinaryIO, extension: str) -> Drawn:
    """Its sheets with rows and columns, and its words."""
    return office.described(file, _facts)


def _facts(package: zipfile.ZipFile) -> office.Facts:
    targets = _targets(package)
    sheets = [
        {"name": name, **_size(package, targets.get(link, ""))}
        for name, link in _sheets(package)[:MAX_SHEETS]
    ]
    return {"sheets": sheets, "text": _text(package)}


def _sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name of each sheet, and the id of the link to its part."""
    found = []
    with office.part(package, WORKBOOK) as opened:
        for one in happenings(opened):
            if isinstance(one, Start) and one.name == "sheet":
                link = next((value for key, value in one.attributes.items() if key.endswith(" id")), "")
                found.append((one.attributes.get("name", "")[:150], link))
    return found


def _targets(package: zipfile.ZipFile) -> dict[str, str]:
    with office.part(package, LINKS) as opened:
        return {
            one.attributes.get("Id", ""): one.attributes.get("Target", "")
            for one in happenings(opened)
            if isinstance(one, Start) and one.name == "Relationship"
        }


def _size(package: zipfile.ZipFile, target: str) -> dict[str, int]:
    """Rows and columns of the used range; nothing where its program did not note it."""
    name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if name not in package.namelist():
        return {}
    with office.part(package, name) as opened:
        for one in happenings(opened):
            if isinstance(one, Start) and one.name == "dimension":
                return _numbers(one.attributes.get("ref", ""))
            if isinstance(one, Start) and one.name == "sheetData":
                break
    return {}


def _numbers(ref: str) -> dict[str, int]:
    if not (found := LAST.fullmatch(ref)):
        return {}
    columns = 0
    for letter in found[1]:
        columns = columns * 26 + ord(letter) - ord("A") + 1
    return {"rows": int(found[2]), "columns": columns}


def _text(package: zipfile.ZipFile) -> str:
    if STRINGS not in package.namelist():
        return ""
    with office.part(package, STRINGS) as opened:
        return office.text_of(opened, ends=("si",))
