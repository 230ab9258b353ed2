"""What an office package says of itself: the types of its parts, and what they refer to."""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from documents.checks import codes
from documents.checks.codes import refuse_if

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
#: These two small lists are read whole.
MAX_LIST = 4 * 1024 * 1024
_MAIN = "application/vnd.openxmlformats-officedocument."
MAIN_TYPES = {
    "docx": _MAIN + "wordprocessingml.document.main+xml",
    "xlsx": _MAIN + "spreadsheetml.sheet.main+xml",
    "pptx": _MAIN + "presentationml.presentation.main+xml",
}
#: Words in the type of a part, and at the end of the type of a relation, and what they mean here.
_TYPES = (
    (re.compile(r"macro|vba", re.IGNORECASE), codes.MACROS),
    (re.compile(r"activex|control\+xml", re.IGNORECASE), codes.ACTIVE_CONTENT),
    (re.compile(r"oleobject", re.IGNORECASE), codes.ATTACHED_FILES),
    (re.compile(r"connections\+xml|externallink\+xml", re.IGNORECASE), codes.OUTSIDE_CONTENT),
)
_RELATIONS = (
    (re.compile(r"/(vbaProject|wordVbaData|xlMacrosheet|xlIntlMacrosheet)$", re.IGNORECASE), codes.MACROS),
    (re.compile(r"/(control|activeXControlBinary)$", re.IGNORECASE), codes.ACTIVE_CONTENT),
    (re.compile(r"/(oleObject|aFChunk|subDocument)$", re.IGNORECASE), codes.ATTACHED_FILES),
    (re.compile(r"/(externalLink|externalLinkPath|connections)$", re.IGNORECASE), codes.OUTSIDE_CONTENT),
)
_MACRO_NAME = re.compile(r"(^|/)(vbaproject[^/]*\.bin|vbadata\.xml|macrosheets/.*)$", re.IGNORECASE)
#: The schemes of a link that a click may open; anything else starts a program on somebody's computer.
_WEB = {"http", "https", "mailto", "tel", "ftp", "file"}
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]+):", re.IGNORECASE)
_CHART = re.compile(r"/charts?/_rels/[^/]+\.rels$", re.IGNORECASE)

Attributes = dict[str, str]


@dataclass
class Contents:
    """Types by the part's name and by its ending (in small letters); workbooks that belong to charts."""

    parts: dict[str, str] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)
    chart_workbooks: set[str] = field(default_factory=set)

    def type_of(self, name: str) -> str:
        """The content type of a part, "" where none is given."""
        return self.parts.get(name.lower()) or self.endings.get(name.rpartition(".")[2].lower(), "")


def read(opened: zipfile.ZipFile, extension: str) -> Contents:
    """The contents of a package that is what its extension says and refers to nothing it must not.

    Raises Refused.
    """
    names = opened.namelist()
    refuse_if(not {CONTENT_TYPES, ROOT_RELATIONS} <= set(names), codes.WRONG_CONTENT)
    contents = _contents(_whole(opened, CONTENT_TYPES))
    refuse_if(any(_MACRO_NAME.search(name) for name in names), codes.MACROS)
    _refuse_types([*contents.parts.values(), *contents.endings.values()])
    _check_main(opened, contents, extension)
    for name in names:
        if name.lower().endswith(".rels"):
            _check_relations(opened, name, contents)
    return contents


def _contents(data: bytes) -> Contents:
    contents = Contents()

    def start(name: str, given: Attributes) -> None:
        kind = given.get("ContentType", "")
        if name.endswith("Override"):
            contents.parts[given.get("PartName", "").lstrip("/").lower()] = kind
        elif name.endswith("Default"):
            contents.endings[given.get("Extension", "").lower()] = kind

    parse(data, start)
    return contents


def _refuse_types(types: list[str]) -> None:
    for pattern, code in _TYPES:
        refuse_if(any(pattern.search(kind) for kind in types), code)


def _check_main(opened: zipfile.ZipFile, contents: Contents, extension: str) -> None:
    """The part the package names as its document is there, and of the kind the file's name says."""
    mains = [
        posixpath.normpath(given.get("Target", "").lstrip("/"))
        for given in _relations(opened, ROOT_RELATIONS)
        if given.get("Type", "").endswith("/officeDocument")
    ]
    refuse_if(len(mains) != 1 or mains[0] not in opened.namelist(), codes.WRONG_CONTENT)
    refuse_if(contents.type_of(mains[0]) != MAIN_TYPES[extension], codes.WRONG_CONTENT)


def _check_relations(opened: zipfile.ZipFile, name: str, contents: Contents) -> None:
    for given in _relations(opened, name):
        kind, target = given.get("Type", ""), given.get("Target", "")
        for pattern, code in _RELATIONS:
            refuse_if(pattern.search(kind), code)
        if given.get("TargetMode", "").lower() == "external":
            _check_external(kind, target)
        elif kind.endswith("/package"):
            refuse_if(not _CHART.search(name) or not target.lower().endswith(".xlsx"), codes.ATTACHED_FILES)
            contents.chart_workbooks.add(_target(name, target))


def _check_external(kind: str, target: str) -> None:
    refuse_if(not kind.endswith("/hyperlink"), codes.OUTSIDE_CONTENT)
    scheme = _SCHEME.match(target)
    # One letter is a drive, not a scheme.
    refuse_if(scheme and scheme[1].lower() not in _WEB, codes.ACTIVE_CONTENT)


def _target(relations: str, target: str) -> str:
    """The part a relation means; seen from the folder above the one its list lies in."""
    folder = posixpath.dirname(posixpath.dirname(relations))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _relations(opened: zipfile.ZipFile, name: str) -> list[Attributes]:
    found: list[Attributes] = []

    def start(element: str, given: Attributes) -> None:
        if element.endswith("Relationship"):
            found.append(given)

    parse(_whole(opened, name), start)
    return found


def _whole(opened: zipfile.ZipFile, name: str) -> bytes:
    with opened.open(name) as part:
        data = part.read(MAX_LIST + 1)
    refuse_if(len(data) > MAX_LIST, codes.TOO_COMPLEX)
    return data


def parse(data: bytes, start: object) -> None:
    """Call `start(name, attributes)` for each element; raises Refused for a DTD or what is no XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start  # type: ignore[assignment]
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise codes.Refused(codes.DAMAGED) from error


def refuse_doctype(*declaration: object) -> None:
    """No office program writes a DTD; one is only there to blow up or to fetch."""
    raise codes.Refused(codes.TOO_COMPLEX)
