"""What is said about office files: real ones pass, macros, files inside, tricks of the ZIP are refused."""

import zipfile

import pytest

from tests.documents.checks import packages, verdict
from tests.documents.checks.packages import office, outside, related, relation, with_chart, with_entry
from tests.factories.documents import einvoice

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
MICROSOFT = "application/vnd.ms-"

GOOD = {
    "text.docx": office,
    "table.xlsx": lambda: office("xlsx"),
    "slides.pptx": lambda: office("pptx"),
    "streamed.xlsx": lambda: packages.streamed(packages.parts_of("xlsx")),
    "stored.docx": lambda: packages.quoted(zipfile.ZIP_STORED),
    "picture.docx": lambda: office(more={"word/media/image1.png": PNG, "word/": b""}),
    "link.docx": lambda: outside("docx", "hyperlink"),
    "mailto.pptx": lambda: outside("pptx", "hyperlink", "mailto:anna@example.com"),
    "drive.xlsx": lambda: outside("xlsx", "hyperlink", "C:\\list.xlsx"),
    "chart.pptx": lambda: with_chart(office("xlsx")),
    "fields.docx": lambda: packages.field(" PAGE ", " TOC \\o ", " HYPERLINK x "),
    "formula.xlsx": lambda: packages.sheet("SUM(A1:A9)"),
    "click.pptx": lambda: packages.slide("ppaction://hlinksldjump"),
    "comments.xlsx": lambda: office("xlsx", {"xl/drawings/vml1.vml": "<xml><br></xml>"}),
    "printer.xlsx": lambda: office("xlsx", {"xl/printerSettings/p.bin": b"P\0r\0i\0n\0t" * 9}),
    "blank.docx": lambda: office(more={"word/media/b.bmp": b"\xff" * 3_000_000}),
    "svg.docx": lambda: office(more={"word/media/b.svg": b"<svg/>"}),
}

