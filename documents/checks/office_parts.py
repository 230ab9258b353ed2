"""One part of an office file as it is unpacked, piece by piece: XML without a DTD, nothing that acts, or plain data."""

import re
from xml.parsers import expat

from documents.checks import codes
from documents.checks.codes import refuse_if
from documents.checks.natures import FOREIGN
from documents.checks.office_relations import Attributes, refuse_doctype

_XML_ENDINGS = (".xml", ".rels")
#: Old drawings; spreadsheet programs write ones that are no well-formed XML, so only a DTD is looked for.
_DRAWINGS = ".vml"
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
#: A field that asks another program for its content, and so starts it.
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_PROGRAM = re.compile(r"ppaction://(program|macro|ole)", re.IGNORECASE)
#: A formula that asks a server when the sheet is calculated.
_WEB_FORMULA = re.compile(rb"WEBSERVICE\s*\(", re.IGNORECASE)
OVERLAP = 20
#: Fields of a text are short; more is not kept.
MAX_FIELDS = 1_000_000


class Part:
    """Feed it the content, then end it. Raises Refused; `foreign` tells that it is a file of another kind."""

    def __init__(self, name: str, content_type: str) -> None:
        small = name.lower()
        self.foreign = False
        self._first = True
        self._tail = b""
        self._sheet = small.startswith("xl/")
        self._drawing = small.endswith(_DRAWINGS)
        is_xml = small.endswith(_XML_ENDINGS) or content_type.endswith(("+xml", "/xml"))
        self._parser = _Parser(small) if is_xml and not self._drawing else None

    def feed(self, data: bytes) -> None:
        """Look at the next piece."""
        if self._first:
            self._first = False
            self.foreign = self._parser is None and not self._drawing and _is_foreign(data)
        if self._parser:
            self._parser.feed(data)
        seen, self._tail = self._tail + data, data[-OVERLAP:]
        refuse_if(self._drawing and _DOCTYPE.search(seen.replace(b"\0", b"")), codes.TOO_COMPLEX)
        refuse_if(self._sheet and self._parser and _WEB_FORMULA.search(seen), codes.OUTSIDE_CONTENT)

    def end(self) -> None:
        """Say that nothing more comes."""
        if self._parser:
            self._parser.end()


def _is_foreign(data: bytes) -> bool:
    """Programs, packages and documents; a picture drawn as text (SVG) begins like a page and is none."""
    return data.startswith(tuple(sign for sign in FOREIGN if sign != b"<"))


class _Parser:
    """Well-formed, without a DTD; in texts and slides the fields and clicks that start a program are found."""

    def __init__(self, name: str) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = refuse_doctype
        self._in_field = False
        self._fields = ""
        if name.startswith("word/"):
            self._parser.StartElementHandler = self._start_in_text
            self._parser.EndElementHandler = self._end_in_text
            self._parser.CharacterDataHandler = self._characters
        elif name.startswith("ppt/"):
            self._parser.StartElementHandler = self._start_in_slide

    def feed(self, data: bytes) -> None:
        self._parse(data, last=False)

    def end(self) -> None:
        self._parse(b"", last=True)
        refuse_if(_DDE.search(self._fields), codes.ACTIVE_CONTENT)

    def _parse(self, data: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(data, last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise codes.Refused(codes.DAMAGED) from error

    def _start_in_text(self, name: str, given: Attributes) -> None:
        self._in_field = name.endswith(" instrText")
        if name.endswith(" fldSimple"):
            self._note(" " + " ".join(given.values()) + " ")
        elif name.endswith(" fldChar"):
            self._note(" ")

    def _end_in_text(self, name: str) -> None:
        self._in_field = False

    def _characters(self, text: str) -> None:
        """A field's words may be cut into several runs: they are put together again."""
        if self._in_field:
            self._note(text)

    def _note(self, text: str) -> None:
        self._fields += text
        refuse_if(len(self._fields) > MAX_FIELDS, codes.TOO_COMPLEX)

    def _start_in_slide(self, name: str, given: Attributes) -> None:
        refuse_if(_PROGRAM.match(given.get("action", "")), codes.ACTIVE_CONTENT)
