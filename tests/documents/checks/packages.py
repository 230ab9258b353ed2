"""Office files of the tests' own making: small real packages, and ZIPs no honest program writes."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Mapping

OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"

Parts = dict[str, bytes]
MAINS = {
    "docx": ("word/document.xml", OFFICE + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml"),
}
BODIES = {
    "docx": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Agenda</w:t></w:r></w:p></w:body></w:document>',
    "xlsx": f'<workbook xmlns="{SHEET}"><sheets><sheet name="a" sheetId="1"/></sheets></workbook>',
    "pptx": f'<p:presentation xmlns:p="{SLIDE}"/>',
}


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def streamed(parts: Mapping[str, bytes | str]) -> bytes:
    """As programs write that cannot go back: sizes stand behind each entry."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return pipe.data


def types(parts: Mapping[str, str], **endings: str) -> str:
    defaults = {
        "rels": PACKAGE.replace("http", "application") and "application/xml",
        "xml": "application/xml",
    }
    rows = [
        f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in (defaults | endings).items()
    ]
    rows += [f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()]
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{"".join(rows)}</Types>'


def relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    kind = kind if "://" in kind else f"{RELATIONS}/{kind}"
    return f'<Relationship Id="r{abs(hash(target))}" Type="{kind}" Target="{target}"{mode}/>'


def relations(*rows: str) -> str:
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def parts_of(kind: str, typed: Mapping[str, str] | None = None, **endings: str) -> dict[str, bytes | str]:
    """The three parts an office file has at least, and the types of others."""
    name, content_type = MAINS[kind]
    return {
        "[Content_Types].xml": types({name: content_type} | dict(typed or {}), **endings),
        "_rels/.rels": relations(relation("officeDocument", name)),
        name: HEAD + BODIES[kind],
    }


def office(kind: str = "docx", more: Mapping[str, bytes | str] | None = None, **how: object) -> bytes:
    """A small office file, and more parts."""
    return zipped(parts_of(kind, **how) | dict(more or {}))


def related(kind: str, *rows: str, more: Mapping[str, bytes | str] | None = None) -> bytes:
    """An office file whose main part refers to these."""
    folder, _, name = MAINS[kind][0].partition("/")
    return office(kind, {f"{folder}/_rels/{name}.rels": relations(*rows)} | dict(more or {}))


def outside(kind: str, how: str, target: str = "https://example.com/x") -> bytes:
    return related(kind, relation(how, target, external=True))


def text(content: str) -> bytes:
    """A DOCX with this content in its body."""
    body = f'{HEAD}<w:document xmlns:w="{WORD}"><w:body><w:p>{content}</w:p></w:body></w:document>'
    return office("docx", {"word/document.xml": body})


def field(*runs: str) -> bytes:
    return text("".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs))


def slide(action: str) -> bytes:
    return office(
        "pptx", {"ppt/slides/slide1.xml": f'{HEAD}<p:sld xmlns:p="{SLIDE}"><a action="{action}"/></p:sld>'}
    )


def sheet(formula: str) -> bytes:
    return office(
        "xlsx", {"xl/worksheets/sheet1.xml": f"{HEAD}<worksheet><c><f>{formula}</f></c></worksheet>"}
    )


def with_chart(workbook: bytes, name: str = "book1.xlsx", by: str = "charts") -> bytes:
    """A presentation with a chart, whose figures lie inside as a workbook."""
    return office(
        "pptx",
        {
            f"ppt/{by}/chart1.xml": HEAD + "<c/>",
            f"ppt/{by}/_rels/chart1.xml.rels": relations(relation("package", f"../embeddings/{name}")),
            f"ppt/embeddings/{name}": workbook,
        },
    )


def changed(data: bytes, *, local: bool = True, central: bool = True, at: int, value: bytes) -> bytes:
    """The first entry with other bytes in its own head (counted there) or in the directory's."""
    made = bytearray(data)
    directory = data.index(b"PK\x01\x02")
    if local:
        made[at : at + len(value)] = value
    if central:
        made[directory + at + 2 : directory + at + 2 + len(value)] = value
    return bytes(made)


def locked() -> bytes:
    """An entry that says of itself that it is encrypted."""
    return changed(office(), at=6, value=b"\x01")


def sealed() -> bytes:
    """As an office program seals a file with a password: an old container with one package inside."""
    return (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    )


def other_name_inside() -> bytes:
    """The directory calls an entry another thing than its own head does."""
    data = office(more={"word/media/a.png": b"x"})
    return data.replace(b"word/media/a.png", b"word/media/b.png", 1)


def with_twins(second: str = "word/document.xml") -> bytes:
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as package:
        package._didModify = True
        package.NameToInfo.clear()  # so that no warning is given
        package.writestr(second, "<other/>")
    return file.getvalue()


def with_link() -> bytes:
    entry = zipfile.ZipInfo("word/media/a.png")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(entry, "/etc/passwd")
    return file.getvalue()


def with_entry(name: str) -> bytes:
    """An entry of this name, written as it stands."""
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(entry, b"<x/>")
    return file.getvalue()


def prefixed(data: bytes) -> bytes:
    return data + office()


def prefixed_and_shifted(data: bytes) -> bytes:
    """Something before the ZIP that its directory knows of."""
    file = io.BytesIO(data)
    file.seek(0, 2)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of("docx").items():
            package.writestr(name, content)
    return file.getvalue()


def with_gap() -> bytes:
    """A hundred bytes no entry knows of, before the directory."""
    data = office()
    directory = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    place = struct.pack("<L", directory + 100)
    return (
        data[:directory] + b"\0" * 100 + data[directory:end] + data[end : end + 16] + place + data[end + 20 :]
    )


def overlapping() -> bytes:
    """Two entries of the directory that share the bytes of one."""
    data = office(more={"word/a.xml": "<a/>", "word/b.xml": "<b/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        first, second = (package.getinfo(f"word/{name}.xml").header_offset for name in "ab")
    directory = data.index(b"PK\x01\x02")
    return data[:directory] + data[directory:].replace(struct.pack("<L", second), struct.pack("<L", first))


def with_comment(comment: bytes) -> bytes:
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as package:
        package.comment = comment
    return file.getvalue()


def lying_bomb() -> bytes:
    """Says it is small in both heads, and goes on unpacking."""
    data = office(more={"word/media/z.bmp": b"\0" * 60_000_000})
    return data.replace(struct.pack("<L", 60_000_000), struct.pack("<L", 600))


def flat_bomb() -> bytes:
    """Many entries, each just small enough for itself."""
    return office(more={f"word/media/{number}.bmp": b"\0" * 4_000_000 for number in range(60)})


def quoted(method: int) -> bytes:
    return zipped(parts_of("docx"), method)


def white_bomb() -> bytes:
    """Within every ratio, and more than 200 MB all the same: lines of noise and blanks."""
    lines = b"".join(os.urandom(30).hex().encode() + b" " * 2_000 for _ in range(105_000))
    body = f'<w:document xmlns:w="{WORD}">'.encode() + lines + b"</w:document>"
    return zipped(parts_of("docx") | {"word/document.xml": body})


def laughs() -> bytes:
    """A thousand million laughs in a kilobyte."""
    rows = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return f'{HEAD}<!DOCTYPE a [<!ENTITY l0 "ha">{rows}]><a>&l9;</a>'.encode()