BAD = {
    "another kind.docx": ("wrong_content", lambda: office("xlsx")),
    "a plain ZIP.docx": ("wrong_content", lambda: packages.zipped({"readme.txt": "x"})),
    "a name only.docx": (
        "wrong_content",
        lambda: packages.zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
    ),
    "no type.docx": ("wrong_content", lambda: office(more={"[Content_Types].xml": packages.types({})})),
    "no main part.docx": (
        "wrong_content",
        lambda: office(more={"_rels/.rels": packages.relations(relation("officeDocument", "word/x.xml"))}),
    ),
    "two main parts.docx": (
        "wrong_content",
        lambda: office(
            more={"_rels/.rels": packages.relations(*[relation("officeDocument", "word/document.xml")] * 2)}
        ),
    ),
    "old container.docx": ("wrong_content", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 900),
    "sealed.docx": ("password", packages.sealed),
    "locked.docx": ("password", packages.locked),
    "macros.docx": ("macros", lambda: office(more={"word/vbaProject.bin": b"x"})),
    "macros elsewhere.xlsx": ("macros", lambda: office("xlsx", {"custom/vbaProject.bin": b"x"})),
    "macros by type.docx": (
        "macros",
        lambda: office(typed={"word/document.xml": MICROSOFT + "word.document.macroEnabled.main+xml"}),
    ),
    "macros by relation.docx": ("macros", lambda: related("docx", relation("vbaProject", "x.bin"))),
    "macros by the ending's type.docx": ("macros", lambda: office(bin=MICROSOFT + "office.vbaProject")),
    "macro sheet.xlsx": ("macros", lambda: office("xlsx", {"xl/macrosheets/sheet1.xml": "<x/>"})),
    "macro sheet by type.xlsx": (
        "macros",
        lambda: office("xlsx", typed={"xl/worksheets/s.xml": MICROSOFT + "excel.macrosheet+xml"}),
    ),
    "active control.docx": (
        "active_content",
        lambda: office(typed={"word/activeX/a.xml": MICROSOFT + "office.activeX+xml"}),
    ),
    "active control by relation.xlsx": (
        "active_content",
        lambda: related("xlsx", relation("control", "a.xml")),
    ),
    "field that starts a program.docx": ("active_content", lambda: packages.field("DDEAUTO c:\\cmd.exe")),
    "field in two runs.docx": ("active_content", lambda: packages.field(" DDEA", "UTO cmd ")),
    "simple field.docx": ("active_content", lambda: packages.text('<w:fldSimple w:instr="DDE excel x"/>')),
    "click that starts a program.pptx": ("active_content", lambda: packages.slide("ppaction://program")),
    "link that runs a script.docx": (
        "active_content",
        lambda: outside("docx", "hyperlink", "javascript:alert(1)"),
    ),
    "link to a handler.docx": ("active_content", lambda: outside("docx", "hyperlink", "ms-msdt:/id")),
    "object.docx": ("attached_files", lambda: related("docx", relation("oleObject", "embeddings/o.bin"))),
    "object by type.xlsx": ("attached_files", lambda: office("xlsx", bin=packages.OFFICE + "oleObject")),
    "object unsaid.docx": (
        "attached_files",
        lambda: office(more={"word/embeddings/o.bin": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99}),
    ),
    "program as a picture.docx": ("attached_files", lambda: office(more={"word/media/a.png": b"MZ" * 99})),
    "package.docx": (
        "attached_files",
        lambda: related(
            "docx", relation("package", "embeddings/b.docx"), more={"word/embeddings/b.docx": office()}
        ),
    ),
    "PDF inside.pptx": ("attached_files", lambda: office("pptx", {"ppt/media/a.bin": b"%PDF-1.7\n" * 99})),
    "page inside.docx": ("attached_files", lambda: related("docx", relation("aFChunk", "chunk.html"))),
    "workbook nobody refers to.pptx": (
        "attached_files",
        lambda: office("pptx", {"ppt/embeddings/b.xlsx": office("xlsx")}),
    ),
    "workbook of a slide.pptx": ("attached_files", lambda: with_chart(office("xlsx"), by="slides")),
    "binary workbook of a chart.pptx": ("attached_files", lambda: with_chart(b"x", "b.xlsb")),
    "macros in a chart's workbook.pptx": (
        "macros",
        lambda: with_chart(office("xlsx", {"xl/vbaProject.bin": b"x"})),
    ),
    "chart in a chart's workbook.pptx": (
        "attached_files",
        lambda: with_chart(office("xlsx", {"xl/media/a.bin": office("xlsx")})),
    ),
    "template from outside.docx": (
        "outside_content",
        lambda: outside("docx", "attachedTemplate", "https://example.com/t.dotm"),
    ),
    "picture from outside.docx": ("outside_content", lambda: outside("docx", "image")),
    "picture from a share.pptx": ("outside_content", lambda: outside("pptx", "image", "file://server/a.png")),
    "object from outside.docx": ("attached_files", lambda: outside("docx", "oleObject")),
    "frame from outside.docx": ("outside_content", lambda: outside("docx", "frame")),
    "film from outside.pptx": ("outside_content", lambda: outside("pptx", "video")),
    "another workbook.xlsx": (
        "outside_content",
        lambda: related("xlsx", relation("externalLink", "e/e1.xml")),
    ),
    "data connection.xlsx": ("outside_content", lambda: related("xlsx", relation("connections", "c.xml"))),
    "formula that asks the web.xlsx": ("outside_content", lambda: packages.sheet("_xlfn.WEBSERVICE(A1)")),
    "strict relation from outside.docx": (
        "outside_content",
        lambda: outside("docx", "http://purl.oclc.org/ooxml/officeDocument/relationships/attachedTemplate"),
    ),
    "DTD.docx": (
        "too_complex",
        lambda: office(more={"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "b">]><a/>'}),
    ),
    "DTD in the main part.xlsx": (
        "too_complex",
        lambda: office("xlsx", {"xl/workbook.xml": "<!DOCTYPE a SYSTEM 'http://x'><a/>"}),
    ),
    "DTD in UTF-16.docx": (
        "too_complex",
        lambda: office(more={"customXml/item1.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
    ),
    "DTD in the types.docx": (
        "too_complex",
        lambda: office(more={"[Content_Types].xml": "<!DOCTYPE a><a/>"}),
    ),
    "DTD in a drawing.xlsx": ("too_complex", lambda: office("xlsx", {"xl/a.vml": "<!DOCTYPE a><a/>"})),
    "too many entries.docx": (
        "too_complex",
        lambda: office(more={f"x/{number}": "" for number in range(2_000)}),
    ),
    "bomb.docx": ("too_complex", lambda: office(more={"word/media/z.bmp": b"\0" * 60_000_000})),
    "many small bombs.docx": ("too_complex", packages.flat_bomb),
    "broken XML.docx": ("damaged", lambda: office(more={"word/styles.xml": "<a><b></a>"})),
    "cut off.docx": ("damaged", lambda: office()[:-30]),
    "lying bomb.docx": ("damaged", packages.lying_bomb),
    "up and out.docx": ("damaged", lambda: with_entry("../../evil.xml")),
    "up in the middle.docx": ("damaged", lambda: with_entry("word/../evil.xml")),
    "from the root.docx": ("damaged", lambda: with_entry("/etc/cron.d/x")),
    "backslash.docx": ("damaged", lambda: with_entry("word\\evil.xml")),
    "drive.docx": ("damaged", lambda: with_entry("C:evil.xml")),
    "nothing between.docx": ("damaged", lambda: with_entry("word//evil.xml")),
    "new line.docx": ("damaged", lambda: with_entry("word/a\nb.xml")),
    "twins.docx": ("damaged", packages.with_twins),
    "twins but for case.docx": ("damaged", lambda: packages.with_twins("word/Document.XML")),
    "symbolic link.docx": ("damaged", packages.with_link),
    "two names for one.docx": ("damaged", packages.other_name_inside),
    "two methods for one.docx": (
        "damaged",
        lambda: packages.changed(office(), at=8, value=b"\0\0", central=False),
    ),
    "two sizes for one.docx": (
        "damaged",
        lambda: packages.changed(office(), at=22, value=b"\x07\0\0\0", central=False),
    ),
    "unusual packing.docx": ("damaged", lambda: packages.quoted(zipfile.ZIP_LZMA)),
    "gap.docx": ("damaged", packages.with_gap),
    "overlapping.docx": ("damaged", packages.overlapping),
    "comment.docx": ("damaged", lambda: packages.with_comment(b"<script>x</script>")),
    "something behind.docx": ("damaged", lambda: office() + b"\0" * 50),
    "program before.docx": ("wrong_content", lambda: packages.prefixed(b"MZ" * 99)),
    "text before.docx": ("damaged", lambda: packages.prefixed(b"Dear all, please find attached\n")),
    "PDF before.docx": ("wrong_content", lambda: packages.prefixed_and_shifted(einvoice())),
    "zeros before.docx": ("damaged", lambda: packages.prefixed_and_shifted(b"\0" * 99)),
}


@pytest.mark.parametrize(("name", "make"), GOOD.items(), ids=GOOD)
def test_a_good_office_file_passes(name, make):
    assert verdict(make(), name) == ""


@pytest.mark.parametrize(("name", "code", "make"), [(name, *row) for name, row in BAD.items()], ids=BAD)
def test_a_bad_office_file_is_refused_for_what_it_is(name, code, make):
    assert verdict(make(), name) == code
