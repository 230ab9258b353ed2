"""What files without pages say of themselves."""

import pytest
from django.utils.translation import override

from documents.facts import lines
from documents.models import Document
from documents.previews.drawn import MAX_TEXT
from tests.documents.previews.drawing import draw, package
from tests.factories.documents import EINVOICES

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
APP = "<Properties xmlns='e'><Pages>3</Pages><Words>512</Words><Company>Nordlicht</Company></Properties>"
CORE = "<c:core xmlns:c='c' xmlns:d='d'><d:title>Agenda</d:title><d:creator>Anna</d:creator></c:core>"
BODY = (
    "<w:p><w:r><w:t>Guten Tag</w:t></w:r><w:r><w:tab/><w:t>Kiel</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Ende</w:t></w:r></w:p>"
)


def told(facts):
    """As the page says it."""
    with override("en"):
        return dict(lines(Document(facts=facts)))


def docx(body=BODY, **parts):
    document = f"<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>"
    return package(
        {"word/document.xml": document, "docProps/app.xml": APP, "docProps/core.xml": CORE} | parts
    )


def test_a_text_document():
    made = draw(docx(), "docx")

    assert made.facts == {"title": "Agenda", "pages": 3, "words": 512, "text": "Guten Tag Kiel\nEnde"}
    assert (made.page_count, made.pages) == (None, [])
    assert told(made.facts) == {"Title": "Agenda", "Pages": "3", "Words": "512"}


def test_who_wrote_it_is_not_told():
    assert "Anna" not in str(draw(docx(), "docx").facts)


def test_its_text_is_bounded():
    long = "".join(f"<w:p><w:r><w:t>Absatz {number}</w:t></w:r></w:p>" for number in range(20_000))
    assert len(draw(docx(long), "docx").facts["text"]) <= MAX_TEXT


def test_entities_are_not_followed():
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>"
    assert draw(package({"word/document.xml": bomb}), "docx").facts == {}


def test_a_workbook():
    made = draw(
        package(
            {
                "xl/workbook.xml": f"<workbook xmlns='{SHEET}' xmlns:r='{LINK}'><sheets>"
                "<sheet name='Gäste' sheetId='1' r:id='rId1'/><sheet name='Leer' sheetId='2' r:id='rId2'/>"
                "</sheets></workbook>",
                "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
                "<Relationship Id='rId2' Target='/xl/worksheets/sheet2.xml'/></Relationships>",
                "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{SHEET}'>"
                "<dimension ref='A1:AB120'/><sheetData/></worksheet>",
                "xl/worksheets/sheet2.xml": f"<worksheet xmlns='{SHEET}'><sheetData/></worksheet>",
                "xl/sharedStrings.xml": f"<sst xmlns='{SHEET}'><si><t>Name</t></si><si><t>Ort</t></si></sst>",
            }
        ),
        "xlsx",
    )

    assert made.facts["sheets"] == [{"name": "Gäste", "rows": 120, "columns": 28}, {"name": "Leer"}]
    assert made.facts["text"] == "Name\nOrt"
    assert told(made.facts) == {"Gäste": "120 rows × 28 columns", "Leer": "A sheet of unknown size"}


def slide(title, text="", kind="title"):
    def shape(place, words):
        return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"

    shapes = shape("<p:ph type='body'/>", text) + shape(f"<p:ph type='{kind}'/>", title)
    return f"<p:sld xmlns:p='p' xmlns:a='a'>{shapes}</p:sld>"


def test_slides():
    made = draw(
        package(
            {
                "ppt/slides/slide10.xml": slide("Danke", "Fragen?"),
                "ppt/slides/slide2.xml": slide("Zahlen", kind="ctrTitle"),
                "ppt/slides/slide1.xml": slide("ohne", kind="body"),
            }
        ),
        "pptx",
    )

    assert (made.facts["slides"], made.facts["titles"]) == (3, ["", "Zahlen", "Danke"])
    assert "Fragen?" in made.facts["text"]
    assert told(made.facts) == {"Slides": "3", "Slide 2": "Zahlen", "Slide 3": "Danke"}


@pytest.mark.parametrize("name", ["EN16931_Einfach.cii.xml", "EN16931_Einfach.ubl.xml"])
def test_an_e_invoice(name):
    made = draw((EINVOICES / name).read_bytes(), "xml")
    assert {label: value.replace("\xa0", " ") for label, value in told(made.facts).items()} == {
        "Seller": "Lieferant GmbH",
        "Invoice number": "471102",
        "Invoice date": "5 March 2018",
        "Total with tax": "529.87 EUR",
    }


@pytest.mark.parametrize("total", ["much", "NaN", "1e999999", ""])
def test_an_odd_sum_is_told_as_it_stands(total):
    invoice = {"total": total, "currency": "XXQ", "date": "soon"}
    assert told({"e_invoice": invoice})["Invoice date"] == "soon"
    assert told({"e_invoice": invoice})["Total with tax"] == f"{total} XXQ".strip()
    told({"e_invoice": invoice | {"currency": "EUR"}})


def test_a_photo():
    assert told({"width": 4032, "height": 3024}) == {"Original size": "4032 × 3024 pixels"}
